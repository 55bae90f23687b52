package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** The quota of connections of the namespace that clients begin in. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class ConnectionQuotaIT {
    private static final String REFUSED = "-THROTTLED the namespace has as many connections as its quota allows\r\n";

    @Parameter
    private OuzelSetup setup;

    @Test
    void shouldTurnNewcomersAway() {
        try (ServerUnderTest server = setup.start(); RawConnection first = server.connect();
            RawConnection second = server.connect(); RawConnection elsewhere = server.connect()) {
            first.call("ACL", "SETUSER", "al", "on", ">pw", "~*", "+@all");
            assertEquals("+OK\r\n", elsewhere.call("AUTH", "al", "pw"));
            assertEquals("+PONG\r\n", second.call("PING"));
            assertEquals("+OK\r\n", first.call("TENANT", "SETQUOTA", "default", "connections", "2"));
            try (RawConnection third = server.connect()) {
                assertEquals(REFUSED, third.readToEnd());
            }
            assertEquals(REFUSED, elsewhere.call("RESET"));
            assertEquals("", elsewhere.readToEnd());
            final String stats = first.call("TENANT", "STATS", "default");
            assertTrue(stats.contains("$11\r\nconnections\r\n:2\r\n"), stats);
            assertTrue(stats.contains("$19\r\nrefused-connections\r\n:2\r\n"), stats);
            assertTrue(first.call("INFO", "stats").contains("rejected_connections:1\r\n"));
            assertEquals("+OK\r\n", second.call("QUIT"));
            assertEquals("", second.readToEnd());
            awaitConnections(first, 1);
            try (RawConnection third = server.connect()) {
                assertEquals("+PONG\r\n", third.call("PING"));
            }
        }
    }

    /** Who hasn't logged in belongs to nobody yet: there are maxclients and auth-timeout for those. */
    @Test
    void shouldCountThoseWhoHaveLoggedIn() {
        try (ServerUnderTest server = setup.start("--requirepass", "secret"); RawConnection first = server.connect();
            RawConnection stranger = server.connect(); RawConnection second = server.connect()) {
            assertEquals("+OK\r\n", first.call("AUTH", "secret"));
            assertEquals("+OK\r\n", first.call("TENANT", "SETQUOTA", "default", "connections", "1"));
            assertTrue(stranger.call("PING").startsWith("-NOAUTH"));
            assertEquals(REFUSED, second.call("AUTH", "secret"));
            assertTrue(second.call("PING").startsWith("-NOAUTH"));
            assertEquals("+OK\r\n", first.call("AUTH", "secret"));
            assertEquals("+RESET\r\n", first.call("RESET"));
            assertEquals("+OK\r\n", second.call("AUTH", "default", "secret"));
            assertTrue(second.call("TENANT", "STATS", "default").contains("$11\r\nconnections\r\n:1\r\n"));
        }
    }

    /** That a client has gone is noticed by its IO loop, soon. */
    private static void awaitConnections(final RawConnection client, final int count) {
        String stats = "";
        while (!stats.contains("$11\r\nconnections\r\n:" + count + "\r\n")) {
            stats = client.call("TENANT", "STATS", "default");
        }
    }
}
