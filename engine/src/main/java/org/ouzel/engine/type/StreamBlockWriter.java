package org.ouzel.engine.type;

import static org.ouzel.engine.type.StreamBlockDescriptor.HEADER_BYTES;

import org.ouzel.engine.store.SlabAllocator;
import org.ouzel.protocol.NativeMemory;

/** Makes blocks of a stream and appends entries to them. One thread. */
final class StreamBlockWriter {
    private static final int MIN_BLOCK_BYTES = 128;
    private static final int MAX_GROWTH_BYTES = 1 << 20;

    private final StreamMemory memory;

    StreamBlockWriter(final StreamMemory memory) {
        this.memory = memory;
    }

    /** Makes a block with room for its first entry, whose fields it shares with those that follow. */
    long create(final long ms, final long seq, final StreamFields fields) {
        long nameBytes = 0;
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            nameBytes += VarInt.length(fields.nameLength()) + fields.nameLength();
        }
        final long entryBytes = entryBytes(bodyBytes(0, 0, fields, true));
        final long capacity = SlabAllocator.blockBytes(Math.max(MIN_BLOCK_BYTES,
            HEADER_BYTES + nameBytes + entryBytes));
        final long block = memory.allocate(capacity);
        StreamBlockDescriptor.writeHeader(block, (int) capacity, ms, seq, fields.fieldCount());
        long at = block + HEADER_BYTES;
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            at = write(fields.nameAddress(), fields.nameLength(), at);
        }
        StreamBlockDescriptor.setEntriesOffset(block, (int) (at - block));
        StreamBlockDescriptor.setUsed(block, (int) (at - block));
        return block;
    }

    /**
     * Appends an entry behind all others.
     *
     * @return the block, which may have moved
     */
    long append(final long block, final long ms, final long seq, final StreamFields fields) {
        final long msDelta = ms - StreamBlockDescriptor.baseMs(block);
        final long seqValue = msDelta == 0 ? seq - StreamBlockDescriptor.baseSeq(block) : seq;
        final boolean isShared = hasSharedFields(block, fields);
        final long bodyBytes = bodyBytes(msDelta, seqValue, fields, isShared);
        final long target = withRoom(block, entryBytes(bodyBytes));
        long at = target + StreamBlockDescriptor.used(target);
        NativeMemory.putByte(at++, (byte) (isShared ? StreamBlockDescriptor.FLAG_SHARED_FIELDS : 0));
        at = VarInt.write(bodyBytes, at);
        at = VarInt.write(msDelta, at);
        at = VarInt.write(seqValue, at);
        if (!isShared) {
            at = VarInt.write(fields.fieldCount(), at);
        }
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            if (!isShared) {
                at = write(fields.nameAddress(), fields.nameLength(), at);
            }
            at = write(fields.valueAddress(), fields.valueLength(), at);
        }
        StreamBlockDescriptor.setUsed(target, (int) (at - target));
        StreamBlockDescriptor.countEntry(target);
        return target;
    }

    /** Gives back the room behind the last entry of a block that gets no more; returns the block, perhaps moved. */
    long finish(final long block) {
        final int used = StreamBlockDescriptor.used(block);
        return SlabAllocator.blockBytes(used) < StreamBlockDescriptor.capacity(block) ? moveTo(block, used) : block;
    }

    /** Returns a copy of a block in this writer's memory. */
    long copyOf(final long block) {
        final int used = StreamBlockDescriptor.used(block);
        final long capacity = SlabAllocator.blockBytes(used);
        final long copy = memory.allocate(capacity);
        NativeMemory.copy(block, copy, used);
        StreamBlockDescriptor.setCapacity(copy, (int) capacity);
        return copy;
    }

    void free(final long block) {
        memory.free(block, StreamBlockDescriptor.capacity(block));
    }

    private long withRoom(final long block, final long bytes) {
        final long used = StreamBlockDescriptor.used(block);
        final long needed = used + bytes;
        if (needed <= StreamBlockDescriptor.capacity(block)) {
            return block;
        }
        return moveTo(block, Math.max(needed, used + Math.min(used, MAX_GROWTH_BYTES)));
    }

    private long moveTo(final long block, final long bytes) {
        final long capacity = SlabAllocator.blockBytes(bytes);
        final long moved = memory.allocate(capacity);
        NativeMemory.copy(block, moved, StreamBlockDescriptor.used(block));
        free(block);
        StreamBlockDescriptor.setCapacity(moved, (int) capacity);
        return moved;
    }

    private static boolean hasSharedFields(final long block, final StreamFields fields) {
        if (fields.fieldCount() != StreamBlockDescriptor.sharedFieldCount(block)) {
            return false;
        }
        long at = block + HEADER_BYTES;
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            final int length = (int) VarInt.read(at);
            at += VarInt.length(length);
            if (length != fields.nameLength() || !NativeMemory.equal(at, fields.nameAddress(), length)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static long entryBytes(final long bodyBytes) {
        return 1 + VarInt.length(bodyBytes) + bodyBytes;
    }

    private static long bodyBytes(final long msDelta, final long seqValue, final StreamFields fields,
        final boolean isShared) {
        long bytes = VarInt.length(msDelta) + VarInt.length(seqValue);
        if (!isShared) {
            bytes += VarInt.length(fields.fieldCount());
        }
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            if (!isShared) {
                bytes += VarInt.length(fields.nameLength()) + fields.nameLength();
            }
            bytes += VarInt.length(fields.valueLength()) + fields.valueLength();
        }
        return bytes;
    }

    private static long write(final long address, final int length, final long target) {
        final long at = VarInt.write(length, target);
        NativeMemory.copy(address, at, length);
        return at + length;
    }
}
