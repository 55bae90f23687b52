package org.ouzel.engine.observe;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.transaction.WatchTable;
import org.ouzel.protocol.NativeBuffer;

/**
 * All who want to know of changes to the keys of one shard. Costs one test of a field per change when nobody does.
 *
 * <p>The shard's thread, or who holds the shard.
 */
public final class KeyObservers implements AutoCloseable {
    private static final int INLINE_BYTES = 64;
    private static final int KEPT_BYTES = 16 * 1024;

    private final WatchTable watches;
    private final NativeBuffer key = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);

    /** @param shard the shard's number */
    public KeyObservers(final int shard) {
        watches = new WatchTable(shard);
    }

    /** Returns the keys that transactions watch. */
    public WatchTable watches() {
        return watches;
    }

    /** Returns whether anybody wants to know of changes. */
    public boolean areAny() {
        return !watches.isEmpty();
    }

    /** A key was given a value, changed, or taken away. */
    public void changed(final Database database, final long keyAddress, final int keyLength) {
        watches.touch(database.scope(), keyAddress, keyLength);
    }

    /** A key's time has come; its entry can still be read. */
    public void expired(final Database database, final long entry) {
        changed(database, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
    }

    /** A database is about to lose all its keys. */
    public void clearing(final Database database) {
        watches.touchIf(database.scope(), bytes -> isIn(database, bytes));
    }

    /** Two databases are about to exchange their keys. */
    public void exchanging(final Database first, final Database second) {
        watches.touchIf(first.scope(), bytes -> isIn(first, bytes) || isIn(second, bytes));
        watches.touchIf(second.scope(), bytes -> isIn(first, bytes) || isIn(second, bytes));
    }

    @Override
    public void close() {
        key.close();
    }

    private boolean isIn(final Database database, final byte[] bytes) {
        key.reset();
        key.putBytes(bytes);
        return database.contains(key.address(), bytes.length);
    }
}
