package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RdbCheck;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** Snapshot files go from Ouzel to a real redis-server and back, and from one start to the next. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class SnapshotIT {
    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void shouldGiveRedisItsDataset(final String isCompressing) throws IOException {
        final List<String> digests;
        try (ServerUnderTest ouzel = start("--rdbcompression", isCompressing, "--rdbchecksum", isCompressing);
            RawConnection ours = ouzel.connect()) {
            Samples.fill(ours);
            assertEquals("+OK\r\n", ours.call("SELECT", "3"));
            assertEquals("+OK\r\n", ours.call("SET", "third", "database"));
            assertEquals("+OK\r\n", ours.call("SAVE"));
        }
        RdbCheck.check(dir.resolve("dump.rdb"));
        try (ServerProcess expected = redis(); RawConnection theirs = expected.connect()) {
            Samples.fill(theirs);
            digests = digests(theirs);
        }
        try (ServerProcess redis = redis("--dir", dir.toString()); RawConnection theirs = redis.connect()) {
            assertEquals(digests, digests(theirs));
            assertEquals("+OK\r\n", theirs.call("SELECT", "3"));
            assertEquals("$8\r\ndatabase\r\n", theirs.call("GET", "third"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "rdbcompression no rdbchecksum no",
        "list-max-listpack-size 3 list-compress-depth 1 stream-node-max-entries 3",
        "hash-max-listpack-entries 0 zset-max-listpack-entries 0 set-max-intset-entries 0",
        "hash-max-listpack-entries 2000 zset-max-listpack-entries 2000 set-max-intset-entries 2000 "
            + "hash-max-listpack-value 100000 zset-max-listpack-value 1000"})
    void shouldStartFromAFileOfRedis(final String redisSettings) throws IOException {
        final List<String> digests;
        final List<String> settings = new ArrayList<>(List.of("--dir", dir.toString()));
        final String[] words = redisSettings.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            settings.addAll(List.of("--" + words[i], words[i + 1]));
        }
        try (ServerProcess redis = redis(settings.toArray(String[]::new)); RawConnection theirs = redis.connect()) {
            Samples.fill(theirs);
            assertTrue(theirs.call("FUNCTION", "LOAD",
                "#!lua name=lib\nredis.register_function('f', function() return 1 end)").startsWith("$3"));
            digests = digests(theirs);
            assertEquals("+OK\r\n", theirs.call("SAVE"));
        }
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            assertEquals(":1\r\n", ours.call("FCALL", "f", "0"));
            assertEquals("+OK\r\n", ours.call("SAVE"));
        }
        RdbCheck.check(dir.resolve("dump.rdb"));
        try (ServerProcess redis = redis("--dir", dir.toString()); RawConnection theirs = redis.connect()) {
            assertEquals(digests, digests(theirs));
            assertEquals(":1\r\n", theirs.call("FCALL", "f", "0"));
        }
    }

    @Test
    void shouldSaveInTheBackgroundAndKeepTheFileWhole() throws IOException {
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            assertEquals("-ERR syntax error\r\n", ours.call("BGSAVE", "junk"));
            for (int i = 0; i < 5; i++) {
                assertEquals("+OK\r\n", ours.call("SET", "round", Integer.toString(i)));
                assertEquals("+Background saving started\r\n", ours.call("BGSAVE"));
                awaitSaves(ours, i + 1);
                RdbCheck.check(dir.resolve("dump.rdb"));
                assertEquals(List.of("dump.rdb", "ouzel.seed"), names());
            }
            assertTrue(info(ours, "rdb_last_bgsave_status").equals("ok"));
            assertEquals("0", info(ours, "rdb_changes_since_last_save"));
        }
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            assertEquals("$1\r\n4\r\n", ours.call("GET", "round"));
            assertEquals("1", info(ours, "rdb_last_load_keys_loaded"));
        }
    }

    @Test
    void shouldSaveAtSavePointsAndAtTheEnd() throws IOException {
        try (ServerUnderTest ouzel = start("--save", "1 1"); RawConnection ours = ouzel.connect()) {
            assertEquals("+OK\r\n", ours.call("SET", "a", "1"));
            awaitSaves(ours, 1);
        }
        RdbCheck.check(dir.resolve("dump.rdb"));
        restart("SHUTDOWN", "1", "2");
        restart("SHUTDOWN NOSAVE", "2", "3");
        restart("PING", "2", "4");
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            assertEquals("$1\r\n4\r\n", ours.call("GET", "a"));
        }
    }

    @Test
    void shouldFollowSavePointsThatChange() {
        try (ServerUnderTest ouzel = start("--save", "3600 1000000"); RawConnection ours = ouzel.connect()) {
            assertEquals("+OK\r\n", ours.call("SET", "a", "1"));
            assertEquals("+OK\r\n", ours.call("CONFIG", "SET", "save", "3600 1000000 1 1"));
            assertEquals("*2\r\n$4\r\nsave\r\n$16\r\n3600 1000000 1 1\r\n", ours.call("CONFIG", "GET", "save"));
            awaitSaves(ours, 1);
            assertEquals("0", info(ours, "rdb_changes_since_last_save"));
            assertEquals("+OK\r\n", ours.call("CONFIG", "SET", "save", ""));
            assertEquals("*2\r\n$4\r\nsave\r\n$0\r\n\r\n", ours.call("CONFIG", "GET", "save"));
        }
    }

    /** Starts with one value, sets another, and ends the server with a command or, if that isn't one that does, so. */
    private void restart(final String end, final String before, final String after) {
        try (ServerUnderTest ouzel = start("--save", "3600 1"); RawConnection ours = ouzel.connect()) {
            assertEquals("$1\r\n" + before + "\r\n", ours.call("GET", "a"));
            assertEquals("+OK\r\n", ours.call("SET", "a", after));
            ours.add(end.split(" ")).flush();
            if (end.equals("PING")) {
                assertEquals("+PONG\r\n", ours.readText());
            } else {
                assertEquals("", ours.readToEnd());
            }
        }
    }

    @Test
    void shouldReloadWhileItRuns() {
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            assertTrue(ours.call("DEBUG", "RELOAD", "NOSAVE").startsWith("-ERR Error trying to load"));
            Samples.fill(ours);
            ours.call("SELECT", "3");
            ours.call("SET", "third", "database");
            final String digest = ours.call("DEBUG", "DIGEST-VALUE", "third");
            ours.call("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', function() return 1 end)");
            assertEquals("+OK\r\n", ours.call("DEBUG", "RELOAD"));
            assertEquals(":1\r\n", ours.call("FCALL", "f", "0"));
            assertEquals(digest, ours.call("DEBUG", "DIGEST-VALUE", "third"));
            ours.call("SET", "later", "gone");
            assertEquals("+OK\r\n", ours.call("FUNCTION", "FLUSH"));
            assertEquals("+OK\r\n", ours.call("DEBUG", "RELOAD", "NOSAVE"));
            assertEquals(":1\r\n", ours.call("FCALL", "f", "0"));
            assertEquals("$-1\r\n", ours.call("GET", "later"));
            ours.call("SELECT", "0");
            assertEquals(":6000\r\n", ours.call("LLEN", "list:large"));
        }
    }

    @Test
    void shouldReloadBesideWhatThereIs() {
        try (ServerUnderTest ouzel = start("--enable-debug-command", "yes"); RawConnection ours = ouzel.connect()) {
            assertEquals("-ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.\r\n",
                ours.call("DEBUG", "RELOAD", "NOSAVE", "junk"));
            ours.call("SET", "a", "saved");
            ours.call("RPUSH", "l", "saved");
            assertEquals("+OK\r\n", ours.call("SAVE"));
            ours.call("SET", "a", "changed");
            ours.call("DEL", "l");
            ours.call("SET", "b", "kept");
            assertEquals("+OK\r\n", ours.call("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH", "MERGE"));
            assertEquals("*3\r\n$5\r\nsaved\r\n$4\r\nkept\r\n$-1\r\n", ours.call("MGET", "a", "b", "l"));
            assertEquals(":1\r\n", ours.call("LLEN", "l"));
            // Redis ends with a panic here.
            assertTrue(ours.call("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH").startsWith("-ERR Error trying to load"));
            assertEquals("$4\r\nkept\r\n", ours.call("GET", "b"));
            assertEquals("+OK\r\n", ours.call("DEBUG", "RELOAD", "MERGE"));
            assertEquals(":3\r\n", ours.call("DBSIZE"));
            assertEquals("+OK\r\n", ours.call("DEBUG", "RELOAD", "NOSAVE"));
            assertEquals(":3\r\n", ours.call("DBSIZE"));
        }
    }

    @Test
    void shouldKeepExpiriesOfFields() {
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            ours.call("HSET", "h", "a", "1", "b", "2");
            ours.call("HPEXPIREAT", "h", "4102444800123", "FIELDS", "1", "a");
            assertEquals("+OK\r\n", ours.call("SAVE"));
        }
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            assertEquals("*2\r\n:4102444800123\r\n:-1\r\n", ours.call("HPEXPIRETIME", "h", "FIELDS", "2", "a", "b"));
        }
    }

    @Test
    void shouldRefuseADamagedFile() throws IOException {
        try (ServerUnderTest ouzel = start(); RawConnection ours = ouzel.connect()) {
            ours.call("SET", "a", "1");
            ours.call("SAVE");
        }
        final Path file = dir.resolve("dump.rdb");
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        final String message = failureOfStart();
        assertTrue(message.contains("dump.rdb") && message.contains("checksum") && message.contains("offset="),
            message);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
        assertTrue(failureOfStart().contains("unexpected end"));
        Files.write(file, "junk that is long enough".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(failureOfStart().contains("not an RDB file"));
    }

    private String failureOfStart() {
        try (ServerUnderTest ouzel = start()) {
            throw new AssertionError("started on port " + ouzel.port());
        } catch (final UncheckedIOException e) {
            return e.getMessage();
        }
    }

    private ServerUnderTest start(final String... more) {
        final List<String> options = new ArrayList<>(List.of("--dir", dir.toString()));
        options.addAll(List.of(more));
        return setup.start(options.toArray(String[]::new));
    }

    static ServerProcess redis(final String... more) {
        final List<String> options = new ArrayList<>(List.of("--enable-debug-command", "yes"));
        options.addAll(List.of(more));
        return RedisReference.start(options.toArray(String[]::new));
    }

    static List<String> digests(final RawConnection theirs) {
        final List<String> digests = new ArrayList<>();
        for (final String key : Samples.keys(theirs)) {
            digests.add(key + " " + theirs.call("DEBUG", "DIGEST-VALUE", key));
        }
        return digests;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static void awaitSaves(final RawConnection ours, final int count) {
        while (!info(ours, "rdb_saves").equals(Integer.toString(count))
            || !"0".equals(info(ours, "rdb_bgsave_in_progress"))) {
            Thread.onSpinWait();
        }
    }

    static String info(final RawConnection ours, final String field) {
        final String text = ours.call("INFO", "persistence");
        final int start = text.indexOf("\n" + field + ":") + field.length() + 2;
        return text.substring(start, text.indexOf('\r', start));
    }
}
