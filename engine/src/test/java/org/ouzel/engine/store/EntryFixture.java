package org.ouzel.engine.store;

import org.ouzel.protocol.NativeMemory;

/** Entries with keys of 8 bytes for tests of the index: the key is a number, the value empty. */
final class EntryFixture implements AutoCloseable {
    static final long SEED = 0x6A09E667F3BCC908L;

    private final long key = NativeMemory.allocate(Long.BYTES);
    private final SlabAllocator allocator = new SlabAllocator();

    /** Returns the hash of a number's key. */
    long hash(final long number) {
        return KeyHash.of(keyAddress(number), Long.BYTES, SEED);
    }

    /** Returns where the number's key lies, until the next call. */
    long keyAddress(final long number) {
        NativeMemory.putLong(key, number);
        return key;
    }

    /** Returns a new entry. */
    long entry(final long number, final long expiryMs) {
        final int flags = EntryDescriptor.flagsFor(Long.BYTES, 0, expiryMs != EntryDescriptor.NO_EXPIRY, false);
        final long bytes = EntryDescriptor.headerBytes(flags) + (long) Long.BYTES;
        final long entry = allocator.allocate(bytes);
        EntryDescriptor.writeHeader(entry, flags, 0, 0, Long.BYTES, 0, expiryMs, bytes);
        NativeMemory.putLong(EntryDescriptor.keyAddress(entry), number);
        return entry;
    }

    void free(final long entry) {
        allocator.free(entry, EntryDescriptor.blockBytes(entry));
    }

    /** Returns the number whose key an entry has. */
    static long numberOf(final long entry) {
        return NativeMemory.getLong(EntryDescriptor.keyAddress(entry));
    }

    @Override
    public void close() {
        allocator.close();
        NativeMemory.free(key, Long.BYTES);
    }
}
