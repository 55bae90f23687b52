package org.ouzel.network.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.AofCheck;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;

/** A snapshot that can't wait comes in the same batch as a rewrite, which the journal hasn't heard of yet. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class RewriteInBatchIT {
    private static final String STARTED = "+Background append only file rewriting started\r\n";

    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path directory;

    @BeforeEach
    void skipForRedis() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
    }

    @Test
    void shouldEndOrReload() throws Exception {
        try (ServerProcess server = start(); RawConnection connection = server.connect()) {
            assertEquals("+OK\r\n", connection.call("SET", "a", "1"));
            connection.add("BGREWRITEAOF").add("DEBUG", "RELOAD").add("SET", "b", "2").flush();
            assertEquals(STARTED, connection.readText());
            assertEquals("+OK\r\n", connection.readText());
            assertEquals("+OK\r\n", connection.readText());
            connection.add("BGREWRITEAOF").add("SHUTDOWN", "SAVE").flush();
            connection.readToEnd();
            assertEquals(0, server.awaitExit());
        }
        AofCheck.check(directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"));
        try (ServerProcess server = start(); RawConnection connection = server.connect()) {
            assertEquals("*2\r\n$1\r\n1\r\n$1\r\n2\r\n", connection.call("MGET", "a", "b"));
        }
    }

    private ServerProcess start() {
        return setup.startProcess("--dir", directory.toString(), "--appendonly", "yes", "--enable-debug-command",
            "yes");
    }
}
