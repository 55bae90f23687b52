package org.ouzel.network.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/**
 * A file system that can be read only: nothing is saved, writes stop, reads go on, and all heals. Skipped where none
 * can be mounted; tests of persistence with a failing file layer stand alone.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadOnlyDiskIT extends SmallDisk {
    private static final String OK = "+OK\r\n";

    @Test
    void shouldGoOnWhenItCanBeWrittenAgain() throws IOException, InterruptedException {
        try (ServerUnderTest server = setup.start("--dir", disk.toString(), "--save", "3600 1000000");
            RawConnection connection = server.connect()) {
            assertEquals(OK, connection.call("SET", "a", "1"));
            Assumptions.assumeTrue(isDone("mount", "-o", "remount,ro", disk.toString()),
                "the file system can't be made read-only");
            assertEquals("-ERR\r\n", connection.call("SAVE"));
            assertEquals("-ERR KDB SAVE failed: Read-only file system\r\n", connection.call("KDB", "SAVE"));
            assertEquals("-ERR CONFIG SET failed (possibly related to argument 'appendonly') - Unable to turn on AOF."
                + " Check server logs.\r\n", connection.call("CONFIG", "SET", "appendonly", "yes"));
            save(connection);
            assertTrue(connection.call("INFO", "persistence").contains("rdb_last_bgsave_status:err\r\n"));
            assertTrue(connection.call("SET", "a", "2").startsWith("-MISCONF Redis is configured to save RDB snap"));
            assertEquals("$1\r\n1\r\n", connection.call("GET", "a"));
            assertTrue(isDone("mount", "-o", "remount,rw", disk.toString()));
            save(connection);
            assertTrue(connection.call("INFO", "persistence").contains("rdb_last_bgsave_status:ok\r\n"));
            assertEquals(OK, connection.call("SET", "a", "2"));
            assertEquals(OK, connection.call("KDB", "SAVE"));
        }
    }

    private static void save(final RawConnection connection) {
        assertEquals("+Background saving started\r\n", connection.call("BGSAVE"));
        while (connection.call("INFO", "persistence").contains("rdb_bgsave_in_progress:1\r\n")) {
            Thread.onSpinWait();
        }
    }
}
