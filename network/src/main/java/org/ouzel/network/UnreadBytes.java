package org.ouzel.network;

import org.ouzel.protocol.NativeMemory;

/**
 * Bytes that came and could not be handed on yet: one native block that grows by doubling as bytes really arrive, never
 * by what a client announces, and takes no memory while empty. Only the thread of its connection's loop; the length
 * may be read racily.
 */
final class UnreadBytes {
    private static final int MIN_CAPACITY = 1024;
    /** From here on, a request of known size gets room for all of it at once, if that is no more than doubling. */
    private static final int SLACK_BYTES = 64;

    private long address;
    private int offset;
    private int length;
    private int capacity;

    boolean isEmpty() {
        return length == 0;
    }

    long address() {
        return address + offset;
    }

    int length() {
        return length;
    }

    /** Returns the size of the block; what is handed over is this much. */
    int capacity() {
        return capacity;
    }

    /**
     * Takes bytes in.
     *
     * @param missingBytes how many more are needed for the argument that is being read, 0 if unknown
     */
    void append(final long source, final int count, final long missingBytes) {
        final long needed = (long) offset + length + count;
        if (needed > capacity) {
            makeRoom(count, missingBytes);
        }
        NativeMemory.copy(source, address + offset + length, count);
        length += count;
    }

    /** Drops bytes from the front. */
    void drop(final int count) {
        if (count >= length) {
            clear();
        } else {
            offset += count;
            length -= count;
        }
    }

    /** Lets go of the block, which belongs to somebody else from now on. */
    void handOver() {
        address = 0;
        offset = 0;
        length = 0;
        capacity = 0;
    }

    void clear() {
        if (capacity > 0) {
            NativeMemory.free(address, capacity);
        }
        handOver();
    }

    private void makeRoom(final int count, final long missingBytes) {
        final long needed = (long) length + count;
        final long doubled = Math.max(MIN_CAPACITY, 2L * capacity);
        final long expected = (long) length + missingBytes + SLACK_BYTES;
        long wanted = Math.max(needed, Math.min(doubled, Math.max(expected, MIN_CAPACITY)));
        wanted = Math.min(Integer.MAX_VALUE, Math.max(needed, wanted));
        if (needed > Integer.MAX_VALUE) {
            throw new OutOfMemoryError("unread bytes limit reached: needed=" + needed);
        }
        if (offset > 0 || wanted <= capacity) {
            final long moved = NativeMemory.allocate(wanted);
            NativeMemory.copy(address + offset, moved, length);
            NativeMemory.free(address, capacity);
            address = moved;
        } else if (capacity == 0) {
            address = NativeMemory.allocate(wanted);
        } else {
            address = NativeMemory.grow(address, capacity, wanted);
        }
        offset = 0;
        capacity = (int) wanted;
    }
}
