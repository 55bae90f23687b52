package org.ouzel.engine.pubsub;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What one session is subscribed to. Changed by the shard that runs a subscribing command while the session hands
 * nothing on; read by the session's IO loop at other times.
 */
public final class Subscriptions {
    private int namespace;
    private final Map<SubscriptionKind, TreeSet<byte[]>> names = new EnumMap<>(SubscriptionKind.class);

    /** Returns the number of the namespace whose channels these are. */
    public int namespace() {
        return namespace;
    }

    /** Names the namespace of the subscriptions to come; only while there are none. */
    public void enter(final int newNamespace) {
        namespace = newNamespace;
    }

    /** Adds a name; returns whether it is new. */
    public boolean add(final SubscriptionKind kind, final byte[] name) {
        return names.computeIfAbsent(kind, ignored -> new TreeSet<>(Arrays::compare)).add(name);
    }

    /** Takes a name out; returns whether it was there. */
    public boolean remove(final SubscriptionKind kind, final byte[] name) {
        final TreeSet<byte[]> ofKind = names.get(kind);
        return ofKind != null && ofKind.remove(name);
    }

    /** Returns a copy of all names of a kind. */
    public List<byte[]> names(final SubscriptionKind kind) {
        final TreeSet<byte[]> ofKind = names.get(kind);
        return ofKind == null ? List.of() : List.copyOf(ofKind);
    }

    public int count(final SubscriptionKind kind) {
        final TreeSet<byte[]> ofKind = names.get(kind);
        return ofKind == null ? 0 : ofKind.size();
    }

    /** Returns what confirmations of a kind count: shard channels by themselves, all others together. */
    public int countWith(final SubscriptionKind kind) {
        return kind == SubscriptionKind.SHARD_CHANNEL ? count(kind)
            : count(SubscriptionKind.CHANNEL) + count(SubscriptionKind.PATTERN);
    }

    public boolean isEmpty() {
        for (final TreeSet<byte[]> ofKind : names.values()) {
            if (!ofKind.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Returns about how many bytes the names take. */
    public long byteCount() {
        long bytes = 0;
        for (final TreeSet<byte[]> ofKind : names.values()) {
            for (final byte[] name : ofKind) {
                bytes += name.length;
            }
        }
        return bytes;
    }
}
