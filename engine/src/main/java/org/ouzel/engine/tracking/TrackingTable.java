package org.ouzel.engine.tracking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.ScopedKeyMap;
import org.ouzel.protocol.NativeMemory;

/**
 * Who keeps which keys of one shard: the sessions that have read each key, until it changes; and all prefixes of all
 * shards' keys that sessions have asked to be told of.
 *
 * <p>As in Redis a key is known by its name alone, whatever its database, and the table never holds more than
 * {@code tracking-table-max-keys} (here: each shard its share): the key that was read first makes room, and its readers
 * are told as if it had changed. Sessions are kept by their numbers, since they may go. The shard's thread, or who
 * holds the shard.
 */
public final class TrackingTable {
    private long itemCount;
    private final ServerState server;
    private final Shard shard;
    private final ScopedKeyMap<Set<Long>> readers = new ScopedKeyMap<>();
    private final Map<Integer, TreeMap<byte[], Set<Long>>> prefixes = new HashMap<>();

    public TrackingTable(final ServerState server, final Shard shard) {
        this.server = server;
        this.shard = shard;
    }

    public boolean isEmpty() {
        return readers.isEmpty() && prefixes.isEmpty();
    }

    /** Returns the number of keys that somebody has read. */
    public long keyCount() {
        return readers.size();
    }

    /** Returns the number of keys times the sessions that have read each. */
    public long itemCount() {
        return itemCount;
    }

    /** Returns the number of different prefixes. */
    public long prefixCount() {
        long count = 0;
        for (final TreeMap<byte[], Set<Long>> own : prefixes.values()) {
            count += own.size();
        }
        return count;
    }

    /** Notes that a session has read a key and keeps it. */
    public void add(final Session session, final int namespace, final long keyAddress, final int keyLength) {
        final long scope = scope(namespace);
        Set<Long> ids = readers.get(scope, keyAddress, keyLength);
        if (ids == null) {
            ids = new HashSet<>(2);
            readers.put(scope, NativeMemory.toArray(keyAddress, keyLength), ids);
            trim();
        }
        if (ids.add(session.id())) {
            itemCount++;
        }
    }

    /** Lets a session be told of all keys with its prefixes; on all shards. */
    public void addPrefixes(final Session session, final Tracking tracking) {
        for (final byte[] prefix : tracking.prefixes()) {
            prefixes.computeIfAbsent(tracking.namespace(), ignored -> new TreeMap<>(Arrays::compare))
                .computeIfAbsent(prefix, ignored -> new LinkedHashSet<>()).add(session.id());
        }
    }

    /** Ends {@link #addPrefixes}; on all shards. */
    public void removePrefixes(final Session session, final Tracking tracking) {
        final TreeMap<byte[], Set<Long>> own = prefixes.get(tracking.namespace());
        for (final byte[] prefix : tracking.prefixes()) {
            final Set<Long> ids = own == null ? null : own.get(prefix);
            if (ids != null && ids.remove(session.id()) && ids.isEmpty()) {
                own.remove(prefix);
            }
        }
        if (own != null && own.isEmpty()) {
            prefixes.remove(tracking.namespace());
        }
    }

    /**
     * Tells all who keep a key that it has changed.
     *
     * @param origin the session that changed it, or null
     */
    public void changed(final int namespace, final long keyAddress, final int keyLength, final Session origin) {
        if (!readers.isEmpty()) {
            final Set<Long> ids = readers.remove(scope(namespace), keyAddress, keyLength);
            if (ids != null) {
                itemCount -= ids.size();
                tell(ids, NativeMemory.toArray(keyAddress, keyLength), origin, false);
            }
        }
        final TreeMap<byte[], Set<Long>> own = prefixes.isEmpty() ? null : prefixes.get(namespace);
        if (own != null) {
            own.forEach((prefix, ids) -> {
                if (isPrefix(prefix, keyAddress, keyLength)) {
                    tell(ids, NativeMemory.toArray(keyAddress, keyLength), origin, true);
                }
            });
        }
    }

    /**
     * All keys of a namespace are about to change.
     *
     * @param isTelling whether this shard is the one that tells all sessions that track
     */
    public void flushed(final int namespace, final boolean isTelling) {
        readers.removeIf(scope(namespace), ids -> itemCount -= ids.size());
        if (isTelling) {
            for (final Session session : server.sessions().all()) {
                if (session.namespace() == namespace && session.tracking() != null) {
                    tell(session, session.tracking(), null);
                }
            }
        }
    }

    private void trim() {
        final long limit = server.trackingKeyLimit();
        while (limit > 0 && readers.size() > limit) {
            readers.removeEldest((scope, key, ids) -> {
                itemCount -= ids.size();
                tell(ids, key, null, false);
            });
        }
    }

    private void tell(final Set<Long> ids, final byte[] key, final Session origin, final boolean isBroadcast) {
        for (final long id : ids) {
            final Session session = server.sessions().find(id);
            final Tracking tracking = session == null ? null : session.tracking();
            // Who has switched to another mode or namespace since forgets what it kept.
            if (tracking != null && session.namespace() == tracking.namespace() && tracking.isBroadcast() == isBroadcast
                && !(tracking.isNoLoop() && session == origin)) {
                tell(session, tracking, key);
            }
        }
    }

    private void tell(final Session session, final Tracking tracking, final byte[] key) {
        if (tracking.redirectId() == 0) {
            if (session.isResp3()) {
                shard.deliver(new Delivery(Delivery.Kind.INVALIDATE, session, key));
            }
            return;
        }
        final Session target = server.sessions().find(tracking.redirectId());
        if (target != null) {
            shard.deliver(new Delivery(Delivery.Kind.INVALIDATE, target, key));
        } else {
            tracking.breakRedirect();
            shard.deliver(new Delivery(Delivery.Kind.REDIRECT_BROKEN, session, null));
        }
    }

    private static boolean isPrefix(final byte[] prefix, final long keyAddress, final int keyLength) {
        if (prefix.length > keyLength) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (NativeMemory.getByte(keyAddress + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static long scope(final int namespace) {
        return ScopedKeyMap.scope(namespace, 0);
    }
}
