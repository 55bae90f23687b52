package org.ouzel.protocol;

/**
 * Doubles as text, the way Redis 7.2 prints and reads scores.
 *
 * <p>Printed are the fewest digits that read back as the same number: {@code 0.1}, {@code 3.0000000000000004}. Whole
 * numbers up to 2<sup>62</sup> have no point and no exponent; beyond that a whole number is written out while at most 7
 * zeros follow its digits ({@code 12345678901234567000000}), else, as for small numbers, with an exponent of at least
 * one digit: {@code 1e+20}, {@code 1.5e-7}. A fraction is written out down to six decimals, and with more while it is
 * at least 0.001. Infinities are {@code inf} and {@code -inf}.
 *
 * <p>Differs from Redis 7.0, which prints 17 digits ({@code 0.10000000000000001}), and in about one of a thousand
 * 17-digit numbers from 7.2, whose method doesn't always find the shortest digits.
 */
public final class DoubleText {
    /** What {@link #write} needs at most. */
    public static final int MAX_BYTES = 32;

    private static final double MAX_PLAIN_INTEGER = 0x1p62;
    private static final double MAX_EXACT_INTEGER = 0x1p53;
    private static final int MAX_EXACT_DIGITS = 15;
    private static final double[] EXACT_POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
        1e13, 1e14, 1e15};

    private DoubleText() {
    }

    /** Writes the number and returns the number of bytes written, at most {@link #MAX_BYTES}. */
    public static int write(final double value, final long target) {
        if (Math.abs(value) <= MAX_PLAIN_INTEGER) {
            final long integer = (long) value;
            if (integer == value && (integer != 0 || 1 / value > 0)) {
                return Decimal.write(integer, target);
            }
        } else if (Double.isNaN(value)) {
            return put("nan", target);
        }
        int length = 0;
        if (value < 0 || 1 / value < 0) {
            NativeMemory.putByte(target, (byte) '-');
            length = 1;
        }
        if (value == 0) {
            return length + put("0", target + length);
        }
        if (Double.isInfinite(value)) {
            return length + put("inf", target + length);
        }
        return length + ShortestDecimal.write(Math.abs(value), target + length);
    }

    /** Returns the number's text; for messages and tests. */
    public static String format(final double value) {
        final long scratch = NativeMemory.allocate(MAX_BYTES);
        try {
            return NativeMemory.toText(scratch, write(value, scratch));
        } finally {
            NativeMemory.free(scratch, MAX_BYTES);
        }
    }

    /**
     * Reads a number: decimal or hexadecimal, with or without exponent, or an infinity by name.
     *
     * @return the nearest double, or NaN for everything that is no number in Redis: empty, with blanks or anything else
     *     around it, {@code nan}, beyond the range of a double, nearer to zero than to any other double without being
     *     zero, or longer than 5,119 bytes (a limit that Redis has for increments only)
     */
    public static double parse(final long address, final int length) {
        final double simple = parseSimple(address, length);
        return Double.isNaN(simple) ? parseAny(address, length) : simple;
    }

    /**
     * Reads the end of a range of scores as loosely as C's {@code strtod}: blanks before it, what follows a zero
     * byte, and numbers beyond a double's range (which become infinite or zero) do no harm, and nothing at all is 0.
     *
     * @return the nearest double, or NaN for what is no number
     */
    public static double parseLoosely(final long address, final int length) {
        return parseText(address, length, true);
    }

    /** Like {@link #parseLoosely}, but beyond a double's range there is no number: what SORT sorts by. */
    public static double parseInRange(final long address, final int length) {
        return parseText(address, length, false);
    }

    private static double parseText(final long address, final int length, final boolean isRangeOpen) {
        int end = 0;
        while (end < length && NativeMemory.getByte(address + end) != 0) {
            end++;
        }
        int start = 0;
        while (start < end && isBlank(NativeMemory.getByte(address + start))) {
            start++;
        }
        if (end == 0) {
            return 0;
        }
        final double value = parse(address + start, end - start);
        final boolean isBeyondRange = Double.isNaN(value)
            && FloatSyntax.kind(address + start, end - start) == FloatSyntax.DECIMAL;
        return !isBeyondRange || !isRangeOpen ? value
            : Double.parseDouble(NativeMemory.toText(address + start, end - start));
    }

    private static boolean isBlank(final byte each) {
        return each == ' ' || each >= '\t' && each <= '\r';
    }

    /** Reads digits and at most one point, few enough for an exact division; NaN for all else. */
    private static double parseSimple(final long address, final int length) {
        if (length > MAX_EXACT_DIGITS + 3) {
            return Double.NaN;
        }
        final boolean isNegative = length > 0 && NativeMemory.getByte(address) == '-';
        final int first = isNegative ? 1 : 0;
        long digits = 0;
        int point = -1;
        for (int i = first; i < length; i++) {
            final int digit = NativeMemory.getByte(address + i) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (digit == '.' - '0' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        final int digitCount = length - first - (point < 0 ? 0 : 1);
        if (digitCount <= 0 || digitCount > MAX_EXACT_DIGITS + 1 || digits > (long) MAX_EXACT_INTEGER) {
            return Double.NaN;
        }
        final int decimals = point < 0 ? 0 : length - point - 1;
        if (decimals > MAX_EXACT_DIGITS) {
            return Double.NaN;
        }
        final double magnitude = digits / EXACT_POWERS[decimals];
        return isNegative ? -magnitude : magnitude;
    }

    private static double parseAny(final long address, final int length) {
        final int kind = FloatSyntax.kind(address, length);
        if (kind == FloatSyntax.INVALID) {
            return Double.NaN;
        }
        final String text = NativeMemory.toText(address, length);
        if (kind == FloatSyntax.INFINITE) {
            return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        final boolean isHexadecimal = kind == FloatSyntax.HEXADECIMAL;
        final int exponent = exponentStart(text, isHexadecimal ? 'p' : 'e');
        final double value = Double.parseDouble(isHexadecimal && exponent == length ? text + "p0" : text);
        final boolean isOutOfRange = Double.isInfinite(value)
            || value == 0 && hasNonZeroDigit(text, isHexadecimal ? text.indexOf('0') + 2 : 0, exponent);
        return isOutOfRange ? Double.NaN : value;
    }

    private static int exponentStart(final String text, final int letter) {
        final int lower = text.indexOf(letter);
        final int found = lower >= 0 ? lower : text.indexOf(letter - 0x20);
        return found >= 0 ? found : text.length();
    }

    private static boolean hasNonZeroDigit(final String text, final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (Character.digit(text.charAt(i), 16) > 0) {
                return true;
            }
        }
        return false;
    }

    private static int put(final String text, final long target) {
        for (int i = 0; i < text.length(); i++) {
            NativeMemory.putByte(target + i, (byte) text.charAt(i));
        }
        return text.length();
    }
}
