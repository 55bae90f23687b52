package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoubleTest {
    @ParameterizedTest
    @CsvSource({"10.50, 0.1, 10.6", "5.0e3, 0, 5000", "3.0, 1.1, 4.1", "10.6, -5, 5.6", "5.0e3, 2.0e2, 5200",
        "0, 0, 0", "-0, -0.0, 0", "1, -1, 0", "0.1, 0.2, 0.3", "1, 1, 2", "-1.5, -1.5, -3", "100, 0.001, 100.001",
        "3, 1.000000000000000005, 4.00000000000000001", "0x10, 0x.8, 16.5", "0x1p-1, .5, 1",
        "9223372036854775807, 1, 9223372036854775808", "18446744073709551615, 1, 18446744073709551616",
        "18446744073709551615, 0.25, 18446744073709551615", "18446744073709551616, 1, 18446744073709551616",
        "18446744073709551616, 3, 18446744073709551620", "1e20, 1, 100000000000000000000",
        "123456789012345678901234567890, 0, 123456789012345678899921813504", "1e-17, 0, 0.00000000000000001",
        "4e-18, 0, 0", "-4e-18, 0, 0", "1e-4931, 0, 0", "1234567.891, 0.009, 1234567.89999999999997726"})
    void shouldAddAsRedisDoes(final String left, final String right, final String sum) {
        assertEquals(sum, parse(left).plus(parse(right)).toString());
        assertEquals(sum, parse(right).plus(parse(left)).toString());
        assertArrayEquals(Requests.bytes(sum), parse(left).plus(parse(right)).toArray());
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.7", "1.1", "12.000000000000001", "99999.5", "-3.25", "0.00000000000000001"})
    void shouldPrintShortNumbersAsTheyWereGiven(final String text) {
        assertEquals(text, parse(text).toString());
    }

    @Test
    void shouldTakeIntegersExactly() {
        for (final long value : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000}) {
            assertEquals(Long.toString(value), LongDouble.of(value).toString());
        }
    }

    @Test
    void shouldReachTheEndsOfTheRange() {
        final String largest = "1.18973149535723176502e4932";
        assertEquals(4933, parse(largest).toString().length());
        assertNull(parse("1.18973149535723176509e4932"));
        assertNull(parse("0x1p16384"));
        assertTrue(parse("0x1p16383").isFinite());
        assertFalse(parse(largest).plus(parse(largest)).isFinite());
        assertEquals("-inf", parse("-" + largest).plus(parse("-" + largest)).toString());
        assertTrue(parse("0x1p-16445").isFinite());
        assertNull(parse("0x1p-16446"));
        assertTrue(parse("0x1.8p-16446").isFinite());
        assertNull(parse("1e-4952"));
    }

    @Test
    void shouldTellWhatIsNotFinite() {
        final LongDouble infinity = parse("+Infinity");
        final LongDouble negative = parse("-inf");
        assertFalse(infinity.isFinite());
        assertEquals("inf", infinity.plus(LongDouble.of(1)).toString());
        assertEquals("-inf", LongDouble.of(1).plus(negative).toString());
        assertEquals("inf", infinity.plus(infinity).toString());
        final LongDouble none = infinity.plus(negative);
        assertEquals("nan", none.toString());
        assertFalse(none.isFinite());
        assertEquals("nan", none.plus(infinity).toString());
        assertEquals("nan", infinity.plus(none).toString());
        assertEquals("nan", none.plus(LongDouble.of(1)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "nan", "abc", "1e", "0x", "1e99999999999999999999", "1e5000", "1e-5000",
        "1e-99999999999999999999", "0x1p99999999999999999999", "0x1p-99999999999999999999", "1f", "--1", "1\u0000"})
    void shouldRefuseWhatIsNoNumber(final String text) {
        assertNull(parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0e99999999999999999999", "0.000", "0x0p99999999999999999999", "-0"})
    void shouldTakeZeroWithAnyExponent(final String text) {
        assertEquals("0", parse(text).toString());
    }

    @Test
    void shouldRefuseTextsThatAreTooLong() {
        assertEquals("1", parse("0".repeat(FloatSyntax.MAX_BYTES - 1) + "1").toString());
        assertNull(parse("0".repeat(FloatSyntax.MAX_BYTES) + "1"));
    }

    private static LongDouble parse(final String text) {
        final int length = text.length() + 1;
        final long address = NativeMemory.allocate(length);
        NativeMemory.copy(Requests.bytes(text), 0, address, text.length());
        NativeMemory.putByte(address + text.length(), (byte) '7');
        final LongDouble parsed = LongDouble.parse(address, text.length());
        NativeMemory.free(address, length);
        return parsed;
    }
}
