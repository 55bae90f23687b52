package org.ouzel.engine.command;

import org.ouzel.protocol.NativeMemory;

/**
 * Comparing names and option words in native memory without regard to case, eight ASCII letters at a time. Bytes other
 * than {@code A} to {@code Z} are left alone. Reads no byte outside the given range.
 */
public final class CaseFolding {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * ONES;
    private static final long ABOVE_Z = (0x7F - 'Z') * ONES;
    private static final long FROM_A = (0x80 - 'A') * ONES;

    private CaseFolding() {
    }

    /** Returns the word with the bytes {@code A} to {@code Z} in lower case. */
    public static long lower(final long word) {
        final long low = word & ~HIGH_BITS;
        final long isUpper = ~word & HIGH_BITS & (low + FROM_A) & ~(low + ABOVE_Z);
        return word | isUpper >>> 2;
    }

    /** Returns the first up to eight bytes in lower case, the first one lowest, padded with zero bytes. */
    public static long lowerHead(final long address, final int length) {
        return lower(head(address, length));
    }

    /**
     * Tells whether a range is equal to a word without regard to case.
     *
     * @param lowerWord in lower case, ASCII
     */
    public static boolean isEqual(final long address, final int length, final byte[] lowerWord) {
        if (length != lowerWord.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            final byte value = NativeMemory.getByte(address + i);
            final int lower = value >= 'A' && value <= 'Z' ? value | 0x20 : value;
            if (lower != lowerWord[i]) {
                return false;
            }
        }
        return true;
    }

    private static long head(final long address, final int length) {
        if (length >= Long.BYTES) {
            return NativeMemory.getLong(address);
        }
        if (length >= Integer.BYTES) {
            final int overlapped = length - Integer.BYTES;
            final long tail = Integer.toUnsignedLong(NativeMemory.getInt(address + overlapped));
            return Integer.toUnsignedLong(NativeMemory.getInt(address)) | tail << overlapped * Byte.SIZE;
        }
        if (length >= Short.BYTES) {
            final long tail = NativeMemory.getUnsignedByte(address + length - 1);
            return Short.toUnsignedLong(NativeMemory.getShort(address)) | tail << (length - 1) * Byte.SIZE;
        }
        return length == 1 ? NativeMemory.getUnsignedByte(address) : 0;
    }
}
