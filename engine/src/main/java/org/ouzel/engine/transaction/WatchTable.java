package org.ouzel.engine.transaction;

import java.util.function.Predicate;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.ScopedKeyMap;
import org.ouzel.protocol.NativeMemory;

/** The watched keys of one shard, each with those who watch it. The shard's thread, or who holds the shard. */
public final class WatchTable {
    private final int shard;
    private final ScopedKeyMap<WatchedKey> keys = new ScopedKeyMap<>();

    public WatchTable(final int shard) {
        this.shard = shard;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Lets a session watch a key of a database; again if it does already. */
    public void add(final Watch watch, final Database database, final long address, final int length) {
        final long scope = database.scope();
        final WatchedKey first = keys.get(scope, address, length);
        for (WatchedKey each = first; each != null; each = each.next()) {
            if (each.watch() == watch) {
                return;
            }
        }
        final byte[] key = NativeMemory.toArray(address, length);
        final WatchedKey added = new WatchedKey(watch, scope, key, first, watch.firstKey(shard));
        keys.put(scope, key, added);
        watch.setFirstKey(shard, added);
    }

    /** Notes that a key has changed. */
    public void touch(final long scope, final long address, final int length) {
        touchAll(keys.get(scope, address, length));
    }

    /** Notes that those keys of a database have changed that a condition holds for. */
    public void touchIf(final long scope, final Predicate<byte[]> condition) {
        keys.forEach(scope, (key, first) -> {
            if (condition.test(key)) {
                touchAll(first);
            }
        });
    }

    /** Looks whether any of a session's watched keys of this shard has come to its time without being found yet. */
    public void expire(final Watch watch, final KeyFinderByBytes finder) {
        for (WatchedKey each = watch.firstKey(shard); each != null; each = each.nextOfWatch()) {
            finder.find((int) (each.scope() >> Integer.SIZE), (int) each.scope(), each.key());
        }
    }

    /** Ends a session's watching. */
    public void remove(final Watch watch) {
        for (WatchedKey each = watch.firstKey(shard); each != null; each = each.nextOfWatch()) {
            final WatchedKey first = keys.get(each.scope(), each.key());
            if (first != each) {
                unlink(first, each);
            } else if (each.next() == null) {
                keys.remove(each.scope(), each.key());
            } else {
                keys.put(each.scope(), each.next().key(), each.next());
            }
        }
        watch.setFirstKey(shard, null);
    }

    private static void touchAll(final WatchedKey first) {
        for (WatchedKey each = first; each != null; each = each.next()) {
            each.watch().touch();
        }
    }

    private static void unlink(final WatchedKey first, final WatchedKey removed) {
        WatchedKey before = first;
        while (before.next() != removed) {
            before = before.next();
        }
        before.setNext(removed.next());
    }

    /** Looks a key up, so that it goes away if it is due. */
    @FunctionalInterface
    public interface KeyFinderByBytes {
        void find(int namespace, int database, byte[] key);
    }
}
