package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.protocol.NativeMemory;

/** Keyspaces for tests, asked with keys and values of the heap; tells which keys expired. */
final class StoreFixture implements AutoCloseable {
    static final int DATABASE_COUNT = 2;
    private static final long SEED = 0x3C6EF372FE94F82BL;
    private static final int MAX_KEY_BYTES = 100_000;

    private int keyLength;
    private final long bytesBefore = NativeMemory.allocatedBytes();
    private final long key = NativeMemory.allocate(MAX_KEY_BYTES);
    private final List<Keyspace> keyspaces = new ArrayList<>();
    private final List<String> expired = new ArrayList<>();

    Keyspace keyspace() {
        final Keyspace keyspace = new Keyspace(DATABASE_COUNT, SEED);
        keyspace.onRemoval(new RemovalListener() {
            @Override
            public void expired(final Database database, final long entry) {
                expired.add(keyOf(entry));
            }

            @Override
            public int elementsDue(final Database database, final long entry, final long nowMs) {
                throw new AssertionError("no value here has elements that expire");
            }
        });
        keyspaces.add(keyspace);
        return keyspace;
    }

    /** Returns the keys that expired since the last call. */
    List<String> takeExpired() {
        final List<String> taken = List.copyOf(expired);
        expired.clear();
        return taken;
    }

    long put(final Database database, final String name, final byte[] value, final long expiryMs) {
        return put(database, name, EntryDescriptor.ENCODING_RAW << 4 | EntryDescriptor.TYPE_STRING, value, expiryMs);
    }

    long put(final Database database, final String name, final int typeAndEncoding, final byte[] value,
        final long expiryMs) {
        final long hash = hash(name);
        final long entry = database.put(hash, key, keyLength, typeAndEncoding, value.length, expiryMs, 77);
        NativeMemory.copy(value, 0, EntryDescriptor.valueAddress(entry), value.length);
        return entry;
    }

    long putCollection(final Database database, final String name, final Collection collection, final long expiryMs) {
        final long hash = hash(name);
        return database.putCollection(hash, key, keyLength,
            EntryDescriptor.ENCODING_HASHTABLE << 4 | EntryDescriptor.TYPE_HASH, collection, expiryMs, 77);
    }

    long putCopy(final Database database, final String name, final Database source, final long original,
        final long expiryMs) {
        final long hash = hash(name);
        return database.putCopy(hash, key, keyLength, source, original, expiryMs, 78);
    }

    long putMoved(final Database database, final String name, final Database source, final long original) {
        final long hash = hash(name);
        return database.putMoved(hash, key, keyLength, source, original);
    }

    long find(final Database database, final String name, final long nowMs) {
        final long hash = hash(name);
        return database.find(hash, key, keyLength, nowMs);
    }

    boolean remove(final Database database, final String name) {
        final long hash = hash(name);
        return database.remove(hash, key, keyLength);
    }

    /** Puts a name where {@link #key} lies, and returns its hash. */
    long hash(final String name) {
        final byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        NativeMemory.copy(bytes, 0, key, bytes.length);
        keyLength = bytes.length;
        return KeyHash.of(key, keyLength, SEED);
    }

    static String keyOf(final long entry) {
        return NativeMemory.toText(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
    }

    static byte[] valueOf(final long entry) {
        return NativeMemory.toArray(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
    }

    /** Compares what a database counts with what a walk over its entries finds. */
    static void assertExact(final Database database) {
        final long[] found = new long[3];
        database.forEach(entry -> {
            found[0]++;
            found[1] += EntryDescriptor.hasExpiry(entry) ? 1 : 0;
            found[2] += SlabAllocator.blockBytes(EntryDescriptor.blockBytes(entry));
            found[2] += EntryDescriptor.isHandle(entry) ? database.collection(entry).usedBytes() : 0;
        });
        assertEquals(found[0], database.keyCount());
        assertEquals(found[1], database.expiringCount());
        assertEquals(found[2] + database.index().usedBytes(), database.usedBytes());
    }

    /** Closes all keyspaces, which check that no block is left, and that the system got everything back. */
    @Override
    public void close() {
        keyspaces.forEach(Keyspace::close);
        NativeMemory.free(key, MAX_KEY_BYTES);
        assertEquals(bytesBefore, NativeMemory.allocatedBytes());
    }
}
