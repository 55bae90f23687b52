package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/**
 * The layout of a block of consecutive entries of a stream.
 *
 * <pre>
 * +0  int  bytes of the block
 * +4  int  bytes in use
 * +8  int  entries, deleted ones included
 * +12 int  deleted entries
 * +16 long milliseconds of the first entry, the block's base
 * +24 long sequence of the first entry
 * +32 int  offset of the first entry
 * +36 int  number of shared fields
 * +40 names of the shared fields, those of the first entry: length, bytes
 *     entries
 *
 * entry: byte flags: 1 deleted, 2 has the shared fields
 *        bytes of the rest of the entry
 *        milliseconds above the base
 *        sequence, less the base's while the milliseconds are the base's
 *        number of fields, unless shared
 *        for each field: length and bytes of the name, unless shared; length and bytes of the value
 * </pre>
 *
 * Numbers of an entry and lengths of names are {@link VarInt}s.
 */
final class StreamBlockDescriptor {
    static final int HEADER_BYTES = 40;
    static final int FLAG_DELETED = 1;
    static final int FLAG_SHARED_FIELDS = 2;

    private static final int USED_OFFSET = 4;
    private static final int COUNT_OFFSET = 8;
    private static final int DELETED_OFFSET = 12;
    private static final int MS_OFFSET = 16;
    private static final int SEQ_OFFSET = 24;
    private static final int ENTRIES_OFFSET = 32;
    private static final int FIELD_COUNT_OFFSET = 36;

    private StreamBlockDescriptor() {
    }

    static void writeHeader(final long block, final int capacity, final long ms, final long seq,
        final int sharedFieldCount) {
        setCapacity(block, capacity);
        setUsed(block, HEADER_BYTES);
        NativeMemory.putInt(block + COUNT_OFFSET, 0);
        NativeMemory.putInt(block + DELETED_OFFSET, 0);
        NativeMemory.putLong(block + MS_OFFSET, ms);
        NativeMemory.putLong(block + SEQ_OFFSET, seq);
        NativeMemory.putInt(block + FIELD_COUNT_OFFSET, sharedFieldCount);
    }

    static int capacity(final long block) {
        return NativeMemory.getInt(block);
    }

    static void setCapacity(final long block, final int capacity) {
        NativeMemory.putInt(block, capacity);
    }

    static int used(final long block) {
        return NativeMemory.getInt(block + USED_OFFSET);
    }

    static void setUsed(final long block, final int used) {
        NativeMemory.putInt(block + USED_OFFSET, used);
    }

    static int entryCount(final long block) {
        return NativeMemory.getInt(block + COUNT_OFFSET);
    }

    static int deletedCount(final long block) {
        return NativeMemory.getInt(block + DELETED_OFFSET);
    }

    static int liveCount(final long block) {
        return entryCount(block) - deletedCount(block);
    }

    static void countEntry(final long block) {
        NativeMemory.putInt(block + COUNT_OFFSET, entryCount(block) + 1);
    }

    static long baseMs(final long block) {
        return NativeMemory.getLong(block + MS_OFFSET);
    }

    static long baseSeq(final long block) {
        return NativeMemory.getLong(block + SEQ_OFFSET);
    }

    static int entriesOffset(final long block) {
        return NativeMemory.getInt(block + ENTRIES_OFFSET);
    }

    static void setEntriesOffset(final long block, final int offset) {
        NativeMemory.putInt(block + ENTRIES_OFFSET, offset);
    }

    static int sharedFieldCount(final long block) {
        return NativeMemory.getInt(block + FIELD_COUNT_OFFSET);
    }

    /** Marks an entry as deleted. */
    static void delete(final long block, final int entryOffset) {
        final long entry = block + entryOffset;
        NativeMemory.putByte(entry, (byte) (NativeMemory.getByte(entry) | FLAG_DELETED));
        NativeMemory.putInt(block + DELETED_OFFSET, deletedCount(block) + 1);
    }
}
