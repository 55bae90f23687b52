package org.ouzel.engine.blocking;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.TreeSet;
import org.agrona.collections.Long2ObjectHashMap;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.KeyListener;

/**
 * Who waits for the keys of one shard, and which of these keys have changed so that their queues are to be looked at.
 *
 * <p>One thread at a time: the shard's, or the one for which all shards stand still.
 */
public final class WaitingClients implements KeyListener, AutoCloseable {
    /** In place of a namespace's number. */
    public static final int ALL_NAMESPACES = -1;

    private static final long DATABASE_STRIDE = 0x9E3779B97F4A7C15L;

    private int sharedPlaceCount;
    private final ArrayDeque<WaitingKey> ready = new ArrayDeque<>();
    private final Long2ObjectHashMap<WaitingKey> keys = new Long2ObjectHashMap<>();
    /** No client waits twice, so that its number makes the order complete. */
    private final TreeSet<Waiter> deadlines = new TreeSet<>(
        Comparator.comparingLong(Waiter::deadlineMs).thenComparingLong(waiter -> waiter.session().id()));

    /** Returns whether queues are to be looked at. */
    public boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Returns whether some of those who wait can only be dealt with when all shards stand still. */
    boolean hasShared() {
        return sharedPlaceCount > 0;
    }

    /**
     * Returns the number of keys that somebody waits for.
     *
     * @param namespace         the only one that counts, or {@link #ALL_NAMESPACES}
     * @param isForRemovalsOnly whether only those count of which somebody has to know when they go away
     */
    public int keyCount(final int namespace, final boolean isForRemovalsOnly) {
        int count = 0;
        for (final WaitingKey bucket : keys.values()) {
            for (WaitingKey key = bucket; key != null; key = key.nextOfHash()) {
                final boolean isCounted = (namespace == ALL_NAMESPACES || key.database().namespace() == namespace)
                    && (!isForRemovalsOnly || key.isRemovalAwaited());
                count += isCounted ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns the number of clients of a namespace, or of all, that wait with a deadline, and have their home here. */
    public int deadlineCount(final int namespace) {
        if (namespace == ALL_NAMESPACES) {
            return deadlines.size();
        }
        int count = 0;
        for (final Waiter waiter : deadlines) {
            count += waiter.session().namespace() == namespace ? 1 : 0;
        }
        return count;
    }

    @Override
    public void keyChanged(final Database database, final long hash, final long keyAddress, final int keyLength) {
        final WaitingKey key = find(database, hash, keyAddress, keyLength);
        if (key != null) {
            markReady(key);
        }
    }

    @Override
    public void allChanged(final Database database) {
        for (final WaitingKey bucket : keys.values()) {
            for (WaitingKey key = bucket; key != null; key = key.nextOfHash()) {
                if (key.database() == database) {
                    markReady(key);
                }
            }
        }
    }

    /** Frees what the waiters hold, when the shard ends. */
    @Override
    public void close() {
        for (final WaitingKey bucket : keys.values()) {
            for (WaitingKey key = bucket; key != null; key = key.nextOfHash()) {
                for (Place place = key.first(); place != null; place = place.next()) {
                    place.waiter().close();
                }
                key.close();
            }
        }
        keys.clear();
    }

    /** Puts a waiter at the end of a key's queue, unless it stands there already. */
    void add(final Waiter waiter, final Database database, final long hash, final long keyAddress,
        final int keyLength) {
        WaitingKey key = find(database, hash, keyAddress, keyLength);
        if (key == null) {
            key = new WaitingKey(this, database, hash, keyAddress, keyLength);
            key.setNextOfHash(keys.put(bucket(database, hash), key));
        } else if (key.last().waiter() == waiter) {
            return;
        }
        final Place place = new Place(waiter, key, waiter.firstPlace());
        waiter.setFirstPlace(place);
        key.append(place);
        sharedPlaceCount += waiter.isShared() ? 1 : 0;
        database.watch((waiter.awaited() & Database.WATCH_REMOVAL) == 0 ? waiter.awaited() : -1);
    }

    void remove(final Place place) {
        final WaitingKey key = place.key();
        key.remove(place);
        key.database().unwatch();
        sharedPlaceCount -= place.waiter().isShared() ? 1 : 0;
        if (key.first() == null) {
            forget(key);
        }
    }

    void addDeadline(final Waiter waiter) {
        deadlines.add(waiter);
    }

    void removeDeadline(final Waiter waiter) {
        deadlines.remove(waiter);
    }

    /** Returns the waiter of this home that is due, or null; the one whose time came first. */
    Waiter firstDue(final long nowMs) {
        return !deadlines.isEmpty() && deadlines.first().deadlineMs() <= nowMs ? deadlines.first() : null;
    }

    /** Returns the next key whose queue is to be looked at, or null. */
    WaitingKey takeReady() {
        final WaitingKey key = ready.poll();
        if (key != null) {
            key.setReady(false);
        }
        return key;
    }

    private void markReady(final WaitingKey key) {
        if (!key.isReady()) {
            key.setReady(true);
            ready.add(key);
        }
    }

    private WaitingKey find(final Database database, final long hash, final long keyAddress, final int keyLength) {
        WaitingKey key = keys.get(bucket(database, hash));
        while (key != null && !key.is(database, keyAddress, keyLength)) {
            key = key.nextOfHash();
        }
        return key;
    }

    /** A key without a queue may still stand among the ready ones, where it does no harm. */
    private void forget(final WaitingKey key) {
        final long bucket = bucket(key.database(), key.hash());
        final WaitingKey first = keys.get(bucket);
        if (first != key) {
            WaitingKey before = first;
            while (before.nextOfHash() != key) {
                before = before.nextOfHash();
            }
            before.setNextOfHash(key.nextOfHash());
        } else if (key.nextOfHash() != null) {
            keys.put(bucket, key.nextOfHash());
        } else {
            keys.remove(bucket);
        }
        key.close();
    }

    private static long bucket(final Database database, final long hash) {
        return hash + DATABASE_STRIDE * database.number();
    }
}
