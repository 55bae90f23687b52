package org.ouzel.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A number with the precision and range of the x87 {@code long double}, in which Redis on x86-64 computes INCRBYFLOAT
 * and HINCRBYFLOAT: a mantissa of 64 bits, magnitudes from 2<sup>-16445</sup> to 2<sup>16384</sup>, every step rounded
 * to the nearest, ties to even.
 *
 * <p>Printed like C's {@code %.17Lf} without zeros at the end: 17 decimals, exactly rounded, never an exponent:
 * {@code 10.6}, {@code 5000}. Results are those of Redis on x86-64, bit for bit; Redis on machines whose
 * {@code long double} has 53 or 113 bits differs from both in the last digits. Negative zero isn't kept apart: Redis
 * prints it as {@code 0} too.
 *
 * <p>Immutable, for any thread. Allocates; nothing here is meant for a hot path.
 */
public final class LongDouble {
    private static final LongDouble POSITIVE_INFINITY = new LongDouble(null, 1);
    private static final LongDouble NEGATIVE_INFINITY = new LongDouble(null, -1);
    private static final LongDouble NOT_A_NUMBER = new LongDouble(null, 0);

    private static final int MANTISSA_BITS = 64;
    private static final int MIN_EXPONENT = -16445;
    private static final int MAX_BIT_LENGTH = 16384;
    /** Powers of ten beyond which a number is infinite or zero for sure. */
    private static final int MAX_DECIMAL_EXPONENT = 5000;
    private static final int EXPONENT_LIMIT = 100_000_000;
    private static final int DECIMALS = 17;
    private static final BigInteger DECIMAL_FACTOR = BigInteger.TEN.pow(DECIMALS);

    /** Signed, at most 64 bits; null where the number isn't finite. */
    private final BigInteger mantissa;
    /** Power of two; for what isn't finite the sign, 0 being no number. */
    private final int exponent;

    private LongDouble(final BigInteger mantissa, final int exponent) {
        this.mantissa = mantissa;
        this.exponent = exponent;
    }

    /** Returns an integer, exactly. */
    public static LongDouble of(final long value) {
        return new LongDouble(BigInteger.valueOf(value), 0);
    }

    /**
     * Reads a number: decimal or hexadecimal, with or without exponent, or an infinity by name.
     *
     * @return the nearest number, or null for everything that is none in Redis: empty, with blanks or anything else
     *     around it, {@code nan}, out of range, so small that it would read as zero, or longer than 5,119 bytes
     */
    public static LongDouble parse(final long address, final int length) {
        final int kind = FloatSyntax.kind(address, length);
        if (kind == FloatSyntax.INVALID) {
            return null;
        }
        final String text = NativeMemory.toText(address, length).toLowerCase(Locale.ROOT);
        final boolean isNegative = text.charAt(0) == '-';
        if (kind == FloatSyntax.INFINITE) {
            return isNegative ? NEGATIVE_INFINITY : POSITIVE_INFINITY;
        }
        final String magnitude = isNegative || text.charAt(0) == '+' ? text.substring(1) : text;
        final LongDouble number = kind == FloatSyntax.DECIMAL
            ? decimal(magnitude) : hexadecimal(magnitude.substring(2));
        return isNegative && number != null ? new LongDouble(number.mantissa.negate(), number.exponent) : number;
    }

    /** Returns the sum, which may be {@linkplain #isFinite infinite or no number}. */
    public LongDouble plus(final LongDouble other) {
        if (!isFinite() || !other.isFinite()) {
            return plusNotFinite(other);
        }
        if (mantissa.signum() == 0) {
            return other;
        }
        if (other.mantissa.signum() == 0) {
            return this;
        }
        final int common = Math.min(exponent, other.exponent);
        return round(mantissa.shiftLeft(exponent - common).add(other.mantissa.shiftLeft(other.exponent - common)),
            common);
    }

    /** Tells whether this is a number other than an infinity; the sum of opposite infinities is none. */
    public boolean isFinite() {
        return mantissa != null;
    }

    /** Returns the text as a client gets it. */
    public byte[] toArray() {
        return toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the number with up to 17 decimals, or {@code inf}, {@code -inf}, {@code nan}. */
    @Override
    public String toString() {
        if (mantissa == null) {
            return exponent == 0 ? "nan" : exponent > 0 ? "inf" : "-inf";
        }
        final BigInteger scaled = shift(mantissa.multiply(DECIMAL_FACTOR), exponent);
        return new BigDecimal(scaled, DECIMALS).stripTrailingZeros().toPlainString();
    }

    private LongDouble plusNotFinite(final LongDouble other) {
        if (isFinite() || !other.isFinite() && other.exponent == 0) {
            return other;
        }
        return other.isFinite() || exponent == other.exponent ? this : NOT_A_NUMBER;
    }

    private static LongDouble decimal(final String text) {
        final int letter = text.indexOf('e');
        final BigDecimal digits = new BigDecimal(letter < 0 ? text : text.substring(0, letter));
        if (digits.signum() == 0) {
            return of(0);
        }
        final long power = (letter < 0 ? 0 : exponent(text.substring(letter + 1))) - (long) digits.scale();
        final long highest = power + digits.precision();
        if (Math.abs(highest) > MAX_DECIMAL_EXPONENT) {
            return null;
        }
        final BigInteger ten = BigInteger.TEN.pow((int) Math.abs(power));
        final BigInteger numerator = power < 0 ? digits.unscaledValue() : digits.unscaledValue().multiply(ten);
        final BigInteger denominator = power < 0 ? ten : BigInteger.ONE;
        // Two bits more than needed, and one that says whether anything was left over.
        final int shift = Math.max(0, MANTISSA_BITS + 2 - numerator.bitLength() + denominator.bitLength());
        final BigInteger[] quotient = numerator.shiftLeft(shift).divideAndRemainder(denominator);
        final BigInteger sticky = quotient[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
        return inRange(round(quotient[0].shiftLeft(1).or(sticky), -shift - 1));
    }

    private static LongDouble hexadecimal(final String text) {
        final int letter = text.indexOf('p');
        final String digits = letter < 0 ? text : text.substring(0, letter);
        final int point = digits.indexOf('.');
        final int decimals = point < 0 ? 0 : digits.length() - point - 1;
        final BigInteger integer = new BigInteger(digits.replace(".", ""), 16);
        if (integer.signum() == 0) {
            return of(0);
        }
        final int power = (letter < 0 ? 0 : exponent(text.substring(letter + 1))) - 4 * decimals;
        final int highest = power + integer.bitLength();
        return Math.abs(highest) > 2 * MAX_BIT_LENGTH ? null : inRange(round(integer, power));
    }

    /** Returns null for what has become infinite or zero by rounding. */
    private static LongDouble inRange(final LongDouble number) {
        return number.isFinite() && number.mantissa.signum() != 0 ? number : null;
    }

    private static int exponent(final String text) {
        final BigInteger exponent = new BigInteger(text);
        final BigInteger limit = BigInteger.valueOf(EXPONENT_LIMIT);
        return exponent.min(limit).max(limit.negate()).intValue();
    }

    private static LongDouble round(final BigInteger exact, final int power) {
        final int excess = Math.max(exact.abs().bitLength() - MANTISSA_BITS, MIN_EXPONENT - power);
        if (excess <= 0) {
            return limit(exact, power);
        }
        return limit(shift(exact, -excess), power + excess);
    }

    private static LongDouble limit(final BigInteger mantissa, final int exponent) {
        if (mantissa.abs().bitLength() + exponent > MAX_BIT_LENGTH) {
            return mantissa.signum() < 0 ? NEGATIVE_INFINITY : POSITIVE_INFINITY;
        }
        return new LongDouble(mantissa, exponent);
    }

    /** Multiplies by a power of two; bits that are lost are rounded to the nearest, ties to even. */
    private static BigInteger shift(final BigInteger value, final int power) {
        if (power >= 0) {
            return value.shiftLeft(power);
        }
        final BigInteger magnitude = value.abs();
        final BigInteger kept = magnitude.shiftRight(-power);
        final boolean isHalfOrMore = magnitude.testBit(-power - 1);
        final boolean isRoundedUp = isHalfOrMore && (kept.testBit(0) || magnitude.getLowestSetBit() < -power - 1);
        final BigInteger rounded = isRoundedUp ? kept.add(BigInteger.ONE) : kept;
        return value.signum() < 0 ? rounded.negate() : rounded;
    }
}
