package org.ouzel.engine.command.bitmap;

import org.ouzel.protocol.NativeMemory;

/**
 * Counting, finding, reading and writing bits in native memory, whole words at a time where the range allows.
 *
 * <p>Positions count from 0, the highest bit of the first byte. Callers keep positions within the memory.
 */
final class Bits {
    private static final int WORD_BYTES = Long.BYTES;
    private static final int BYTE_MASK = 0xFF;

    private Bits() {
    }

    /** Returns how many bits are set from one position to another, both included. */
    static long count(final long address, final long from, final long to) {
        final long last = to >> 3;
        long at = from >> 3;
        int mask = BYTE_MASK >> (int) (from & 7);
        long count = 0;
        if (at < last) {
            count = Integer.bitCount(NativeMemory.getByte(address + at) & mask);
            mask = BYTE_MASK;
            at++;
            for (; at + 2 * WORD_BYTES <= last; at += 2 * WORD_BYTES) {
                count += Long.bitCount(NativeMemory.getLong(address + at))
                    + Long.bitCount(NativeMemory.getLong(address + at + WORD_BYTES));
            }
            for (; at < last; at++) {
                count += Integer.bitCount(NativeMemory.getUnsignedByte(address + at));
            }
        }
        return count + Integer.bitCount(NativeMemory.getByte(address + last) & mask & tailMask(to));
    }

    /** Returns the position of the first bit with a value, from one position to another; -1 if there is none. */
    static long find(final long address, final long from, final long to, final boolean isSet) {
        // A byte or word of nothing but the other value.
        final long other = isSet ? 0 : -1;
        final long last = to >> 3;
        long at = from >> 3;
        int mask = BYTE_MASK >> (int) (from & 7);
        while (at < last) {
            final int found = (NativeMemory.getByte(address + at) ^ (int) other) & mask;
            if (found != 0) {
                return position(at, found);
            }
            mask = BYTE_MASK;
            at++;
            while (at + WORD_BYTES <= last && NativeMemory.getLong(address + at) == other) {
                at += WORD_BYTES;
            }
        }
        final int found = (NativeMemory.getByte(address + last) ^ (int) other) & mask & tailMask(to);
        return found == 0 ? -1 : position(last, found);
    }

    /**
     * Reads bits as an unsigned number; those beyond the memory's end are clear.
     *
     * @param length bytes of memory
     * @param bits   1 to 64
     */
    static long read(final long address, final int length, final long position, final int bits) {
        long value = 0;
        long at = position;
        for (int left = bits; left > 0;) {
            final int inByte = (int) (at & 7);
            final int taken = Math.min(8 - inByte, left);
            final long index = at >> 3;
            final int each = index < length ? NativeMemory.getUnsignedByte(address + index) : 0;
            value = value << taken | each >> 8 - inByte - taken & (1 << taken) - 1;
            at += taken;
            left -= taken;
        }
        return value;
    }

    /** Writes the lowest {@code bits} bits of a number. */
    static void write(final long address, final long position, final int bits, final long value) {
        long at = position;
        for (int left = bits; left > 0;) {
            final int inByte = (int) (at & 7);
            final int taken = Math.min(8 - inByte, left);
            final int shift = 8 - inByte - taken;
            final int mask = (1 << taken) - 1 << shift;
            final long target = address + (at >> 3);
            final int chunk = (int) (value >>> left - taken) << shift & mask;
            NativeMemory.putByte(target, (byte) (NativeMemory.getByte(target) & ~mask | chunk));
            at += taken;
            left -= taken;
        }
    }

    private static int tailMask(final long to) {
        return BYTE_MASK << 7 - (int) (to & 7);
    }

    private static long position(final long index, final int found) {
        return (index << 3) + Integer.numberOfLeadingZeros(found) - (Integer.SIZE - Byte.SIZE);
    }
}
