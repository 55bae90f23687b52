package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/** Reads the entries of one block of a stream, deleted ones included. One thread; reused. */
public final class StreamBlockReader implements StreamFields {
    private long block;
    private int entryOffset;
    private int nextOffset;
    private int endOffset;
    private int flags;
    private long ms;
    private long seq;
    private int fieldCount;
    private long bodyAddress;
    private long sharedName;
    private long position;
    private long nameAddress;
    private int nameLength;
    private long valueAddress;
    private int valueLength;

    /** Goes to before the first entry of a block. */
    void open(final long newBlock) {
        block = newBlock;
        nextOffset = StreamBlockDescriptor.entriesOffset(newBlock);
        endOffset = StreamBlockDescriptor.used(newBlock);
    }

    /** Goes to the next entry; returns whether there is one. */
    public boolean next() {
        if (nextOffset >= endOffset) {
            return false;
        }
        read(nextOffset);
        return true;
    }

    /** Reads the entry at an offset. */
    void read(final int offset) {
        entryOffset = offset;
        long at = block + offset;
        flags = NativeMemory.getByte(at++);
        final int bodyBytes = (int) VarInt.read(at);
        at += VarInt.length(bodyBytes);
        nextOffset = (int) (at - block) + bodyBytes;
        final long msDelta = VarInt.read(at);
        at += VarInt.length(msDelta);
        final long seqValue = VarInt.read(at);
        at += VarInt.length(seqValue);
        ms = StreamBlockDescriptor.baseMs(block) + msDelta;
        seq = msDelta == 0 ? StreamBlockDescriptor.baseSeq(block) + seqValue : seqValue;
        bodyAddress = at;
    }

    long block() {
        return block;
    }

    /** Returns how many entries of the block aren't deleted. */
    public int liveCount() {
        return StreamBlockDescriptor.liveCount(block);
    }

    int entryOffset() {
        return entryOffset;
    }

    public boolean isDeleted() {
        return (flags & StreamBlockDescriptor.FLAG_DELETED) != 0;
    }

    public long ms() {
        return ms;
    }

    public long seq() {
        return seq;
    }

    @Override
    public int fieldCount() {
        return hasSharedFields() ? StreamBlockDescriptor.sharedFieldCount(block) : (int) VarInt.read(bodyAddress);
    }

    @Override
    public void rewind() {
        fieldCount = fieldCount();
        position = hasSharedFields() ? bodyAddress : bodyAddress + VarInt.length(fieldCount);
        sharedName = block + StreamBlockDescriptor.HEADER_BYTES;
    }

    @Override
    public void nextField() {
        if (hasSharedFields()) {
            nameLength = (int) VarInt.read(sharedName);
            nameAddress = sharedName + VarInt.length(nameLength);
            sharedName = nameAddress + nameLength;
        } else {
            nameLength = (int) VarInt.read(position);
            nameAddress = position + VarInt.length(nameLength);
            position = nameAddress + nameLength;
        }
        valueLength = (int) VarInt.read(position);
        valueAddress = position + VarInt.length(valueLength);
        position = valueAddress + valueLength;
    }

    @Override
    public long nameAddress() {
        return nameAddress;
    }

    @Override
    public int nameLength() {
        return nameLength;
    }

    @Override
    public long valueAddress() {
        return valueAddress;
    }

    @Override
    public int valueLength() {
        return valueLength;
    }

    private boolean hasSharedFields() {
        return (flags & StreamBlockDescriptor.FLAG_SHARED_FIELDS) != 0;
    }
}
