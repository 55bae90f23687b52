package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InfoTextTest {
    @Test
    void shouldShowBytesAsPeopleReadThem() {
        assertEquals("0B", InfoText.human(0));
        assertEquals("1023B", InfoText.human(1023));
        assertEquals("1.00K", InfoText.human(1024));
        assertEquals("894.76K", InfoText.human(916_232));
        assertEquals("23.54G", InfoText.human(25_276_502_016L));
        assertEquals("8.00E", InfoText.human(Long.MAX_VALUE));
    }

    @Test
    void shouldShowNoShareOfNothing() {
        final InfoText text = new InfoText();
        text.addPercent("none", 5, 0);
        text.addPercent("third", 1, 3);
        assertEquals("none:0.00%\r\nthird:33.33%\r\n", text.toString());
    }

    @Test
    void shouldRoundDecimalsAsFormatDoes() {
        for (final double value : new double[] {0, -0.0, 0.005, 0.015, 1.005, 2.675, 0.125, 0.375, 1.115, 0.29, 0.995,
            0.9949999999999999, 9.995, 99.995, 1e9 + 0.005, -0.001, -1.005, 123_456_789.125, 4.35, 1e13, 1e14, 3e18,
            1e300, Double.MIN_VALUE, 0.0005, 0.00049999999999999999, 0.9995}) {
            assertFormatted(value);
        }
        final Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            assertFormatted(random.nextDouble() * Math.pow(10, random.nextInt(16)));
            assertFormatted(-random.nextDouble());
            assertFormatted(random.nextInt(2_000_000) / 1000.0);
            assertFormatted((2 * random.nextInt(1_000_000) + 1) / 2000.0);
            assertFormatted((double) random.nextInt(100_000) / (1 + random.nextInt(64)));
        }
    }

    @Test
    void shouldShowWhatIsNoNumberAsZero() {
        for (final double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertEquals("0.00", decimal(value, 2));
        }
        assertEquals("3", decimal(2.5, 0));
    }

    private static void assertFormatted(final double value) {
        for (int digits = 2; digits <= 6; digits++) {
            assertEquals(String.format(Locale.ROOT, "%." + digits + "f", value), decimal(value, digits));
        }
    }

    private static String decimal(final double value, final int digits) {
        final StringBuilder text = new StringBuilder();
        InfoText.appendDecimal(text, value, digits);
        return text.toString();
    }
}
