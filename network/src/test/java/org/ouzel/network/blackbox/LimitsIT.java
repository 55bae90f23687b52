package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** What a server refuses or cuts off so that one client can't harm the others. Each test has its own server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class LimitsIT {
    private static final int VALUE_BYTES = 256 * 1024;

    @Parameter
    private OuzelSetup setup;
    private ServerUnderTest server;

    @BeforeEach
    void start() {
        server = setup.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldRefuseMoreThanMaxclients() {
        final List<RawConnection> connections = new ArrayList<>();
        try (RawConnection first = server.connect()) {
            assertEquals("+OK\r\n", first.call("CONFIG", "SET", "maxclients", "5"));
            for (int i = 0; i < 4; i++) {
                connections.add(server.connect());
                assertEquals("+PONG\r\n", connections.get(i).call("PING"));
            }
            try (RawConnection refused = server.connect()) {
                assertEquals("-ERR max number of clients reached\r\n", refused.readToEnd());
            }
            connections.remove(0).close();
            awaitPong();
            assertTrue(first.call("INFO", "stats").contains("rejected_connections:"));
        } finally {
            connections.forEach(RawConnection::close);
        }
    }

    @Test
    void shouldCloseAnIdleConnectionButNotABusyOne() {
        try (RawConnection busy = server.connect(); RawConnection idle = server.connect()) {
            assertEquals("+PONG\r\n", idle.call("PING"));
            assertEquals("+OK\r\n", busy.call("CONFIG", "SET", "timeout", "1"));
            idle.setTimeoutMs(50);
            while (isOpen(idle)) {
                assertEquals("+PONG\r\n", busy.call("PING"));
            }
            assertEquals("+PONG\r\n", busy.call("PING"));
        }
    }

    @Test
    void shouldCutOffAClientThatDoesNotRead() {
        try (RawConnection other = server.connect();
            RawConnection greedy = RawConnection.open(server.port(), 4096)) {
            assertEquals("+OK\r\n",
                other.call("CONFIG", "SET", "client-output-buffer-limit", "normal 1048576 0 0"));
            other.call("SET", "big", "x".repeat(VALUE_BYTES));
            assertTrue(greedy.call("CLIENT", "ID").startsWith(":"));
            final int requests = 400;
            for (int i = 0; i < requests; i++) {
                greedy.add("GET", "big");
            }
            flushWhileOpen(greedy);
            while (connectedClients(other) > 1) {
                assertEquals("+PONG\r\n", other.call("PING"));
            }
            assertTrue(greedy.readToEnd().length() < (long) requests * VALUE_BYTES);
        }
    }

    @Test
    void shouldServeAReaderThatIsSlowerThanItsReplies() {
        try (RawConnection slow = RawConnection.open(server.port(), 4096); RawConnection other = server.connect()) {
            other.call("SET", "big", "x".repeat(VALUE_BYTES));
            final int requests = 100;
            for (int i = 0; i < requests; i++) {
                slow.add("GET", "big");
            }
            slow.flush();
            assertEquals("+PONG\r\n", other.call("PING"));
            for (int i = 0; i < requests; i++) {
                assertEquals(VALUE_BYTES, slow.readReply().length - "$262144\r\n\r\n".length());
            }
        }
    }

    @Test
    void shouldCutOffASlowMonitor() {
        try (RawConnection other = server.connect();
            RawConnection monitor = RawConnection.open(server.port(), 4096)) {
            assertEquals("+OK\r\n", other.call("CONFIG", "SET", "client-output-buffer-limit",
                "normal 1048576 0 0 slave 1048576 0 0 pubsub 1048576 0 0"));
            assertEquals("+OK\r\n", monitor.call("MONITOR"));
            final String value = "y".repeat(64 * 1024);
            for (int i = 0; i < 2000 && connectedClients(other) > 1; i++) {
                assertEquals("+OK\r\n", other.call("SET", "k", value));
            }
            assertEquals(1, connectedClients(other));
        }
    }

    @Test
    void shouldShowMonitorsWhatRuns() {
        try (RawConnection monitor = server.connect(); RawConnection other = server.connect()) {
            assertEquals("+OK\r\n", monitor.call("MONITOR"));
            other.call("SELECT", "9");
            other.call("SET", "a key", "\u0000\r\n\"\\\u00ff\u0007\b\t");
            other.add("GET", "a key").add("junk").add("AUTH", "user", "secret").add("PING").flush();
            assertMonitored(monitor, 9, "\"SELECT\" \"9\"");
            assertMonitored(monitor, 9, "\"SET\" \"a key\" \"\\x00\\r\\n\\\"\\\\\\xff\\a\\b\\t\"");
            assertMonitored(monitor, 9, "\"GET\" \"a key\"");
            final String next = monitor.readText();
            assertTrue(!next.contains("secret"), next);
            final String line = next.contains("\"PING\"") ? next : monitor.readText();
            assertTrue(line.endsWith("\"PING\"\r\n") || line.contains("(redacted)"), line);
        }
    }

    private static void assertMonitored(final RawConnection monitor, final int database, final String command) {
        final String line = monitor.readText();
        assertTrue(line.matches("(?s)\\+\\d{10}\\.\\d{6} \\[" + database + " 127\\.0\\.0\\.1:\\d+] .*\r\n"), line);
        assertEquals(command + "\r\n", line.substring(line.indexOf("] ") + 2));
    }

    private void awaitPong() {
        while (true) {
            try (RawConnection connection = server.connect()) {
                if (connection.call("PING").startsWith("+PONG")) {
                    return;
                }
            } catch (final UncheckedIOException e) {
                continue;
            }
        }
    }

    private static boolean isOpen(final RawConnection connection) {
        try {
            return !connection.readToEnd().isEmpty();
        } catch (final UncheckedIOException e) {
            return true;
        }
    }

    /** The server may cut the connection off while we still write. */
    private static void flushWhileOpen(final RawConnection connection) {
        try {
            connection.flush();
        } catch (final UncheckedIOException e) {
            assertTrue(e.getCause().getMessage() != null);
        }
    }

    private static long connectedClients(final RawConnection connection) {
        return connection.call("CLIENT", "LIST").lines().filter(line -> line.contains("addr=")).count();
    }
}
