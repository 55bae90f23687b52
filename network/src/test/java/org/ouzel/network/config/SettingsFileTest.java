package org.ouzel.network.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.network.ServerCommandLine;

class SettingsFileTest {
    @TempDir
    private Path dir;

    @Test
    void shouldReadRedisForm() throws IOException {
        Files.writeString(dir.resolve("more.conf"), "timeout 7\nhz 20\n");
        final Settings settings = settings("redis.conf", """
            # a comment

            port 7000
            bind 127.0.0.1   -::1
            client-output-buffer-limit normal 1 2 3
            client-output-buffer-limit pubsub 4mb 5 6
            include DIR/more.*
            HZ "30"
            logfile 'a b'
            """);
        assertEquals(7000, settings.getInt(SettingsTable.PORT));
        assertEquals("127.0.0.1 -::1", settings.format(SettingsTable.BIND));
        assertEquals("normal 1 2 3 slave 268435456 67108864 60 pubsub 4194304 5 6",
            settings.format(SettingsTable.CLIENT_OUTPUT_BUFFER_LIMIT));
        assertEquals(7, settings.getInt(SettingsTable.TIMEOUT));
        assertEquals(30, settings.getInt(SettingsTable.HZ));
        assertEquals("a b", settings.getText(SettingsTable.LOGFILE));
    }

    @Test
    void shouldReadToml() throws IOException {
        final Settings settings = settings("ouzel.toml", """
            engine.hz = 20 # often
            [network]
            port = 7000
            bind = ["127.0.0.1", "-::1"]
            timeout = "2m"
            client_output_buffer_limit = "normal 1 2 3"
            [latency]
            latency-tracking = false
            """);
        assertEquals(7000, settings.getInt(SettingsTable.PORT));
        assertEquals("127.0.0.1 -::1", settings.format(SettingsTable.BIND));
        assertEquals(120, settings.getInt(SettingsTable.TIMEOUT));
        assertEquals(20, settings.getInt(SettingsTable.HZ));
        assertFalse(settings.isOn(SettingsTable.LATENCY_TRACKING));
    }

    @Test
    void shouldPreferCommandLineToEnvironmentToFile() throws IOException {
        final Path file = Files.writeString(dir.resolve("redis.conf"), "port 1\ntimeout 1\nhz 11\n");
        final ServerCommandLine line = ServerCommandLine.parse(
            Map.of("OUZEL_NETWORK_PORT", "2", "OUZEL_NETWORK_TIMEOUT", "2", "OUZEL_BUILD", "never", "HOME", "x"),
            file.toString(), "--port", "3");
        assertEquals(3, line.settings().getInt(SettingsTable.PORT));
        assertEquals(2, line.settings().getInt(SettingsTable.TIMEOUT));
        assertEquals(11, line.settings().getInt(SettingsTable.HZ));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "redis.conf|port 1;prot 2|:2: unknown setting 'prot'; did you mean 'port'?",
        "redis.conf|;port 70000|:2: port 70000: argument must be between 0 and 65535 inclusive",
        "redis.conf|port|:1: port: a value is missing",
        "redis.conf|port 1 2|:1: port 1: unexpected argument '2'",
        "redis.conf|port \"1|:1: unbalanced quotes",
        "redis.conf|include a b|:1: include takes one path",
        "x.toml|[network];prot = 1|:2: unknown setting 'network.prot'; did you mean 'network.port'?",
        "x.toml|[engine];port = 1|:2: unknown setting 'engine.port'",
        "x.toml|port = 1|:1: setting 'port' stands in no section",
        "x.toml|network.port = 70000|:1: network.port 70000: argument must be between 0 and 65535 inclusive",
        "x.toml|network.port = 1979-05-27|"
            + ":1: network.port: a value must be a string, a number, a boolean or an array"
    })
    void shouldNameFileAndLine(final String name, final String text, final String message) throws IOException {
        final Path file = Files.writeString(dir.resolve(name), text.replace(';', '\n').replace('\u0001', ';'));
        final ServerCommandLine line = ServerCommandLine.parse(file.toString());
        assertEquals(1, line.exitCode());
        assertTrue(line.output().startsWith("*** FATAL: " + file + message), line.output());
    }

    @Test
    void shouldNameTheLineOfBrokenToml() throws IOException {
        final Path file = Files.writeString(dir.resolve("x.toml"), "\n[network\n");
        final ServerCommandLine line = ServerCommandLine.parse(file.toString());
        assertTrue(line.output().startsWith("*** FATAL: " + file + ":2: "), line.output());
    }

    @Test
    void shouldRefuseAMissingFileAndAnUnknownVariable() {
        assertEquals("*** FATAL: can't read settings file 'nosuch.conf': there is no such file\n",
            ServerCommandLine.parse("nosuch.conf").output());
        assertEquals("*** FATAL: OUZEL_NETWORK_PROT: there is no such setting\n",
            ServerCommandLine.parse(Map.of("OUZEL_NETWORK_PROT", "1")).output());
        assertEquals("*** FATAL: OUZEL_NETWORK_PORT x: argument couldn't be parsed into an integer\n",
            ServerCommandLine.parse(Map.of("OUZEL_NETWORK_PORT", "x")).output());
    }

    @Test
    void shouldRefuseAFileThatIncludesItself() throws IOException {
        final Path file = dir.resolve("redis.conf");
        Files.writeString(file, "include " + file + "\n");
        assertTrue(ServerCommandLine.parse(file.toString()).output().contains(":1: more than 16 files include"));
    }

    @Test
    void shouldRewriteRedisFormKeepingComments() throws IOException, SettingException {
        assertEquals("""
            # why
            port 0
            hz 50
            # more
            timeout 5
            client-output-buffer-limit normal 7 8 9 slave 268435456 67108864 60 pubsub 4 5 6
            dir .
            # Generated by CONFIG REWRITE
            latency-tracking no
            """, rewritten("redis.conf", """
            # why
            port 0
            hz 20
            # more
            timeout 5
            client-output-buffer-limit normal 1 2 3
            client-output-buffer-limit pubsub 4 5 6
            dir .
            """));
    }

    /** As Redis 7.0 writes them, but that it adds the default ones to a file that has none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        save 10 1;save 20 2 | 10 1 20 2                 | save 10 1;save 20 2
        save 10 1 20 2      | 10 1 20 2                 | save 10 1 20 2
        save 10 1;save 20 2 | 5 1 7 2 9 3               | save 5 1;save 7 2;save 9 3
        save 10 1;save 20 2 | ''                        | save ""
        save 10 1;save 20 2 | 3600 1 300 100 60 10000   | save 3600 1;save 300 100;save 60 10000
        save ""             | ''                        | save ""
        save ""             | 5 1 7 2                   | save 5 1;save 7 2
        # none              | 3600 1 300 100 60 10000   | # none
        # none              | ''                        | # none;dir .;# Generated by CONFIG REWRITE;save ""
        # none              | 5 1 7 2                   | # none;dir .;# Generated by CONFIG REWRITE;save 5 1;save 7 2
        """)
    void shouldRewriteSavePoints(final String lines, final String points, final String expected)
        throws IOException, SettingException {
        final Path file = Files.writeString(dir.resolve("redis.conf"), lines.replace(";", "\n") + "\ndir .\n");
        final ServerCommandLine line = ServerCommandLine.parse(file.toString());
        line.settings().change(List.of("save"), List.of(points));
        line.rewriteFile();
        final String rewritten = Files.readString(file);
        assertEquals(expected.replace(";", "\n") + (expected.contains("dir .") ? "\n" : "\ndir .\n"), rewritten);
        final ServerCommandLine again = ServerCommandLine.parse(file.toString());
        assertEquals(points, again.settings().format(SettingsTable.SAVE));
        again.rewriteFile();
        assertEquals(rewritten, Files.readString(file));
    }

    @Test
    void shouldRewriteTomlKeepingComments() throws IOException, SettingException {
        assertEquals("""
            # why
            engine.hz = 50 # often
            [network]
            port = 0
            client-output-buffer-limit = "normal 7 8 9 slave 268435456 67108864 60 pubsub 4 5 6"
            timeout = 5

            # Generated by CONFIG REWRITE
            [latency]
            latency-tracking = false
            """, rewritten("ouzel.toml", """
            # why
            engine.hz = 20 # often
            [network]
            port = 0
            client-output-buffer-limit = [
                "normal 1 2 3", # first
                "pubsub 4 5 6",
            ]
            timeout = 5
            """));
    }

    @Test
    void shouldAddToATableThatIsThere() throws IOException, SettingException {
        assertEquals("[latency]\nlatency-tracking = false\n# end\n",
            rewritten("x.toml", "[latency]\n# end\n").replaceAll("(?s)\n\n# Generated.*", "\n"));
    }

    /** Changes what clients may change, as CONFIG SET does, and writes it back. */
    private String rewritten(final String name, final String text) throws IOException, SettingException {
        final Path file = Files.writeString(dir.resolve(name), text);
        final ServerCommandLine line = ServerCommandLine.parse(file.toString());
        assertFalse(line.hasEnded(), line.output());
        line.settings().change(List.of("hz", "latency-tracking", "client-output-buffer-limit"),
            List.of("50", "no", "normal 7 8 9"));
        line.settings().resolve(SettingsTable.PORT, "12345");
        line.rewriteFile();
        final String once = Files.readString(file);
        line.rewriteFile();
        assertEquals(once, Files.readString(file));
        return once;
    }

    private Settings settings(final String name, final String text) throws IOException {
        final Path file = Files.writeString(dir.resolve(name), text.replace("DIR", dir.toString()));
        final ServerCommandLine line = ServerCommandLine.parse(file.toString());
        assertFalse(line.hasEnded(), line.output());
        return line.settings();
    }
}
