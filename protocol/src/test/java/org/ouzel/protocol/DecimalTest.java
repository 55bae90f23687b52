package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private static final int BYTES = 64;
    private long address;

    @BeforeEach
    void allocate() {
        address = NativeMemory.allocate(BYTES);
    }

    @AfterEach
    void free() {
        NativeMemory.free(address, BYTES);
    }

    @Test
    void shouldWriteAndReadBackAroundEveryPowerOfTen() {
        requireRoundTrip(0);
        requireRoundTrip(Long.MIN_VALUE);
        requireRoundTrip(Long.MAX_VALUE);
        for (long power = 1; power > 0; power *= 10) {
            for (long value = power - 12; value <= power + 12; value++) {
                requireRoundTrip(value);
                requireRoundTrip(-value);
            }
        }
        for (int i = 0; i < 63; i++) {
            requireRoundTrip(1L << i);
            requireRoundTrip(-(1L << i) - 1);
            requireRoundTrip(Long.MAX_VALUE - i);
            requireRoundTrip(Long.MIN_VALUE + i);
        }
    }

    @Test
    void shouldWriteAndReadBackRandomNumbers() {
        final Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            requireRoundTrip(random.nextLong() >> random.nextInt(64));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "01", "-01", "00", "-0", " 1", "1 ", "1.0", "1e3", "0x1", "a", "1a", "--1",
        "9223372036854775808", "-9223372036854775809", "9223372036854775810", "18446744073709551616",
        "99999999999999999999", "-99999999999999999999", "-9999999999999999999", "9999999999999999999",
        "100000000000000000000", "\u00b9", "/", ":"})
    void shouldRefuseWhatIsNotCanonical(final String text) {
        final int length = put(text);
        assertFalse(Decimal.isCanonical(address, length));
        assertEquals(Decimal.NOT_A_NUMBER, Decimal.parse(address, length));
    }

    @Test
    void shouldAgreeWithBigIntegerOnDigitsOfAllLengths() {
        final Random random = new Random(9);
        final BigInteger min = BigInteger.valueOf(Long.MIN_VALUE);
        final BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        for (int i = 0; i < 100_000; i++) {
            final BigInteger near = random.nextBoolean() ? new BigInteger(1 + random.nextInt(68), random)
                : max.add(BigInteger.valueOf(random.nextInt(40) - 20));
            final BigInteger number = random.nextBoolean() ? near : near.negate();
            final boolean isInRange = number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
            final int length = put(number.toString());
            assertEquals(isInRange, Decimal.isCanonical(address, length), number::toString);
            assertEquals(isInRange ? number.longValue() : Decimal.NOT_A_NUMBER, Decimal.parse(address, length));
        }
    }

    private void requireRoundTrip(final long value) {
        final String expected = Long.toString(value);
        NativeMemory.fill(address, BYTES, (byte) '#');
        final int length = Decimal.write(value, address + 8);
        assertEquals("########" + expected + "########", NativeMemory.toText(address, 16 + length));
        assertEquals(expected.length(), length);
        assertEquals(length, Decimal.length(value));
        assertTrue(Decimal.isCanonical(address + 8, length));
        assertEquals(value, Decimal.parse(address + 8, length));
    }

    private int put(final String text) {
        NativeMemory.fill(address, BYTES, (byte) '0');
        NativeMemory.copy(Requests.bytes(text), 0, address, text.length());
        return text.length();
    }
}
