package org.ouzel.protocol;

/**
 * Signed 64-bit decimal numbers in native memory, without going through a {@link String}.
 *
 * <p>{@link #parse} takes exactly the canonical form that Redis takes for an integer: an optional {@code -}, no
 * leading zeros, no {@code +}, no blanks, within the signed 64-bit range.
 */
public final class Decimal {
    /** The longest number: {@code -9223372036854775808}. */
    public static final int MAX_BYTES = 20;
    /** What {@link #parse} answers for text that is no number; {@link #isCanonical} tells it from the number. */
    public static final long NOT_A_NUMBER = Long.MIN_VALUE;

    private static final byte[] DIGIT_TENS = new byte[100];
    private static final byte[] DIGIT_ONES = new byte[100];
    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        for (int i = 0; i < 100; i++) {
            DIGIT_TENS[i] = (byte) ('0' + i / 10);
            DIGIT_ONES[i] = (byte) ('0' + i % 10);
        }
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
    }

    private Decimal() {
    }

    /** Returns how many bytes {@link #write} needs for the value: 1 to 20. */
    public static int length(final long value) {
        if (value < 0) {
            return value == Long.MIN_VALUE ? MAX_BYTES : 1 + digitCount(-value);
        }
        return digitCount(value);
    }

    /** Writes the value and returns the number of bytes written. */
    public static int write(final long value, final long target) {
        if (value >= 0 && value < 10) {
            NativeMemory.putByte(target, (byte) ('0' + value));
            return 1;
        }
        final int length = length(value);
        long position = target + length;
        // Negative numbers have the larger range, so that Long.MIN_VALUE needs no case of its own.
        long rest = value < 0 ? value : -value;
        while (rest <= -100) {
            final long quotient = rest / 100;
            final int pair = (int) (quotient * 100 - rest);
            rest = quotient;
            NativeMemory.putByte(--position, DIGIT_ONES[pair]);
            NativeMemory.putByte(--position, DIGIT_TENS[pair]);
        }
        final int pair = (int) -rest;
        NativeMemory.putByte(--position, DIGIT_ONES[pair]);
        if (pair >= 10) {
            NativeMemory.putByte(--position, DIGIT_TENS[pair]);
        }
        if (value < 0) {
            NativeMemory.putByte(target, (byte) '-');
        }
        return length;
    }

    /** Tells whether the bytes are a canonical signed 64-bit number, the only form that {@link #parse} reads. */
    public static boolean isCanonical(final long address, final int length) {
        return parse(address, length) != NOT_A_NUMBER || isMinimum(address, length);
    }

    /**
     * Reads a canonical number.
     *
     * @return the value, or {@link #NOT_A_NUMBER} where there is none (the smallest number itself reads the same, so
     *     that a caller who gets it asks {@link #isCanonical})
     */
    public static long parse(final long address, final int length) {
        if (length == 0 || length > MAX_BYTES) {
            return NOT_A_NUMBER;
        }
        final boolean isNegative = NativeMemory.getByte(address) == '-';
        int i = isNegative ? 1 : 0;
        if (i == length) {
            return NOT_A_NUMBER;
        }
        final int first = NativeMemory.getByte(address + i) - '0';
        if (first < 0 || first > 9 || first == 0 && length > 1) {
            return NOT_A_NUMBER;
        }
        long value = -first;
        for (i++; i < length; i++) {
            final int digit = NativeMemory.getByte(address + i) - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                return NOT_A_NUMBER;
            }
            value = value * 10;
            if (value < Long.MIN_VALUE + digit) {
                return NOT_A_NUMBER;
            }
            value -= digit;
        }
        if (isNegative) {
            return value;
        }
        return value == Long.MIN_VALUE ? NOT_A_NUMBER : -value;
    }

    private static int digitCount(final long value) {
        // 1233 / 4096 is just above log10(2): at most one too many for the number's bits, which the table tells.
        final int estimate = (Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233 >>> 12;
        return value >= POWERS_OF_TEN[estimate] ? estimate + 1 : Math.max(1, estimate);
    }

    private static boolean isMinimum(final long address, final int length) {
        if (length != MAX_BYTES) {
            return false;
        }
        final String minimum = Long.toString(Long.MIN_VALUE);
        for (int i = 0; i < length; i++) {
            if (NativeMemory.getByte(address + i) != minimum.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
