package org.ouzel.protocol;

/**
 * Tells which texts are floating-point numbers, in the manner of C's {@code strtod} over the whole text: an optional
 * sign, then decimal digits with an optional point and exponent, or {@code 0x} with hexadecimal ones and an optional
 * binary exponent, or {@code inf} or {@code infinity} in any case. No blanks anywhere; {@code nan} is none.
 */
final class FloatSyntax {
    static final int INVALID = 0;
    static final int DECIMAL = 1;
    static final int HEXADECIMAL = 2;
    static final int INFINITE = 3;
    /** Longer texts are refused unread, as Redis does for increments: 5 KB less one byte. */
    static final int MAX_BYTES = 5 * 1024 - 1;

    private FloatSyntax() {
    }

    static int kind(final long address, final int length) {
        if (length <= 0 || length > MAX_BYTES) {
            return INVALID;
        }
        final int first = isSign(at(address, 0)) ? 1 : 0;
        if (isWord("inf", address, first, length) || isWord("infinity", address, first, length)) {
            return INFINITE;
        }
        final boolean isHexadecimal = length - first > 2 && at(address, first) == '0'
            && (at(address, first + 1) | 0x20) == 'x';
        final int radix = isHexadecimal ? 16 : 10;
        int position = isHexadecimal ? first + 2 : first;
        int digitCount = -position;
        position = skipDigits(address, position, length, radix);
        digitCount += position;
        if (position < length && at(address, position) == '.') {
            digitCount -= position + 1;
            position = skipDigits(address, position + 1, length, radix);
            digitCount += position;
        }
        if (digitCount == 0 || !isExponentOrEnd(address, position, length, isHexadecimal ? 'p' : 'e')) {
            return INVALID;
        }
        return isHexadecimal ? HEXADECIMAL : DECIMAL;
    }

    private static boolean isExponentOrEnd(final long address, final int from, final int length, final int letter) {
        if (from == length) {
            return true;
        }
        if ((at(address, from) | 0x20) != letter) {
            return false;
        }
        final int first = from + 1 < length && isSign(at(address, from + 1)) ? from + 2 : from + 1;
        return first < length && skipDigits(address, first, length, 10) == length;
    }

    private static int skipDigits(final long address, final int from, final int length, final int radix) {
        int position = from;
        while (position < length && Character.digit(at(address, position), radix) >= 0) {
            position++;
        }
        return position;
    }

    private static boolean isWord(final String word, final long address, final int from, final int length) {
        if (length - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((at(address, from + i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSign(final int value) {
        return value == '-' || value == '+';
    }

    /** One byte as 0 to 127, anything above as 0, so that no other script's digits are taken for digits. */
    private static int at(final long address, final int position) {
        return Math.max(0, NativeMemory.getByte(address + position));
    }
}
