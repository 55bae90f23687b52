package org.ouzel.network.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.AofCheck;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/**
 * The append only file on a small file system of its own, which fills up. Where the process may not mount one, the
 * tests of persistence with a failing file layer stand alone.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskIT extends SmallDisk {
    private static final String FULL = "-MISCONF Errors writing to the AOF file: No space left on device\r\n";
    private static final int FILLER_BYTES = 1_500_000;

    @Test
    void shouldGoOnWhenThereIsRoomAgain() throws IOException, InterruptedException {
        final Path filler = disk.resolve("filler");
        Files.write(filler, new byte[FILLER_BYTES]);
        int written = 0;
        try (ServerUnderTest server = start(); RawConnection connection = server.connect()) {
            final String value = "x".repeat(50_000);
            String reply = "+OK\r\n";
            while (reply.equals("+OK\r\n")) {
                reply = connection.call("SET", "key:" + written, value);
                written += reply.equals("+OK\r\n") ? 1 : 0;
                assertTrue(written < 100, "the disk doesn't fill up");
            }
            assertEquals(FULL, reply);
            assertEquals(FULL, connection.call("INCR", "n"));
            assertEquals(":50000\r\n", connection.call("STRLEN", "key:0"));
            assertTrue(connection.call("INFO", "persistence").contains("aof_last_write_status:err"));
            Files.delete(filler);
            while (!connection.call("INCR", "n").startsWith(":")) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertTrue(connection.call("INFO", "persistence").contains("aof_last_write_status:ok"));
        }
        try (ServerUnderTest server = start(); RawConnection connection = server.connect()) {
            assertEquals("$1\r\n1\r\n", connection.call("GET", "n"));
            // The write that was refused last was run, and recorded when that was possible.
            assertEquals(":" + (written + 2) + "\r\n", connection.call("DBSIZE"));
        }
        AofCheck.check(disk.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
    }

    private ServerUnderTest start() {
        return setup.start("--dir", disk.toString(), "--appendonly", "yes");
    }
}
