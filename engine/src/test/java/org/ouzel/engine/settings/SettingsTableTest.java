package org.ouzel.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTableTest {
    @Test
    void shouldNameEachConstantAfterItsSetting() throws ReflectiveOperationException {
        final List<Setting> constants = new ArrayList<>();
        for (final Field field : SettingsTable.class.getFields()) {
            if (field.getType() == Setting.class) {
                final Setting setting = (Setting) field.get(null);
                assertEquals(setting.name().toUpperCase(Locale.ROOT).replace('-', '_'), field.getName());
                constants.add(setting);
            }
        }
        assertEquals(constants, SettingsTable.all());
    }

    @Test
    void shouldNumberSettingsDensely() {
        for (int i = 0; i < SettingsTable.all().size(); i++) {
            assertEquals(i, SettingsTable.all().get(i).index());
        }
    }

    @Test
    void shouldKeepSectionsTogether() {
        final Set<String> ended = new HashSet<>();
        String section = null;
        for (final Setting setting : SettingsTable.all()) {
            if (!setting.section().equals(section)) {
                assertTrue(ended.add(setting.section()), "section in two places: " + setting.section());
                section = setting.section();
            }
        }
    }

    @Test
    void shouldSayOneSentenceAboutEach() {
        for (final Setting setting : SettingsTable.all()) {
            assertTrue(setting.sentence().matches("[A-Z0-9].*[^.]\\."), setting + ": " + setting.sentence());
            assertTrue(setting.name().matches("[a-z][a-z0-9-]*"), setting.name());
        }
    }

    @Test
    void shouldFindByNameAliasAndInAnyCase() {
        assertSame(SettingsTable.PORT, SettingsTable.find("Port"));
        assertSame(SettingsTable.HASH_MAX_LISTPACK_VALUE, SettingsTable.find("hash-max-ziplist-value"));
        assertNull(SettingsTable.find("prot"));
        assertNull(SettingsTable.find(""));
        assertEquals("network.port", SettingsTable.PORT.dottedName());
    }

    @ParameterizedTest
    @CsvSource({"prot,port", "PROT,port", "maxclient,maxclients", "databse,databases", "io-thread,io-threads",
        "hash-max-ziplist-entry,hash-max-ziplist-entries", "transprot,transport", "appendnoly,appendonly"})
    void shouldGuessWhatAMisspelledNameMeant(final String name, final String meant) {
        assertEquals(meant, SettingsTable.nearest(name));
    }

    @Test
    void shouldNotGuessWildly() {
        assertNull(SettingsTable.nearest("completely-different"));
        assertNull(SettingsTable.nearest(""));
    }

    /** What redis-cli, redis-benchmark and the client libraries ask for. */
    @ParameterizedTest
    @CsvSource({"save,3600 1 300 100 60 10000", "appendonly,no", "maxmemory,0", "maxmemory-policy,noeviction",
        "databases,16", "maxclients,10000", "timeout,0", "tcp-keepalive,300", "hz,10", "port,6379", "bind,127.0.0.1",
        "slowlog-log-slower-than,10000", "slowlog-max-len,128", "proto-max-bulk-len,536870912",
        "client-query-buffer-limit,1073741824", "latency-tracking-info-percentiles,50 99 99.9",
        "client-output-buffer-limit,normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60",
        "hash-max-listpack-entries,512", "list-max-listpack-size,-2", "notify-keyspace-events,''",
        "requirepass,''", "cluster-enabled,no", "loglevel,notice", "daemonize,no"})
    void shouldHaveTheDefaultsThatClientsKnow(final String name, final String text) {
        final Setting setting = SettingsTable.find(name);
        assertNotNull(setting, name);
        assertEquals(text, setting.defaultText(), name);
    }
}
