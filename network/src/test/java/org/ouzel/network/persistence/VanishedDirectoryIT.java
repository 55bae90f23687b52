package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.AofCheck;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RdbCheck;
import org.ouzel.network.harness.ServerUnderTest;

/** Somebody removes the server's directories while it runs: that is told, reads go on, and it heals. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class VanishedDirectoryIT {
    private static final String OK = "+OK\r\n";

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path parent;
    private Path dir;

    @BeforeEach
    void prepare() throws IOException {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
        dir = Files.createDirectory(parent.resolve("data"));
    }

    @Test
    void shouldStopWritesUntilASnapshotCanBeTaken() throws IOException {
        try (ServerUnderTest ouzel = start("--save", "3600 1000000"); RawConnection client = ouzel.connect()) {
            assertEquals(OK, client.call("SET", "a", "1"));
            remove(dir);
            saveInBackground(client);
            assertEquals("err", SnapshotIT.info(client, "rdb_last_bgsave_status"));
            assertTrue(client.call("SET", "a", "2").startsWith("-MISCONF Redis is configured to save RDB snapshots"));
            assertEquals("$1\r\n1\r\n", client.call("GET", "a"));
            assertEquals("-ERR\r\n", client.call("SAVE"));
            Files.createDirectory(dir);
            saveInBackground(client);
            assertEquals("ok", SnapshotIT.info(client, "rdb_last_bgsave_status"));
            assertEquals(OK, client.call("SET", "a", "3"));
            RdbCheck.check(dir.resolve("dump.rdb"));
            assertEquals(OK, client.call("SAVE"));
        }
        try (ServerUnderTest ouzel = start(); RawConnection client = ouzel.connect()) {
            assertEquals("$1\r\n3\r\n", client.call("GET", "a"));
        }
    }

    @Test
    void shouldSaveNamespacesWhereTheirDirectoryWas() throws IOException {
        try (ServerUnderTest ouzel = start(); RawConnection client = ouzel.connect()) {
            assertEquals(OK, client.call("SET", "a", "1"));
            assertEquals(OK, client.call("KDB", "SAVE"));
            remove(dir.resolve("kdb"));
            assertEquals("*0\r\n", client.call("KDB", "LIST"));
            assertEquals("-ERR No such KDB file\r\n", client.call("KDB", "LOAD", "data"));
            assertEquals(OK, client.call("KDB", "SAVE"));
            RdbCheck.check(dir.resolve("kdb/default/data.kdb"));
            remove(dir);
            assertEquals("-ERR KDB SAVE failed: No such file or directory\r\n", client.call("KDB", "SAVE"));
            assertEquals("-ERR KDB PERSIST failed: No such file or directory\r\n", client.call("KDB", "PERSIST"));
            // Nothing depends on these files.
            assertEquals(OK, client.call("SET", "a", "2"));
            assertEquals("$1\r\n2\r\n", client.call("GET", "a"));
            Files.createDirectory(dir);
            assertEquals(OK, client.call("KDB", "SAVE"));
            assertEquals(OK, client.call("FLUSHALL"));
            assertEquals(OK, client.call("KDB", "LOAD", "data"));
            assertEquals("$1\r\n2\r\n", client.call("GET", "a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "everysec", "no"})
    void shouldMakeTheAppendOnlyFileAnew(final String policy) throws Exception {
        try (ServerUnderTest ouzel = start("--appendonly", "yes", "--appendfsync", policy);
            RawConnection client = ouzel.connect()) {
            assertEquals(OK, client.call("SET", "a", "1"));
            assertEquals(OK, client.call("SET", "b", "1"));
            remove(dir);
            awaitRefusal(client);
            assertEquals("err", SnapshotIT.info(client, "aof_last_write_status"));
            assertEquals("$1\r\n1\r\n", client.call("GET", "b"));
            Files.createDirectory(dir);
            awaitSuccess(client);
            assertEquals("ok", SnapshotIT.info(client, "aof_last_write_status"));
            // Only where the directory is its own affair does it heal by itself.
            remove(dir.resolve("appendonlydir"));
            awaitSuccess(client);
            while (!Files.exists(dir.resolve("appendonlydir/appendonly.aof.manifest"))
                || !"0".equals(SnapshotIT.info(client, "aof_rewrite_in_progress"))) {
                Thread.onSpinWait();
            }
            awaitSuccess(client);
            assertEquals(OK, client.call("SET", "a", "last"));
        }
        AofCheck.check(dir.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerUnderTest ouzel = start("--appendonly", "yes"); RawConnection client = ouzel.connect()) {
            assertEquals("*2\r\n$4\r\nlast\r\n$1\r\n1\r\n", client.call("MGET", "a", "b"));
        }
    }

    private ServerUnderTest start(final String... more) {
        return setup.start(Stream.concat(Stream.of("--dir", dir.toString()), Stream.of(more))
            .toArray(String[]::new));
    }

    private static void saveInBackground(final RawConnection client) {
        assertEquals("+Background saving started\r\n", client.call("BGSAVE"));
        while (SnapshotIT.info(client, "rdb_bgsave_in_progress").equals("1")) {
            Thread.onSpinWait();
        }
    }

    /** The server looks after its file once a second. */
    private static void awaitRefusal(final RawConnection client) {
        String reply = client.call("SET", "a", "2");
        while (!reply.startsWith("-MISCONF Errors writing to the AOF file: ")) {
            assertEquals(OK, reply);
            reply = client.call("SET", "a", "2");
        }
    }

    private static void awaitSuccess(final RawConnection client) {
        String reply = client.call("SET", "a", "3");
        while (!reply.equals(OK)) {
            assertTrue(reply.startsWith("-MISCONF Errors writing to the AOF file: "), reply);
            reply = client.call("SET", "a", "3");
        }
    }

    /** Removes a directory in which the server may be making and removing files at the same time. */
    private static void remove(final Path removed) throws IOException {
        while (Files.exists(removed)) {
            try (Stream<Path> found = Files.walk(removed)) {
                for (final Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (final DirectoryNotEmptyException | UncheckedIOException | NoSuchFileException e) {
                Thread.onSpinWait();
            }
        }
    }
}
