package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** A snapshot that can't be written is seen by clients and in INFO, stops writes, and heals when the cause is gone. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class SnapshotFailureIT {
    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @Test
    void shouldStopWritesUntilASnapshotSucceeds() throws IOException {
        final Path inTheWay = dir.resolve("dump.rdb").resolve("directory");
        try (ServerUnderTest ouzel = setup.start("--dir", dir.toString(), "--save", "3600 1000000");
            RawConnection connection = ouzel.connect()) {
            assertEquals("+OK\r\n", connection.call("SET", "a", "1"));
            Files.createDirectories(inTheWay);
            fail(connection);
            assertTrue(connection.call("SET", "a", "2").startsWith("-MISCONF Redis is configured to save RDB snap"));
            assertTrue(connection.call("PING").startsWith("-MISCONF"));
            assertEquals("$1\r\n1\r\n", connection.call("GET", "a"));
            assertEquals("err", SnapshotIT.info(connection, "rdb_last_bgsave_status"));
            assertEquals("-ERR\r\n", connection.call("SAVE"));
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no"));
            assertEquals("+OK\r\n", connection.call("SET", "a", "3"));
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "yes"));
            assertTrue(connection.call("SHUTDOWN").startsWith("-ERR Errors trying to SHUTDOWN."));
            assertTrue(connection.call("DEL", "a").startsWith("-MISCONF"));
            Files.delete(inTheWay);
            Files.delete(dir.resolve("dump.rdb"));
            assertEquals("+Background saving started\r\n", connection.call("BGSAVE"));
            SnapshotIT.awaitSaves(connection, 1);
            assertEquals("+OK\r\n", connection.call("SET", "a", "4"));
            assertEquals("ok", SnapshotIT.info(connection, "rdb_last_bgsave_status"));
        }
        try (ServerUnderTest ouzel = setup.start("--dir", dir.toString());
            RawConnection connection = ouzel.connect()) {
            assertEquals("$1\r\n4\r\n", connection.call("GET", "a"));
        }
    }

    @Test
    void shouldTellWhenTheDirectoryHasGone() throws IOException {
        final Path gone = Files.createDirectory(dir.resolve("gone"));
        try (ServerUnderTest ouzel = setup.start("--dir", gone.toString());
            RawConnection connection = ouzel.connect()) {
            assertEquals("+OK\r\n", connection.call("SET", "a", "1"));
            Files.delete(gone.resolve("ouzel.seed"));
            Files.delete(gone);
            fail(connection);
            assertEquals("-ERR\r\n", connection.call("SAVE"));
            // Without save points, nothing depends on snapshots.
            assertEquals("+OK\r\n", connection.call("SET", "a", "2"));
            Files.createDirectory(gone);
            assertEquals("+OK\r\n", connection.call("SAVE"));
            assertEquals("ok", SnapshotIT.info(connection, "rdb_last_bgsave_status"));
        }
    }

    private static void fail(final RawConnection connection) {
        assertEquals("+Background saving started\r\n", connection.call("BGSAVE"));
        while (SnapshotIT.info(connection, "rdb_bgsave_in_progress").equals("1")) {
            Thread.onSpinWait();
        }
    }
}
