package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
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
import org.ouzel.network.harness.ServerProcess;

/** The ways in which a server process ends: exit code 0, connections closed, the port free again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class ShutdownIT {
    @Parameter
    private OuzelSetup setup;
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void shouldEndOnSignal(final String signal) throws IOException {
        try (ServerProcess server = setup.startProcess(); RawConnection connection = server.connect()) {
            assertEquals("+OK\r\n", connection.call("SET", "a", "b"));
            new ProcessBuilder("kill", "-" + signal, Long.toString(server.process().pid())).start();
            assertEquals("", connection.readToEnd());
            assertEquals(0, server.awaitExit());
            assertThrows(UncheckedIOException.class, server::connect);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTDOWN", "SHUTDOWN NOSAVE", "shutdown nosave now force"})
    void shouldEndOnShutdown(final String command) {
        try (ServerProcess server = setup.startProcess();
            RawConnection connection = server.connect();
            RawConnection other = server.connect()) {
            assertEquals("+PONG\r\n", other.call("PING"));
            assertEquals("+OK\r\n", connection.call("SET", "a", "b"));
            connection.add(command.split(" ")).flush();
            assertEquals("", connection.readToEnd());
            assertEquals("", other.readToEnd());
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void shouldAnswerWhatStoodBeforeTheShutdown() {
        final int count = 200;
        try (ServerProcess server = setup.startProcess("--dir", dir.toString());
            RawConnection connection = server.connect()) {
            for (int i = 0; i < count; i++) {
                connection.add("SET", "key:" + i, "value");
            }
            connection.add("SHUTDOWN", "SAVE").flush();
            assertEquals("+OK\r\n".repeat(count), connection.readToEnd());
            assertEquals(0, server.awaitExit());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "SHUTDOWN FORCE"})
    void shouldEndDuringTheFirstRewrite(final String end) throws IOException {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
        final int keyCount = 20_000;
        final boolean isSignal = end.equals("TERM");
        try (ServerProcess server = setup.startProcess("--dir", dir.toString());
            RawConnection connection = server.connect()) {
            for (int i = 0; i < keyCount; i++) {
                connection.add("SET", "key:" + i, "value");
            }
            connection.flush();
            for (int i = 0; i < keyCount; i++) {
                assertEquals("+OK\r\n", connection.readText());
            }
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "appendonly", "yes"));
            if (isSignal) {
                new ProcessBuilder("kill", "-" + end, Long.toString(server.process().pid())).start();
            } else {
                connection.add(end.split(" ")).flush();
            }
            assertEquals("", connection.readToEnd());
            assertEquals(0, server.awaitExit());
        }
        // A signal can't be refused, hence the first base is completed; who forces it may lose what there was.
        try (ServerProcess server = setup.startProcess("--dir", dir.toString(), "--appendonly", "yes");
            RawConnection connection = server.connect()) {
            final String size = connection.call("DBSIZE");
            assertTrue(size.equals(":" + keyCount + "\r\n") || !isSignal && size.equals(":0\r\n"), size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTDOWN junk", "SHUTDOWN SAVE NOSAVE", "SHUTDOWN ABORT"})
    void shouldRefuseABadShutdown(final String command) {
        try (ServerProcess server = setup.startProcess(); RawConnection connection = server.connect()) {
            final String reply = connection.call(command.split(" "));
            assertTrue(reply.startsWith("-ERR syntax error") || reply.startsWith("-ERR No shutdown in progress"),
                reply);
            assertEquals("+PONG\r\n", connection.call("PING"));
        }
    }
}
