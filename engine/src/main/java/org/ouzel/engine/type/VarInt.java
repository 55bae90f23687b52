package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/** Unsigned numbers in 1 to 10 bytes, 7 bits each, the lowest first; the high bit says that more follow. */
final class VarInt {
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private VarInt() {
    }

    /** Returns how many bytes {@link #write} needs. */
    static int length(final long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + BITS - 1) / BITS;
    }

    /** Writes a number and returns the address behind it. */
    static long write(final long value, final long target) {
        long at = target;
        long rest = value;
        while ((rest & -MORE) != 0) {
            NativeMemory.putByte(at++, (byte) (rest | MORE));
            rest >>>= BITS;
        }
        NativeMemory.putByte(at++, (byte) rest);
        return at;
    }

    /** Reads a number; {@link #length} of it says how many bytes it takes. */
    static long read(final long address) {
        long value = NativeMemory.getByte(address);
        if (value >= 0) {
            return value;
        }
        value &= MORE - 1;
        int shift = BITS;
        for (long at = address + 1;; at++) {
            final long next = NativeMemory.getByte(at);
            value |= (next & MORE - 1) << shift;
            if (next >= 0) {
                return value;
            }
            shift += BITS;
        }
    }
}
