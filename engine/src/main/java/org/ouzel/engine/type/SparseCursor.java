package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/** Walks over the runs of a sparse {@link HyperLogLog}, within the bounds of its value. One thread. */
final class SparseCursor {
    private static final int VALUE_FLAG = 0x80;
    private static final int LONG_ZERO_FLAG = 0x40;

    private int position = HyperLogLog.HEADER_BYTES;
    private int start = HyperLogLog.HEADER_BYTES;
    private int previousStart;
    private int firstIndex;
    private int endIndex;
    private int value;
    private boolean isTorn;
    private final long address;
    private final int length;

    SparseCursor(final long address, final int length) {
        this.address = address;
        this.length = length;
    }

    /** Returns whether another run follows that begins within the registers. */
    boolean hasNext() {
        return position < length && endIndex <= HyperLogLog.REGISTER_COUNT && !isTorn;
    }

    /** Reads the next run. */
    void next() {
        previousStart = start;
        start = position;
        firstIndex = endIndex;
        final int first = NativeMemory.getUnsignedByte(address + position++);
        if ((first & VALUE_FLAG) != 0) {
            value = (first >>> 2 & 31) + 1;
            endIndex += (first & 3) + 1;
        } else if ((first & LONG_ZERO_FLAG) == 0) {
            value = 0;
            endIndex += first + 1;
        } else if (position == length) {
            isTorn = true;
            value = 0;
        } else {
            value = 0;
            endIndex += ((first & 63) << 8 | NativeMemory.getUnsignedByte(address + position++)) + 1;
        }
    }

    /** Returns whether the runs read so far make up all registers, and nothing follows. */
    boolean isComplete() {
        return endIndex == HyperLogLog.REGISTER_COUNT && position == length && !isTorn;
    }

    /** Returns whether the run read last has lost its second byte. */
    boolean isTorn() {
        return isTorn;
    }

    /** Returns the offset of the run's first byte. */
    int start() {
        return start;
    }

    /** Returns the offset of the run before; the first run's is its own. */
    int previousStart() {
        return previousStart;
    }

    /** Returns the offset behind the run's last byte. */
    int end() {
        return position;
    }

    int operationBytes() {
        return position - start;
    }

    int firstIndex() {
        return firstIndex;
    }

    /** Returns the index behind the run's last register. */
    int endIndex() {
        return endIndex;
    }

    int runLength() {
        return endIndex - firstIndex;
    }

    /** Returns the value of the run's registers. */
    int value() {
        return value;
    }
}
