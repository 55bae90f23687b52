package org.ouzel.engine.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.engine.store.ScopedKeyMap;
import org.ouzel.protocol.GlobPattern;

/**
 * How many sessions listen to the channels that a shard owns, and to all patterns. The shard's thread, or who holds the
 * shard.
 */
public final class ChannelCounts {
    private long total;
    private long totalOfAll;
    /** How many channels there are by namespace and kind. */
    private final Map<Long, Long> channelCounts = new HashMap<>();
    private final ScopedKeyMap<Count> channels = new ScopedKeyMap<>();
    private final Map<Integer, TreeMap<byte[], Count>> patterns = new HashMap<>();

    /** Returns whether nobody listens to anything that the shard knows of. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** Returns whether nobody listens to anything on any shard. */
    public boolean isNobodyListening() {
        return totalOfAll == 0;
    }

    /** Notes that there are so many subscriptions more (or less) on all shards together. */
    public void addToAll(final int delta) {
        totalOfAll += delta;
    }

    /** Notes that a session has begun ({@code delta} 1) or ceased (-1) to listen. */
    public void add(final int namespace, final SubscriptionKind kind, final byte[] name, final int delta) {
        total += delta;
        if (kind == SubscriptionKind.PATTERN) {
            final TreeMap<byte[], Count> own =
                patterns.computeIfAbsent(namespace, ignored -> new TreeMap<>(Arrays::compare));
            final Count count = own.computeIfAbsent(name, Count::ofPattern);
            count.sessions += delta;
            if (count.sessions == 0) {
                own.remove(name);
            }
            return;
        }
        final long scope = kind.scope(namespace);
        Count count = channels.get(scope, name);
        if (count == null) {
            count = new Count(null);
            channels.put(scope, name, count);
            channelCounts.merge(scope, 1L, Long::sum);
        }
        count.sessions += delta;
        if (count.sessions == 0) {
            channels.remove(scope, name);
            channelCounts.merge(scope, -1L, Long::sum);
        }
    }

    /** Returns how many sessions listen to a channel by its name. */
    public int count(final int namespace, final SubscriptionKind kind, final long address, final int length) {
        final Count count = channels.get(kind.scope(namespace), address, length);
        return count == null ? 0 : count.sessions;
    }

    /** Returns how many subscriptions to patterns a channel matches. */
    public int patternCount(final int namespace, final long address, final int length) {
        final TreeMap<byte[], Count> own = patterns.get(namespace);
        int sessions = 0;
        if (own != null) {
            for (final Count each : own.values()) {
                sessions += each.pattern.matches(address, length) ? each.sessions : 0;
            }
        }
        return sessions;
    }

    /** Returns how many different patterns of a namespace are listened to. */
    public int distinctPatternCount(final int namespace) {
        final TreeMap<byte[], Count> own = patterns.get(namespace);
        return own == null ? 0 : own.size();
    }

    /** Returns how many of the shard's channels of a kind somebody listens to. */
    public long channelCount(final int namespace, final SubscriptionKind kind) {
        return channelCounts.getOrDefault(kind.scope(namespace), 0L);
    }

    /** Shows the names of the shard's channels of a kind that somebody listens to. */
    public void forEachChannel(final int namespace, final SubscriptionKind kind,
        final ScopedKeyMap.EntryVisitor<Integer> visitor) {
        channels.forEach(kind.scope(namespace), (name, count) -> visitor.visit(name, count.sessions));
    }

    /** A number of sessions, and the pattern if it is one of theirs. */
    private static final class Count {
        private int sessions;
        private final GlobPattern pattern;

        Count(final GlobPattern pattern) {
            this.pattern = pattern;
        }

        static Count ofPattern(final byte[] name) {
            return new Count(GlobPattern.of(new String(name, StandardCharsets.ISO_8859_1)));
        }
    }
}
