package org.ouzel.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {
    @ParameterizedTest
    @CsvSource({"yes,yes,1", "YES,yes,1", "no,no,0", "No,no,0"})
    void shouldReadYesAndNoInAnyCase(final String text, final String canonical, final long number)
        throws SettingException {
        final SettingType type = new YesNoType();
        assertEquals(canonical, type.format(type.parse(text, null)));
        assertEquals(number, type.number(type.parse(text, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "true", "yess", " yes"})
    void shouldRefuseOtherWordsForYesAndNo(final String text) {
        assertRefused("argument must be 'yes' or 'no'", new YesNoType(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", " 1", "+1", "01", "-0", "1.0", "99999999999999999999", "0x10", "\u0661"})
    void shouldRefuseWhatIsNotADecimal(final String text) {
        assertRefused("argument couldn't be parsed into an integer", new IntegerType(-10, 10), text);
    }

    @Test
    void shouldKeepIntegersWithinInclusiveBounds() throws SettingException {
        final SettingType type = new IntegerType(-1, 4_294_967_295L);
        assertEquals(-1L, type.number(type.parse("-1", null)));
        assertEquals(4_294_967_295L, type.number(type.parse("4294967295", null)));
        assertRefused("argument must be between -1 and 4294967295 inclusive", type, "-2");
        assertRefused("argument must be between -1 and 4294967295 inclusive", type, "4294967296");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "10,10", "10b,10", "1k,1000", "1kb,1024", "2K,2000", "3m,3000000", "64mb,67108864",
        "1g,1000000000", "1GB,1073741824", "1Gb,1073741824", "9223372036854775807,9223372036854775807"})
    void shouldReadMemoryUnits(final String text, final long bytes) throws SettingException {
        final SettingType type = new MemoryType(0, Long.MAX_VALUE);
        assertEquals(bytes, type.number(type.parse(text, null)));
        assertEquals(Long.toString(bytes), type.format(type.parse(text, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "abc", "1.5gb", "1tb", "10%", "1 kb", "mb", "9223372036854775808",
        "9223372036854775807kb", "99999999999999999999gb"})
    void shouldRefuseWhatIsNotAMemorySize(final String text) {
        assertRefused("argument must be a memory value", new MemoryType(0, Long.MAX_VALUE), text);
    }

    @Test
    void shouldKeepMemoryWithinBounds() {
        assertRefused("argument must be between 1048576 and 9223372036854775807 inclusive",
            new MemoryType(1 << 20, Long.MAX_VALUE), "1kb");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "30,30", "30s,30", "5M,300", "2h,7200", "1d,86400", "2000ms,2", "3000000us,3"})
    void shouldReadDurationsInSeconds(final String text, final long seconds) throws SettingException {
        final SettingType type = new DurationType(TimeUnit.SECONDS, 0, Integer.MAX_VALUE);
        assertEquals(seconds, type.number(type.parse(text, null)));
        assertEquals(Long.toString(seconds), type.format(type.parse(text, null)));
    }

    @Test
    void shouldRefuseDurationsThatDoNotComeOutEven() throws SettingException {
        final SettingType seconds = new DurationType(TimeUnit.SECONDS, 0, Integer.MAX_VALUE);
        assertRefused("argument must be a whole number of seconds", seconds, "1500ms");
        assertRefused("argument couldn't be parsed into an integer", seconds, "1w");
        assertRefused("argument couldn't be parsed into an integer", seconds, "s");
        assertRefused("argument couldn't be parsed into an integer", seconds, "");
        assertRefused("argument must be between 0 and 2147483647 inclusive", seconds, "2147483648");
        assertRefused("argument must be between 0 and 2147483647 inclusive", seconds, "-1");
        final SettingType micros = new DurationType(TimeUnit.MICROSECONDS, -1, Long.MAX_VALUE);
        assertEquals(-1L, micros.number(micros.parse("-1", null)));
        assertEquals(10_000L, micros.number(micros.parse("10ms", null)));
        assertRefused("argument must be a whole number of microseconds", micros, "9223372036854775807d");
    }

    @Test
    void shouldTakeZeroOrAPowerOfTwo() throws SettingException {
        final SettingType type = new PowerOfTwoType(64, 1024);
        for (final String text : List.of("0", "64", "1024")) {
            assertEquals(text, type.format(type.parse(text, null)));
        }
        for (final String text : List.of("1", "32", "65", "2048", "-64", "-9223372036854775808")) {
            assertRefused("argument must be 0 or a power of two between 64 and 1024", type, text);
        }
    }

    @Test
    void shouldReadChoicesInAnyCaseAndListThemOtherwise() throws SettingException {
        final SettingType type = new ChoiceType("auto", "io_uring", "nio");
        assertEquals("io_uring", type.parse("IO_URING", null));
        assertEquals(1, type.number(type.parse("io_uring", null)));
        assertRefused("argument(s) must be one of the following: auto, io_uring, nio", type, "iouring");
        assertRefused("argument(s) must be one of the following: auto, io_uring, nio", type, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "/a", "..", ".", "a\\b"})
    void shouldRefusePathsAsFileNames(final String text) {
        assertRefused("argument must be a file name, not a path", TextType.fileName(), text);
    }

    @Test
    void shouldTakeAnyTextButZeroBytes() throws SettingException {
        assertEquals("/a b/\u00e9", TextType.any().parse("/a b/\u00e9", null));
        assertRefused("argument must not hold a zero byte", TextType.any(), "a\0b");
    }

    @Test
    void shouldSplitWordsAtBlanks() throws SettingException {
        final SettingType type = new WordListType(2);
        assertEquals(List.of("127.0.0.1", "-::1"), type.parse("  127.0.0.1 \t -::1 ", null));
        assertEquals("127.0.0.1 -::1", type.format(type.parse(" 127.0.0.1   -::1", null)));
        assertRefused("wrong number of arguments", type, " ");
        assertRefused("argument must be at most 2 words", type, "a b c");
    }

    @Test
    void shouldReadSavePoints() throws SettingException {
        final SettingType type = new SavePointsType();
        assertEquals(List.of(new SavePoint(3600, 1), new SavePoint(300, 100)), type.parse("3600 1 300 100", null));
        assertEquals("3600 1 300 100", type.format(type.parse(" 3600 1  300 100", null)));
        assertEquals("", type.format(type.parse("", null)));
        for (final String text : List.of("60", "a b", "60 b", "0 1", "60 -1", "-60 1", "60 1 5", "2147483648 1")) {
            assertRefused("Invalid save parameters", type, text);
        }
    }

    @Test
    void shouldMergeOutputLimitsIntoTheOthers() throws SettingException {
        final SettingType type = new OutputBufferLimitsType();
        final Object first = type.parse("normal 1 2 3 Replica 4k 5kb 6 pubsub 7 8 9", null);
        assertEquals("normal 1 2 3 slave 4000 5120 6 pubsub 7 8 9", type.format(first));
        final Object second = type.parse("slave 0 0 0 pubsub 1mb 0 1", first);
        assertEquals("normal 1 2 3 slave 0 0 0 pubsub 1048576 0 1", type.format(second));
        assertEquals("normal 1 2 3 slave 4000 5120 6 pubsub 7 8 9", type.format(first));
        assertEquals(new OutputBufferLimit(1 << 20, 0, 1), ((OutputBufferLimits) second).of(ClientClass.PUBSUB));
    }

    @Test
    void shouldRefuseBrokenOutputLimits() {
        final SettingType type = new OutputBufferLimitsType();
        for (final String text : List.of("", "normal 0 0", "normal 0 0 0 pubsub")) {
            assertRefused("Wrong number of arguments in buffer limit configuration.", type, text);
        }
        for (final String text : List.of("master 0 0 0", "x 0 0 0", "normal 0 0 0 0 0 0 0")) {
            assertRefused("Invalid client class specified in buffer limit configuration.", type, text);
        }
        for (final String text : List.of("normal x 0 0", "normal 0 -1 0", "normal 0 0 -1", "normal 0 0 1s")) {
            assertRefused("Error in hard, soft or soft_seconds setting in buffer limit configuration.", type, text);
        }
    }

    @Test
    void shouldReadPercentiles() throws SettingException {
        final SettingType type = new PercentilesType();
        assertEquals("50 99 99.9 0 100", type.format(type.parse("50 99.0 99.9 0 100", null)));
        assertEquals("", type.format(type.parse("", null)));
        assertRefused("Invalid latency-tracking-info-percentiles parameters", type, "50 a");
        for (final String text : List.of("50 101", "-1", "NaN")) {
            assertRefused("latency-tracking-info-percentiles parameters should sit between [0.0,100.0]", type, text);
        }
    }

    @Test
    void shouldReadBackEveryDefaultThatItWrites() throws SettingException {
        for (final Setting setting : SettingsTable.all()) {
            final String text = setting.defaultText();
            assertEquals(text, setting.type().format(setting.type().parse(text, null)), setting.name());
            assertTrue(text.equals(setting.type().format(setting.type().parse(text, setting.defaultValue()))));
        }
    }

    private static void assertRefused(final String reason, final SettingType type, final String text) {
        assertEquals(reason, assertThrows(SettingException.class, () -> type.parse(text, null), text).getMessage());
    }
}
