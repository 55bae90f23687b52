package org.ouzel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

class ServerCommandLineTest {
    @Test
    void shouldStartWithDefaultsWhenNothingIsGiven() {
        final Settings settings = settings();
        assertEquals(6379, settings.getInt(SettingsTable.PORT));
        assertEquals(Path.of("").toAbsolutePath().toString(), settings.getText(SettingsTable.DIR));
    }

    @Test
    void shouldTakeEverySettingAtItsDefault() {
        for (final Setting setting : SettingsTable.all()) {
            final Settings settings = settings("--" + setting.name(), setting.defaultText());
            final String expected = setting == SettingsTable.DIR
                ? Path.of("").toAbsolutePath().toString() : setting.defaultText();
            assertEquals(expected, settings.format(setting), setting.name());
        }
    }

    @Test
    void shouldTakeWordsUpToTheNextName() {
        final Settings settings = settings("--bind", "127.0.0.1", "-::1", "--save", "", "--PORT", "7000",
            "--slowlog-log-slower-than", "-1", "--hz=20", "--save");
        assertEquals(List.of("127.0.0.1", "-::1"), settings.getWords(SettingsTable.BIND));
        assertEquals(List.of(), settings.getSavePoints());
        assertEquals(7000, settings.getInt(SettingsTable.PORT));
        assertEquals(-1, settings.getInt(SettingsTable.SLOWLOG_LOG_SLOWER_THAN));
        assertEquals(20, settings.getInt(SettingsTable.HZ));
    }

    @Test
    void shouldTakeAListInOneWordOrSeveral() {
        final String expected = "normal 1 2 3 slave 268435456 67108864 60 pubsub 4 5 6";
        assertEquals(expected, settings("--client-output-buffer-limit", "normal 1 2 3 pubsub 4 5 6")
            .format(SettingsTable.CLIENT_OUTPUT_BUFFER_LIMIT));
        assertEquals(expected, settings("--client-output-buffer-limit", "normal", "1", "2", "3",
            "--client-output-buffer-limit", "pubsub 4 5 6").format(SettingsTable.CLIENT_OUTPUT_BUFFER_LIMIT));
    }

    @Test
    void shouldLetTheLastOneCountWhenGivenTwice() {
        final Settings settings = settings("--port", "7000", "--bind", "10.0.0.1", "--port", "7001", "--bind",
            "10.0.0.2", "--timeout", "3", "--client-timeout", "4");
        assertEquals(7001, settings.getInt(SettingsTable.PORT));
        assertEquals(List.of("10.0.0.2"), settings.getWords(SettingsTable.BIND));
        assertEquals(4, settings.getInt(SettingsTable.TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:7000,127.0.0.1,7000", "[::1]:0,::1,0", "localhost:1,localhost,1"})
    void shouldTakeAnAddressInOne(final String address, final String host, final int port) {
        final Settings settings = settings("--addr", address);
        assertEquals(List.of(host), settings.getWords(SettingsTable.BIND));
        assertEquals(port, settings.getInt(SettingsTable.PORT));
    }

    @Test
    void shouldTakeTheJournalsPathInOne(@TempDir final Path dir) {
        final Settings settings = settings("--aof-path", dir.resolve("ferrum.aof").toString());
        assertTrue(settings.isOn(SettingsTable.APPENDONLY));
        assertEquals("ferrum.aof", settings.getText(SettingsTable.APPENDFILENAME));
        assertEquals(dir.toString(), settings.getText(SettingsTable.DIR));
        final Settings within = settings("--dir", dir.toString(), "--aof-path=a.aof", "--appendonly", "no");
        assertEquals("a.aof", within.getText(SettingsTable.APPENDFILENAME));
        assertEquals(dir.toString(), within.getText(SettingsTable.DIR));
        assertFalse(within.isOn(SettingsTable.APPENDONLY));
    }

    /** The other names of FerrumKV are Redis's. */
    @ParameterizedTest
    @ValueSource(strings = {"appendfsync=always", "io-threads=2", "maxmemory-policy=allkeys-ahe",
        "maxmemory=104857600", "maxmemory-samples=7",
        "requirepass=secret", "maxclients=100", "loglevel=debug"})
    void shouldTakeFerrumsNames(final String option) {
        final String[] pair = option.split("=");
        assertEquals(pair[1], settings("--" + pair[0], pair[1]).format(SettingsTable.find(pair[0])));
    }

    @Test
    void shouldTakeAliases() {
        assertEquals(9, settings("--zset-max-ziplist-entries", "9").getInt(SettingsTable.ZSET_MAX_LISTPACK_ENTRIES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "--prot 7000|unknown setting '--prot'; did you mean '--port'?",
        "--Prot=7000|unknown setting '--Prot'; did you mean '--port'?",
        "--port 7000 --qqqqqqqq|unknown setting '--qqqqqqqq'; see --help",
        "--|unknown setting '--'; see --help",
        "--bind a b --prot 1|unknown setting '--prot'; did you mean '--port'?",
        "--port 65536|--port 65536: argument must be between 0 and 65535 inclusive",
        "--port abc|--port abc: argument couldn't be parsed into an integer",
        "--maxclients 0|--maxclients 0: argument must be between 1 and 4294967295 inclusive",
        "--port|--port: a value is missing",
        "--port 1 2|--port 1: unexpected argument '2'",
        "--port=|--port \"\": argument couldn't be parsed into an integer",
        "redis.conf|can't read settings file 'redis.conf': there is no such file",
        "-p 7000|unexpected argument '-p'; settings are given as --name value, see --help",
        "--addr 7000|--addr 7000: argument must be host:port",
        "--aof-path|--aof-path : argument must be a file",
        "--aof-path /|--aof-path /: argument must be a file",
        "--addr h:x|--port x: argument couldn't be parsed into an integer",
        "--threading fused --shards 2|--shards: threading fused has one shard, use 0 or 1",
        "--threading single|--threading single: argument(s) must be one of the following: auto, fused, dedicated",
        "--dir /no/such/place|--dir /no/such/place: there is no such directory"
    })
    void shouldEndWithOneClearLine(final String arguments, final String message) {
        final ServerCommandLine parsed = ServerCommandLine.parse(arguments.split(" "));
        assertTrue(parsed.hasEnded());
        assertEquals("*** FATAL: " + message + "\n", parsed.output());
        assertEquals(1, parsed.exitCode());
    }

    @Test
    void shouldResolveTheDirectory(@TempDir final Path dir) {
        assertEquals(dir.toString(), settings("--dir", dir.resolve(".").toString()).getText(SettingsTable.DIR));
    }

    @Test
    void shouldShowEverySettingInTheHelp() {
        final ServerCommandLine parsed = ServerCommandLine.parse("--port", "x", "--help");
        assertTrue(parsed.hasEnded());
        assertEquals(0, parsed.exitCode());
        for (final Setting setting : SettingsTable.all()) {
            assertTrue(parsed.output().contains("\n  --" + setting.name() + " <"), setting.name());
        }
        parsed.output().lines().filter(line -> !line.contains("  default "))
            .forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void shouldShowTheVersion() {
        final ServerCommandLine parsed = ServerCommandLine.parse("--version");
        assertEquals(0, parsed.exitCode());
        assertTrue(parsed.output().matches("Ouzel server v=\\d+\\.\\d+\\.\\d+ redis=7\\.2\\.\\d+ java=\\d+ arch=.+\n"),
            parsed.output());
    }

    private static Settings settings(final String... arguments) {
        final ServerCommandLine parsed = ServerCommandLine.parse(arguments);
        assertFalse(parsed.hasEnded(), parsed.output());
        return parsed.settings();
    }
}
