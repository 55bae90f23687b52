package org.ouzel.protocol;

import java.math.BigInteger;

/**
 * Finds the fewest decimal digits that read back as a given double, the nearest such ones, and writes them.
 *
 * <p>The method is that of Raffaello Giulietti's paper "The Schubfach way to render doubles": scale the number and the
 * ends of its rounding interval by a power of ten with 126 bits, rounding to odd, and look for a multiple of ten in
 * the interval, else for an integer. The JDK has it as of version 19; this is here since the server runs on 17 as
 * well, and writes no {@link String}. Allocates nothing.
 */
final class ShortestDecimal {
    private static final int FRACTION_BITS = 52;
    private static final long IMPLICIT_BIT = 1L << FRACTION_BITS;
    private static final int MIN_EXPONENT = -1074;

    // floor(log10(2) * 2^41), floor(log10(3/4) * 2^41) and floor(log2(10) * 2^38).
    private static final long LOG10_OF_2 = 661_971_961_083L;
    private static final long LOG10_OF_THREE_QUARTERS = -274_743_187_321L;
    private static final long LOG2_OF_10 = 913_124_641_741L;

    private static final int MIN_POWER = -324;
    private static final int MAX_POWER = 292;
    private static final int POWER_BITS = 126;
    private static final long LOW_63_BITS = Long.MAX_VALUE;

    private static final long[] TENS = new long[19];
    /** For each power of ten from {@code MIN_POWER}: the upper and the lower 63 bits of its inverse, rounded up. */
    private static final long[] INVERSE_POWERS = new long[2 * (MAX_POWER - MIN_POWER + 1)];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = 10 * TENS[i - 1];
        }
        for (int power = MIN_POWER; power <= MAX_POWER; power++) {
            final BigInteger inverse = inversePower(power);
            INVERSE_POWERS[2 * (power - MIN_POWER)] = inverse.shiftRight(63).longValueExact();
            INVERSE_POWERS[2 * (power - MIN_POWER) + 1] = inverse.longValue() & LOW_63_BITS;
        }
    }

    private ShortestDecimal() {
    }

    /** Writes a finite number above 0 and returns the number of bytes. */
    static int write(final double value, final long target) {
        final long bits = Double.doubleToRawLongBits(value);
        final int biased = (int) (bits >>> FRACTION_BITS);
        final long fraction = bits & (IMPLICIT_BIT - 1);
        final long mantissa = biased == 0 ? fraction : fraction | IMPLICIT_BIT;
        final int exponent = Math.max(biased, 1) - 1 + MIN_EXPONENT;
        // Below a power of two the neighbour is only half as far away.
        final boolean isEven = fraction != 0 || biased <= 1;
        final int power = (int) (isEven ? exponent * LOG10_OF_2 >> 41
            : exponent * LOG10_OF_2 + LOG10_OF_THREE_QUARTERS >> 41);
        final int shift = exponent + (int) (-power * LOG2_OF_10 >> 38) + 2;

        final int at = 2 * (power - MIN_POWER);
        final long high = INVERSE_POWERS[at];
        final long low = INVERSE_POWERS[at + 1];
        final long quadruple = mantissa << 2;
        final long scaled = scale(high, low, quadruple << shift);
        final long lower = scale(high, low, quadruple - (isEven ? 2 : 1) << shift);
        final long upper = scale(high, low, quadruple + 2 << shift);
        return emit(choose(scaled, lower, upper, mantissa & 1), power, target);
    }

    /** All three in quarters; an end of the interval is within it when the mantissa is even. */
    private static long choose(final long scaled, final long lower, final long upper, final long isEndOut) {
        final long below = scaled >> 2;
        if (below >= 10) {
            final long tenBelow = below / 10 * 10;
            final long tenAbove = tenBelow + 10;
            final boolean isBelowIn = lower + isEndOut <= tenBelow << 2;
            final boolean isAboveIn = (tenAbove << 2) + isEndOut <= upper;
            if (isBelowIn != isAboveIn) {
                return isBelowIn ? tenBelow : tenAbove;
            }
        }
        final long above = below + 1;
        final boolean isBelowIn = lower + isEndOut <= below << 2;
        final boolean isAboveIn = (above << 2) + isEndOut <= upper;
        if (isBelowIn != isAboveIn) {
            return isBelowIn ? below : above;
        }
        final long distance = scaled - (below + above << 1);
        return distance < 0 || distance == 0 && (below & 1) == 0 ? below : above;
    }

    /** Multiplies by a power of ten, drops 127 bits, and sets the last bit if any that was dropped is set. */
    private static long scale(final long high, final long low, final long factor) {
        final long middle = (high * factor >>> 1) + Math.multiplyHigh(low, factor);
        final long top = Math.multiplyHigh(high, factor) + (middle >>> 63);
        return top | (middle & LOW_63_BITS) + LOW_63_BITS >>> 63;
    }

    private static int emit(final long rawDigits, final int rawPower, final long target) {
        long digits = rawDigits;
        int power = rawPower;
        while (digits % 10 == 0) {
            digits /= 10;
            power++;
        }
        final int digitCount = Decimal.length(digits);
        final int exponent = power + digitCount - 1;
        if (power >= 0 && exponent < digitCount + 7) {
            Decimal.write(digits, target);
            NativeMemory.fill(target + digitCount, power, (byte) '0');
            return exponent + 1;
        }
        if (power < 0 && (power > -7 || Math.abs(exponent) < 4)) {
            return putFraction(digits, -power, target);
        }
        int length = digitCount == 1 ? Decimal.write(digits, target) : putFraction(digits, digitCount - 1, target);
        NativeMemory.putByte(target + length, (byte) 'e');
        NativeMemory.putByte(target + length + 1, (byte) (exponent < 0 ? '-' : '+'));
        length += 2;
        return length + Decimal.write(Math.abs(exponent), target + length);
    }

    /** Writes the digits with a point before the last {@code decimals} of them. */
    private static int putFraction(final long digits, final int decimals, final long target) {
        final boolean isAllFraction = decimals >= TENS.length;
        final long divisor = isAllFraction ? 0 : TENS[decimals];
        final long integer = isAllFraction ? 0 : digits / divisor;
        final int point = Decimal.write(integer, target);
        NativeMemory.putByte(target + point, (byte) '.');
        long rest = isAllFraction ? digits : digits - integer * divisor;
        for (int i = point + decimals; i > point; i--) {
            final long quotient = rest / 10;
            NativeMemory.putByte(target + i, (byte) ('0' + rest - quotient * 10));
            rest = quotient;
        }
        return point + 1 + decimals;
    }

    private static BigInteger inversePower(final int power) {
        final BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
        final BigInteger scaled;
        if (power <= 0) {
            final int excess = ten.bitLength() - POWER_BITS;
            scaled = excess >= 0 ? ten.shiftRight(excess) : ten.shiftLeft(-excess);
        } else {
            scaled = BigInteger.ONE.shiftLeft(ten.bitLength() + POWER_BITS - 1).divide(ten);
        }
        return scaled.add(BigInteger.ONE);
    }
}
