package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** Ten thousand connections that never log in; fewer where a process may not have so many files open. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class StrangersIT {
    private static final int WANTED_COUNT = 10_000;
    private static final int OTHER_FILE_COUNT = 1000;
    private static final int TURNED_AWAY_COUNT = 50;
    private static final String TOO_MANY = "-ERR max number of clients reached\r\n";

    @Parameter
    private OuzelSetup setup;

    private static int possibleCount() {
        final long most =
            ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
        final int count = (int) Math.min(WANTED_COUNT, most - OTHER_FILE_COUNT);
        assertTrue(count > 2 * TURNED_AWAY_COUNT, "too few files may be open: most=" + most);
        if (count < WANTED_COUNT) {
            System.out.println("files that may be open: most=" + most + ", hence strangers=" + count);
        }
        return count;
    }

    private static long figure(final RawConnection client, final String name) {
        final String info = client.call("INFO", "everything");
        final int start = info.indexOf("\n" + name + ":") + name.length() + 2;
        return Long.parseLong(info.substring(start, info.indexOf('\r', start)));
    }

    @Test
    void shouldLimitAndDropThoseWhoNeverLogIn() throws Exception {
        final int count = possibleCount();
        final List<SocketChannel> strangers = new ArrayList<>();
        try (ServerProcess server = setup.startProcess("--requirepass", "secret", "--auth-timeout", "0", "--maxclients",
            Integer.toString(count - TURNED_AWAY_COUNT)); RawConnection admin = server.connect()) {
            assertEquals("+OK\r\n", admin.call("AUTH", "secret"));
            assertEquals("+OK\r\n", admin.call("SET", "a", "1"));
            for (int i = 0; i < count; i++) {
                strangers.add(SocketChannel.open(new InetSocketAddress(ServerUnderTest.HOST, server.port())));
            }
            while (figure(admin, "connected_clients") - 1 + figure(admin, "rejected_connections") < count) {
                assertEquals("$1\r\n1\r\n", admin.call("GET", "a"));
            }
            assertTrue(figure(admin, "connected_clients") <= count - TURNED_AWAY_COUNT);
            assertEquals(TOO_MANY, readToEnd(strangers.get(count - 1)));
            try (RawConnection late = server.connect()) {
                assertEquals(TOO_MANY, late.readToEnd());
            }
            strangers.get(0).write(ByteBuffer.wrap(RawConnection.bytes("SET a 2\r\n")));
            assertEquals("+OK\r\n", admin.call("CONFIG", "SET", "auth-timeout", "1"));
            while (figure(admin, "connected_clients") > 1) {
                assertEquals("$1\r\n1\r\n", admin.call("GET", "a"));
            }
            assertEquals("-NOAUTH Authentication required.\r\n", readToEnd(strangers.get(0)));
            for (final SocketChannel each : strangers.subList(1, strangers.size() - 2 * TURNED_AWAY_COUNT)) {
                assertEquals("", readToEnd(each));
            }
            try (RawConnection user = server.connect()) {
                assertEquals("+OK\r\n", user.call("AUTH", "secret"));
            }
        } finally {
            for (final SocketChannel each : strangers) {
                each.close();
            }
        }
    }

    private static String readToEnd(final SocketChannel channel) throws Exception {
        final ByteBuffer bytes = ByteBuffer.allocate(256);
        int read = 0;
        while (read >= 0) {
            read = channel.read(bytes);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }
}
