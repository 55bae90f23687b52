package org.ouzel.engine.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private final Settings settings = new Settings();

    private enum Threading { AUTO, FUSED, DEDICATED }

    @BeforeEach
    void start() throws SettingException {
        settings.put("io-threads", "3");
        settings.conclude();
    }

    @Test
    void shouldKeepWhatWasPutBeforeTheStart() {
        assertEquals(3, settings.getInt(SettingsTable.IO_THREADS));
        assertThrows(IllegalStateException.class, () -> settings.put("io-threads", "4"));
    }

    @Test
    void shouldChangeSeveralAtOnce() throws SettingException {
        settings.change(List.of("hz", "TIMEOUT", "latency-tracking"), List.of("100", "7", "no"));
        assertEquals(100, settings.getInt(SettingsTable.HZ));
        assertEquals(7, settings.getLong(SettingsTable.TIMEOUT));
        assertFalse(settings.isOn(SettingsTable.LATENCY_TRACKING));
    }

    @Test
    void shouldTakeTheNearestHz() throws SettingException {
        settings.change(List.of("hz"), List.of("100000"));
        assertEquals(500, settings.getInt(SettingsTable.HZ));
        settings.change(List.of("hz"), List.of("0"));
        assertEquals(1, settings.getInt(SettingsTable.HZ));
        assertRefused("ERR CONFIG SET failed (possibly related to argument 'hz') - "
            + "argument must be between 0 and 2147483647 inclusive", List.of("hz"), List.of("-1"));
    }

    @Test
    void shouldChangeNothingWhenOneIsRefused() {
        assertRefused("ERR CONFIG SET failed (possibly related to argument 'timeout') - "
            + "argument couldn't be parsed into an integer", List.of("hz", "timeout"), List.of("100", "x"));
        assertEquals(10, settings.getInt(SettingsTable.HZ));
        assertEquals("10", settings.format(SettingsTable.HZ));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "maxclients|0|argument must be between 1 and 4294967295 inclusive",
        "MaxClients|x|argument couldn't be parsed into an integer",
        "maxclients|4294967296|argument must be between 1 and 4294967295 inclusive",
        "proto-max-bulk-len|x|argument must be a memory value",
        "latency-tracking|maybe|argument must be 'yes' or 'no'",
        "loglevel|x|argument(s) must be one of the following: debug, verbose, notice, warning",
        "databases|16|can't set immutable config",
        "port|x|can't set immutable config",
        "dir|/|can't set protected config",
        "save|60|Invalid save parameters",
        "dynamic-hz|yes|only 'no' is accepted: the work of a tick doesn't grow with the number of clients",
        "activerehashing|no|only 'yes' is accepted: the index grows one segment at a time and never rehashes"
    })
    void shouldRefuseInRedisWords(final String name, final String text, final String reason) {
        assertRefused("ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason,
            List.of(name), List.of(text));
    }

    @Test
    void shouldRefuseUnknownNamesAndNamesGivenTwice() {
        assertRefused("ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'",
            List.of("hz", "nosuch"), List.of("x", "1"));
        assertRefused("ERR CONFIG SET failed (possibly related to argument 'HZ') - duplicate parameter",
            List.of("hz", "HZ"), List.of("10", "20"));
    }

    @Test
    void shouldAcceptTheNeutralValueOfWhatHasNoEffect() throws SettingException {
        settings.change(List.of("dynamic-hz"), List.of("NO"));
        assertEquals("no", settings.format(SettingsTable.DYNAMIC_HZ));
    }

    @Test
    void shouldMergeOutputLimits() throws SettingException {
        settings.change(List.of("client-output-buffer-limit"), List.of("replica 1mb 2mb 3"));
        assertEquals("normal 0 0 0 slave 1048576 2097152 3 pubsub 33554432 8388608 60",
            settings.format(SettingsTable.CLIENT_OUTPUT_BUFFER_LIMIT));
        assertEquals(new OutputBufferLimit(1 << 20, 2 << 20, 3),
            settings.getOutputBufferLimits().of(ClientClass.REPLICA));
    }

    @Test
    void shouldSetThroughAnAlias() throws SettingException {
        settings.change(List.of("hash-max-ziplist-entries"), List.of("7"));
        assertEquals(7, settings.getInt(SettingsTable.HASH_MAX_LISTPACK_ENTRIES));
    }

    @Test
    void shouldReadEachKindOfValue() throws SettingException {
        assertEquals(Threading.AUTO, settings.getChoice(SettingsTable.THREADING, Threading.class));
        assertEquals("auto", settings.getText(SettingsTable.THREADING));
        assertEquals(List.of("127.0.0.1"), settings.getWords(SettingsTable.BIND));
        assertEquals(List.of(new SavePoint(3600, 1), new SavePoint(300, 100), new SavePoint(60, 10_000)),
            settings.getSavePoints());
        assertArrayEquals(new double[] {50, 99, 99.9}, settings.getPercentiles());
        settings.change(List.of("maxclients"), List.of("4294967295"));
        assertEquals(Integer.MAX_VALUE, settings.getInt(SettingsTable.MAXCLIENTS));
        assertEquals(4_294_967_295L, settings.getLong(SettingsTable.MAXCLIENTS));
    }

    @Test
    void shouldShowWhatASettingWasResolvedTo() {
        settings.resolve(SettingsTable.PORT, "40213");
        assertEquals(Map.of("port", "40213"), settings.find(List.of("port")));
        assertThrows(IllegalArgumentException.class, () -> settings.resolve(SettingsTable.PORT, "70000"));
    }

    @Test
    void shouldFindByPatternsEachOnce() {
        assertEquals(List.of("hash-max-listpack-entries", "hash-max-listpack-value", "hash-max-ziplist-entries",
            "hash-max-ziplist-value"), names("HASH-*", "hash-max-*"));
        assertEquals(List.of("Timeout", "hz"), names("hz", "Timeout", "nosuch"));
        assertEquals(List.of("hz"), names("?[xyz]"));
        assertEquals(List.of("dir", "hz"), names("[^x]z", "d[a-i]r", "\\h?"));
        assertEquals(List.of(), names("", "[", "nosuch*"));
        assertTrue(names("*").containsAll(List.of("port", "save", "zset-max-ziplist-value")));
    }

    @Test
    void shouldMatchHostilePatternsInReasonableTime() {
        assertEquals(List.of(), names("*a".repeat(2_000) + "*!"));
    }

    @Test
    void shouldTellListenersOnlyOfWhatChanged() throws SettingException {
        final List<String> told = new ArrayList<>();
        final SettingListener both = values -> told.add("both " + values.format(SettingsTable.HZ));
        settings.onChange(SettingsTable.HZ, both);
        settings.onChange(SettingsTable.TIMEOUT, both);
        settings.onChange(SettingsTable.TIMEOUT, values -> told.add("timeout"));
        settings.change(List.of("hz", "timeout"), List.of("10", "0"));
        assertEquals(List.of(), told);
        settings.change(List.of("hz", "timeout"), List.of("20", "5"));
        assertEquals(List.of("both 20", "timeout"), told);
    }

    @Test
    void shouldTakeEverythingBackWhenAListenerRefuses() {
        final List<String> told = new ArrayList<>();
        settings.onChange(SettingsTable.HZ, values -> told.add(values.format(SettingsTable.HZ)));
        settings.onChange(SettingsTable.TIMEOUT, values -> {
            if (values.getInt(SettingsTable.TIMEOUT) == 5) {
                throw new SettingException("no timer left");
            }
        });
        assertRefused("ERR CONFIG SET failed (possibly related to argument 'timeout') - no timer left",
            List.of("hz", "timeout"), List.of("20", "5"));
        assertEquals(List.of("20", "10"), told);
        assertEquals(10, settings.getInt(SettingsTable.HZ));
        assertEquals(0, settings.getInt(SettingsTable.TIMEOUT));
    }

    @Test
    void shouldRefuseSeveralShardsWhenFused() throws SettingException {
        final Settings fused = new Settings();
        fused.put("threading", "fused");
        fused.put("shards", "2");
        final SettingException refusal = assertThrows(SettingException.class, fused::conclude);
        assertEquals("shards", refusal.settingName());
    }

    private List<String> names(final String... patterns) {
        return List.copyOf(settings.find(List.of(patterns)).keySet());
    }

    private void assertRefused(final String reply, final List<String> names, final List<String> texts) {
        assertEquals(reply, assertThrows(SettingException.class, () -> settings.change(names, texts)).replyText());
    }
}
