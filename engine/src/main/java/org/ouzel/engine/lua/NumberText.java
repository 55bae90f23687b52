package org.ouzel.engine.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers as text, as C's {@code strtod} and {@code printf} read and write them. */
public final class NumberText {
    /** The digits that {@code tostring} shows. */
    private static final int TOSTRING_PRECISION = 14;
    private static final double MAX_PLAIN = 1e14;

    private NumberText() {
    }

    /** Returns a number as {@code tostring} does ({@code %.14g}). */
    public static String of(final double value) {
        final long whole = (long) value;
        if (whole == value && Math.abs(value) < MAX_PLAIN) {
            return whole == 0 && 1 / value < 0 ? "-0" : Long.toString(whole);
        }
        return general(value, TOSTRING_PRECISION, false);
    }

    /** Returns {@code %.<precision>g}; with {@code #} zeros at the end stay. */
    public static String general(final double value, final int precision, final boolean keepsZeros) {
        final String special = special(value);
        if (special != null) {
            return special;
        }
        final int digits = Math.max(1, precision);
        final String sign = isNegative(value) ? "-" : "";
        if (value == 0) {
            return sign + (keepsZeros && digits > 1 ? "0." + "0".repeat(digits - 1) : "0");
        }
        final BigDecimal rounded = new BigDecimal(Math.abs(value))
            .round(new MathContext(digits, RoundingMode.HALF_EVEN));
        final int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= digits) {
            return sign + strip(exponential(rounded, digits - 1), keepsZeros) + exponentText(exponent);
        }
        return sign + strip(rounded.setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString(),
            keepsZeros);
    }

    /** Returns {@code %.<precision>f}. */
    public static String fixed(final double value, final int precision) {
        final String special = special(value);
        if (special != null) {
            return special;
        }
        return (isNegative(value) ? "-" : "")
            + new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Returns {@code %.<precision>e}. */
    public static String exponential(final double value, final int precision) {
        final String special = special(value);
        if (special != null) {
            return special;
        }
        final String sign = isNegative(value) ? "-" : "";
        if (value == 0) {
            return sign + "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
        }
        final BigDecimal rounded = new BigDecimal(Math.abs(value))
            .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        return sign + exponential(rounded, precision)
            + exponentText(rounded.precision() - rounded.scale() - 1);
    }

    /** Reads a whole text as a number, white space around it allowed; NaN if it is none. */
    public static double parse(final byte[] bytes, final int from, final int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(bytes[start])) {
            start++;
        }
        while (end > start && isSpace(bytes[end - 1])) {
            end--;
        }
        if (start == end) {
            return Double.NaN;
        }
        boolean isNegative = false;
        if (bytes[start] == '-' || bytes[start] == '+') {
            isNegative = bytes[start] == '-';
            start++;
        }
        final double magnitude = parseUnsigned(bytes, start, end);
        return isNegative ? -magnitude : magnitude;
    }

    /** Returns whether a text is what C reads as "not a number", which {@link #parse} can't tell from failure. */
    public static boolean isNan(final byte[] bytes) {
        final String text = new String(bytes, StandardCharsets.ISO_8859_1).trim().toLowerCase(Locale.ROOT);
        return text.equals("nan") || text.equals("-nan") || text.equals("+nan");
    }

    private static double parseUnsigned(final byte[] bytes, final int start, final int end) {
        final int length = end - start;
        if (length > 2 && bytes[start] == '0' && (bytes[start + 1] | 0x20) == 'x') {
            return parseHex(bytes, start + 2, end);
        }
        boolean hasDigit = false;
        long whole = 0;
        int i = start;
        for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            hasDigit = true;
            whole = whole * 10 + bytes[i] - '0';
        }
        if (i == end && hasDigit && length <= 15) {
            return whole;
        }
        final String text = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        for (int j = 0; j < length; j++) {
            final char each = text.charAt(j);
            if (!(each >= '0' && each <= '9' || each == '.' || each == 'e' || each == 'E' || each == '+'
                || each == '-')) {
                final String word = text.toLowerCase(Locale.ROOT);
                return word.equals("inf") || word.equals("infinity") ? Double.POSITIVE_INFINITY : Double.NaN;
            }
        }
        if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double parseHex(final byte[] bytes, final int start, final int end) {
        double value = 0;
        int exponent = 0;
        boolean hasPoint = false;
        boolean hasDigit = false;
        int i = start;
        for (; i < end; i++) {
            final int digit = Character.digit(bytes[i], 16);
            if (digit >= 0) {
                value = value * 16 + digit;
                hasDigit = true;
                exponent -= hasPoint ? 4 : 0;
            } else if (bytes[i] == '.' && !hasPoint) {
                hasPoint = true;
            } else {
                break;
            }
        }
        if (!hasDigit) {
            return Double.NaN;
        }
        if (i < end) {
            if ((bytes[i] | 0x20) != 'p') {
                return Double.NaN;
            }
            try {
                exponent += Integer.parseInt(new String(bytes, i + 1, end - i - 1, StandardCharsets.ISO_8859_1));
            } catch (final NumberFormatException e) {
                return Double.NaN;
            }
        }
        return exponent == 0 ? value : value * Math.pow(2, exponent);
    }

    static boolean isSpace(final int character) {
        return character == ' ' || character >= 9 && character <= 13;
    }

    private static String special(final double value) {
        if (Double.isNaN(value)) {
            // What 0/0 gives in Redis on x86. Java doesn't keep a NaN's sign.
            return "-nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return null;
    }

    private static boolean isNegative(final double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    private static String exponential(final BigDecimal value, final int fractionDigits) {
        final String digits = value.unscaledValue().toString();
        final StringBuilder text = new StringBuilder(digits);
        while (text.length() < fractionDigits + 1) {
            text.append('0');
        }
        text.setLength(fractionDigits + 1);
        if (fractionDigits > 0) {
            text.insert(1, '.');
        }
        return text.toString();
    }

    private static String exponentText(final int exponent) {
        final int magnitude = Math.abs(exponent);
        return (exponent < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + magnitude;
    }

    private static String strip(final String text, final boolean keepsZeros) {
        if (keepsZeros || text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
