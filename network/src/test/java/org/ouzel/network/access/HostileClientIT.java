package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.protocol.client.Reply;

/** Clients that mean harm: guessers, injectors, those who send too much, those from elsewhere. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class HostileClientIT {
    private static final String WRONG = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
    private static final String LINE = "x\r\n+INJECTED\r\n";
    private static final String MARKER = "$6\r\nmarker\r\n";
    /** These end the connection, answer more than once or later, or hold up the server. */
    private static final Set<String> LEFT_OUT = Set.of("quit", "shutdown", "monitor", "subscribe", "psubscribe",
        "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe", "debug");
    private static final int MAX_MORE_ARG_COUNT = 3;

    @TempDir
    private Path directory;
    @Parameter
    private OuzelSetup setup;

    private ServerUnderTest start(final String... more) {
        return setup.start(Stream.concat(Stream.of("--dir", directory.toString()), Stream.of(more))
            .toArray(String[]::new));
    }

    private static RawConnection login(final ServerUnderTest server, final String... credentials) {
        final RawConnection connection = server.connect();
        final String[] request = new String[credentials.length + 1];
        request[0] = "AUTH";
        System.arraycopy(credentials, 0, request, 1, credentials.length);
        assertEquals("+OK\r\n", connection.call(request));
        return connection;
    }

    /** Whatever is wrong with a guess, and however many come at once: one answer, and nobody else notices. */
    @Test
    void shouldGiveGuessersOneAnswer() {
        try (ServerUnderTest server = start("--requirepass", "secret");
            RawConnection admin = login(server, "secret")) {
            admin.call("ACL", "SETUSER", "alice", "on", ">pw", "+@all", "~*");
            admin.call("ACL", "SETUSER", "gone", "off", ">pw");
            final List<RawConnection> guessers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                final RawConnection guesser = server.connect();
                guessers.add(guesser);
                guesser.add("AUTH", "alice", "guess" + i).add("AUTH", "nobody" + i, "pw").add("AUTH", "gone", "pw")
                    .add("AUTH", "pw" + i).add("GET", "a").flush();
            }
            try (RawConnection user = login(server, "alice", "pw")) {
                assertEquals("+OK\r\n", user.call("SET", "a", "1"));
                assertEquals("+PONG\r\n", admin.call("PING"));
            }
            for (final RawConnection guesser : guessers) {
                for (int i = 0; i < 4; i++) {
                    assertEquals(WRONG, guesser.readText());
                }
                assertEquals("-NOAUTH Authentication required.\r\n", guesser.readText());
                guesser.close();
            }
            assertTrue(admin.call("INFO", "stats").contains("acl_access_denied_auth:20\r\n"));
            final String log = admin.call("ACL", "LOG", "100");
            assertFalse(log.contains("guess") || log.contains("pw0\r\n"), log);
        }
    }

    @Test
    void shouldRefuseOversizedPasswords() {
        try (ServerUnderTest server = start("--requirepass", "secret");
            RawConnection admin = login(server, "secret"); RawConnection client = server.connect()) {
            final String most = "p".repeat(16 * 1024);
            assertEquals(WRONG, client.call("AUTH", most));
            assertEquals(WRONG, client.call("AUTH", most, most));
            assertTrue(client.call("HELLO", "3", "AUTH", most, most).startsWith(WRONG.substring(0, 10)));
            client.write("*3\r\n$4\r\nAUTH\r\n$16384\r\n" + most + "\r\n$16385\r\n");
            assertEquals("-ERR Protocol error: unauthenticated bulk length\r\n", client.readToEnd());
            for (final String inline : new String[] {"AUTH " + "p".repeat(70_000), "p".repeat(70_000)}) {
                try (RawConnection other = server.connect()) {
                    other.write(inline);
                    assertEquals("-ERR Protocol error: too big inline request\r\n", other.readToEnd());
                }
            }
            assertEquals(WRONG, admin.call("AUTH", "alice", "p".repeat(8 << 20)));
            assertEquals("$7\r\ndefault\r\n", admin.call("ACL", "WHOAMI"));
        }
    }

    /** Each command is given lines in the place of all its arguments; what follows must still be the next reply. */
    @Test
    void shouldAnswerLinesWithOneReply() {
        try (ServerUnderTest server = start(); RawConnection asking = server.connect()) {
            asking.call("ACL", "SETUSER", "alice", "on", ">pw", "~a", "+get");
            final Set<String> names = new TreeSet<>(Reply.parse(asking.call("COMMAND", "LIST")).texts());
            assertTrue(names.size() > 250, names::toString);
            names.removeIf(name -> LEFT_OUT.contains(name.split("\\|")[0]));
            for (final String name : names) {
                try (RawConnection client = server.connect()) {
                    for (int moreCount = 0; moreCount <= MAX_MORE_ARG_COUNT; moreCount++) {
                        final List<String> request = new ArrayList<>(List.of(name.split("\\|")));
                        request.addAll(Collections.nCopies(moreCount, LINE));
                        expectOneReply(client, request.toArray(String[]::new));
                    }
                }
            }
        }
    }

    private static void expectOneReply(final RawConnection client, final String... request) {
        client.add(request).add("DISCARD").add("HELLO", "2").add("ECHO", "marker").flush();
        final String reply = client.readText();
        assertFalse(reply.startsWith("-") && reply.indexOf('\r') != reply.length() - 2, reply);
        final String shown = String.join(" ", request);
        assertTrue(client.readText().matches("(?s)-ERR DISCARD without MULTI\r\n|\\+OK\r\n|-.*"), shown);
        assertTrue(client.readText().startsWith("*"), shown);
        assertEquals(MARKER, client.readText(), shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVAL|return redis.error_reply(ARGV[1])|0|" + LINE, "EVAL|return {err = ARGV[1]}|0|" + LINE,
        "EVAL|return redis.status_reply(ARGV[1])|0|" + LINE, "EVAL|error(ARGV[1])|0|" + LINE,
        "EVAL|return redis.call(ARGV[1])|0|" + LINE, "EVAL|return redis.call('get', ARGV[1], ARGV[1])|0|" + LINE,
        "EVAL|error({err = ARGV[1]})|0|" + LINE, "EVAL|x(" + LINE + "|0", LINE, LINE + "|" + LINE, "CLIENT|" + LINE,
        "CLIENT|SETNAME|" + LINE, "CONFIG|SET|" + LINE + "|1", "CONFIG|SET|maxclients|" + LINE,
        "ACL|SETUSER|" + LINE, "ACL|SETUSER|alice|" + LINE, "ACL|SETUSER|alice|+" + LINE, "ACL|SETUSER|alice|+@" + LINE,
        "ACL|DELUSER|" + LINE, "ACL|DRYRUN|" + LINE + "|GET|a", "ACL|DRYRUN|alice|GET|" + LINE,
        "ACL|DRYRUN|alice|" + LINE, "ACL|CAT|" + LINE, "TENANT|CREATE|" + LINE, "TENANT|INFO|" + LINE,
        "HELP|" + LINE, "HELLO|2|" + LINE, "AUTH|" + LINE + "|" + LINE, "XGROUP|CREATE|k|" + LINE + "|" + LINE,
        "COMMAND|GETKEYS|" + LINE, "OBJECT|" + LINE, "OBJECT|ENCODING|" + LINE, "DEBUG|" + LINE})
    void shouldNotEchoLinesInErrors(final String request) {
        try (ServerUnderTest server = start(); RawConnection client = server.connect()) {
            client.call("ACL", "SETUSER", "alice", "on", ">pw", "~a", "+get");
            expectOneReply(client, request.split("\\|"));
        }
    }

    /** From an address of this machine that isn't the loopback's; only where there is one. */
    @Test
    void shouldProtectItselfFromOtherMachines() throws Exception {
        final InetAddress other = outsideAddress();
        Assumptions.assumeTrue(other != null, "this machine has no IPv4 address but the loopback's");
        try (ServerUnderTest server = start(); RawConnection admin = server.connect()) {
            try (RawConnection stranger = connectFrom(other, server)) {
                final String refusal = stranger.readToEnd();
                assertTrue(refusal.startsWith("-DENIED Redis is running in protected mode because"), refusal);
                assertEquals(refusal.length() - 2, refusal.indexOf("\r\n"));
            }
            assertTrue(admin.call("INFO", "stats").contains("rejected_connections:1\r\n"));
            assertEquals("+OK\r\n", admin.call("CONFIG", "SET", "protected-mode", "no"));
            try (RawConnection stranger = connectFrom(other, server)) {
                assertEquals("+PONG\r\n", stranger.call("PING"));
                assertTrue(stranger.call("CLIENT", "INFO").contains("addr=" + other.getHostAddress() + ":"));
                assertTrue(stranger.call("DEBUG", "JMAP").startsWith("-ERR DEBUG command not allowed"));
            }
            assertEquals("+OK\r\n", admin.call("CONFIG", "SET", "protected-mode", "yes", "requirepass", "secret"));
            try (RawConnection stranger = connectFrom(other, server)) {
                assertEquals("-NOAUTH Authentication required.\r\n", stranger.call("PING"));
                assertEquals("+OK\r\n", stranger.call("AUTH", "secret"));
            }
        }
    }

    private static InetAddress outsideAddress() throws Exception {
        for (final NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (final InetAddress address : Collections.list(each.getInetAddresses())) {
                if (each.isUp() && address.getAddress().length == 4 && !address.isLoopbackAddress()) {
                    return address;
                }
            }
        }
        return null;
    }

    private static RawConnection connectFrom(final InetAddress address, final ServerUnderTest server)
        throws Exception {
        final Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(ServerUnderTest.HOST, server.port()));
        socket.setSoTimeout(60_000);
        return RawConnection.over(socket);
    }
}
