package org.ouzel.bench.jmh;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.protocol.NativeMemory;

/** A keyspace for entries of 16 B + 64 B, and native memory for the keys of a batch. One thread. */
final class FilledKeyspace implements AutoCloseable {
    static final int KEY_BYTES = 16;
    static final int VALUE_BYTES = 64;

    private static final long SEED = 0x5DEECE66DL;
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long KEY_HEAD = 0x3030303A79656BL;
    private static final int RAW_STRING = EntryDescriptor.ENCODING_RAW << 4 | EntryDescriptor.TYPE_STRING;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final long keys;
    private final long value;
    private final int batch;

    FilledKeyspace(final int batch) {
        this.batch = batch;
        keys = NativeMemory.allocate((long) batch * KEY_BYTES);
        value = NativeMemory.allocate(VALUE_BYTES);
        NativeMemory.fill(value, VALUE_BYTES, (byte) 'x');
    }

    Database database() {
        return database;
    }

    /** Writes a key to a place of the batch, and returns its hash. */
    long setKey(final int place, final long key) {
        final long address = keys + (long) place * KEY_BYTES;
        NativeMemory.putLong(address, KEY_HEAD);
        NativeMemory.putLong(address + Long.BYTES, key);
        return KeyHash.of(address, KEY_BYTES, SEED);
    }

    /** Puts a value under the key of a place; returns the entry. */
    long put(final int place, final long hash) {
        final long entry = database.put(hash, keys + (long) place * KEY_BYTES, KEY_BYTES, RAW_STRING, VALUE_BYTES,
            EntryDescriptor.NO_EXPIRY, 0);
        NativeMemory.copy(value, EntryDescriptor.valueAddress(entry), VALUE_BYTES);
        return entry;
    }

    /** Reads the key of a place, which must be there. */
    long firstValueByte(final int place, final long hash) {
        final long entry = database.find(hash, keys + (long) place * KEY_BYTES, KEY_BYTES, NOW_MS);
        if (entry == SegmentedIndex.NONE) {
            throw new IllegalStateException("a key is missing: hash=" + hash);
        }
        return NativeMemory.getByte(EntryDescriptor.valueAddress(entry));
    }

    @Override
    public void close() {
        NativeMemory.free(keys, (long) batch * KEY_BYTES);
        NativeMemory.free(value, VALUE_BYTES);
        keyspace.close();
    }
}
