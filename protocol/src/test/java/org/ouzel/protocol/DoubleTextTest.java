package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleTextTest {
    private static final int BYTES = 8 * 1024;
    private long address;

    @BeforeEach
    void allocate() {
        address = NativeMemory.allocate(BYTES);
    }

    @AfterEach
    void free() {
        NativeMemory.free(address, BYTES);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, -0", "1, 1", "-1, -1", "10.5, 10.5", "0.1, 0.1", "-0.1, -0.1", "3.14, 3.14",
        "0.30000000000000004, 0.30000000000000004", "1e15, 1000000000000000", "1e18, 1000000000000000000",
        "4611686018427387904, 4611686018427387904", "-4611686018427387904, -4611686018427387904",
        "4611686018427388928, 4611686018427389000", "9007199254740993, 9007199254740992", "5e18, 5e+18",
        "1e19, 1e+19", "1e20, 1e+20", "1e21, 1e+21", "-1e21, -1e+21", "1e23, 1e+23", "1e100, 1e+100",
        "1.2345678901234568e22, 12345678901234568000000", "1.2345678901234568e24, 1.2345678901234568e+24",
        "123456789e11, 1.23456789e+19", "0.01, 0.01", "0.001, 0.001", "0.0001, 0.0001", "0.00001, 0.00001",
        "0.000001, 0.000001", "0.0000001, 1e-7", "0.00000015, 1.5e-7", "0.00012345, 1.2345e-4",
        "0.0012345678901234567, 0.0012345678901234567", "0.00012345678901234567, 1.2345678901234567e-4",
        "1234.5678901234567, 1234.5678901234567", "12345.678901234567, 1.2345678901234567e+4",
        "12345678901.234568, 12345678901.234568", "12345678901.5, 12345678901.5", "1e-10, 1e-10",
        "1.7976931348623157e308, 1.7976931348623157e+308", "-1.7976931348623157e308, -1.7976931348623157e+308",
        "2.2250738585072014e-308, 2.2250738585072014e-308", "4.9e-324, 5e-324", "9.9e-324, 1e-323",
        "Infinity, inf", "-Infinity, -inf", "NaN, nan"})
    void shouldPrintAsRedisDoes(final double value, final String expected) {
        assertEquals(expected, DoubleText.format(value));
    }

    @Test
    void shouldPrintFewestDigitsThatReadBack() {
        final long seed = Long.getLong("ouzel.test.seed", 20261121);
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            requireShortest(Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE), seed);
            requireShortest(random.nextDouble(), seed);
            requireShortest(random.nextInt(1_000_000) / Math.pow(10, random.nextInt(12)), seed);
        }
    }

    @Test
    void shouldPrintFewestDigitsAroundEveryPowerOfTwo() {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            final double power = Math.scalb(1.0, exponent);
            requireShortest(power, exponent);
            requireShortest(Math.nextDown(power), exponent);
            requireShortest(Math.nextUp(power), exponent);
        }
    }

    @Test
    void shouldStayWithinItsMaximumLength() {
        final Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            final int length = DoubleText.write(Double.longBitsToDouble(random.nextLong()), address);
            assertTrue(length > 0 && length <= DoubleText.MAX_BYTES, "length=" + length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, -0.0", "1, 1", "+5, 5", "-5, -5", ".5, 0.5", "5., 5", "-.5e1, -5", "1e3, 1000",
        "1E+3, 1000", "1e-3, 0.001", "007, 7",
        "3.0000000000000004, 3.0000000000000004", "9007199254740993, 9007199254740992",
        "0.1000000000000000055511151231257827, 0.1",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "inf, Infinity", "+inf, Infinity", "-inf, -Infinity",
        "INFinity, Infinity", "-Infinity, -Infinity", "0x10, 16", "0x.8, 0.5", "-0X1.8P-1, -0.75", "0x1p3, 8",
        "0x0, 0", "1e308, 1e308", "1.7976931348623157e308, 1.7976931348623157e308", "5e-324, 4.9e-324",
        "3e-324, 4.9e-324", "1e-320, 1e-320", "0e99999999999, 0", "0.000e-999999, 0", "0x0p-9999, 0"})
    void shouldReadAsRedisDoes(final String text, final double expected) {
        assertEquals(expected, parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "+", ".", "e", "e1", "1e", "1e+", "1e1.5", " 1", "1 ", "\t1", "1\n", "1,5",
        "1_0", "++1", "--1", "1..2", "1.2.3", "0x", "0x.", "0x1p", "0xg", "0x1e+3", "1f", "1d", "1p3", "abc", "nan",
        "NaN", "-nan", "nan(1)", "in", "infi", "infinit", "infinityx", "inf ", "1e309", "-1e309", "1e99999999999",
        "1e-400", "2e-324", "-1e-99999999999", "0x1p1024", "0x1p-1080", "1\u0000", "\u00b2", "\u00ff"})
    void shouldRefuseWhatIsNoNumber(final String text) {
        assertTrue(Double.isNaN(parse(text)), text);
    }

    @Test
    void shouldReadBackWhatItPrints() {
        final long seed = Long.getLong("ouzel.test.seed", 20261121);
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            final double any = Double.longBitsToDouble(random.nextLong());
            final double value = i % 2 == 0 ? any : random.nextInt() / 1000.0;
            if (!Double.isNaN(value)) {
                final int length = DoubleText.write(value, address);
                assertEquals(value, DoubleText.parse(address, length), "seed=" + seed);
            }
        }
    }

    @Test
    void shouldReadShortDecimalsAsTheJdkDoes() {
        final Random random = new Random(13);
        for (int i = 0; i < 200_000; i++) {
            final String digits = Long.toString(random.nextLong() >>> 1 + random.nextInt(62));
            final int point = random.nextInt(digits.length() + 1);
            final String text = (random.nextBoolean() ? "-" : "") + digits.substring(0, point) + "."
                + digits.substring(point);
            assertEquals(Double.parseDouble(text), parse(text), text);
        }
    }

    @Test
    void shouldRefuseTextsThatAreTooLong() {
        assertEquals(0, parse("0".repeat(FloatSyntax.MAX_BYTES)));
        assertTrue(Double.isNaN(parse("0".repeat(FloatSyntax.MAX_BYTES + 1))));
    }

    private double parse(final String text) {
        NativeMemory.fill(address, BYTES, (byte) '7');
        NativeMemory.copy(Requests.bytes(text), 0, address + 1, text.length());
        return DoubleText.parse(address + 1, text.length());
    }

    private static void requireShortest(final double value, final long seed) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return;
        }
        final String text = DoubleText.format(value);
        assertEquals(value, Double.parseDouble(text), "seed=" + seed);
        final BigDecimal printed = new BigDecimal(text).stripTrailingZeros();
        final boolean isWrittenOut = value <= 0x1p62 && value == Math.rint(value);
        if (!isWrittenOut && printed.precision() > 1) {
            final BigDecimal exact = new BigDecimal(value);
            for (final RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                final BigDecimal shorter = exact.round(new MathContext(printed.precision() - 1, mode));
                assertTrue(shorter.doubleValue() != value, text + " seed=" + seed);
            }
            final BigDecimal nearest = exact.round(new MathContext(printed.precision(), RoundingMode.HALF_EVEN));
            assertTrue(nearest.doubleValue() != value || nearest.compareTo(printed) == 0, text + " seed=" + seed);
        }
    }
}
