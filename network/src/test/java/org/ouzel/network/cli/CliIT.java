package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.TestAuthority;

/** The client without a terminal, beside Ouzel and beside Redis. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CliIT {
    private static ServerUnderTest ouzel;
    private static ServerUnderTest redis;
    private static Path socket;

    @TempDir
    private static Path dir;

    enum Server { OUZEL, REDIS }

    @BeforeAll
    static void start() {
        socket = dir.resolve("s.sock");
        ouzel = OuzelSetup.FUSED.start("--unixsocket", socket.toString());
        redis = RedisReference.start();
    }

    @AfterAll
    static void end() {
        ouzel.close();
        redis.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunACommand(final Server server) throws Exception {
        assertEquals(new CliRun(0, "OK\n", ""), run(server, "", "SET", "greeting", "hello wörld"));
        assertEquals(new CliRun(0, ByteText.toBytes("hello wörld\n"), ""), run(server, "", "GET", "greeting"));
        assertEquals(new CliRun(0, "\"hello w\\xc3\\xb6rld\"\n", ""), run(server, "", "--no-raw", "GET", "greeting"));
        assertEquals(new CliRun(0, "(empty array)\n", ""), run(server, "", "--no-raw", "LRANGE", "none", "0", "-1"));
        run(server, "", "HSET", "hash", "f", "v");
        assertEquals("1# \"f\" => \"v\"\n", run(server, "", "--no-raw", "HGETALL", "hash").out());
        assertEquals("1) \"f\"\n2) \"v\"\n", run(server, "", "--no-raw", "-2", "HGETALL", "hash").out());
        assertEquals("f\nv\n", run(server, "", "HGETALL", "hash").out());
        assertEquals("{\"f\":\"v\"}\n", run(server, "", "--json", "HGETALL", "hash").out());
        assertEquals("1# \u001b[36m\"f\"\u001b[0m => \u001b[32m\"v\"\u001b[0m\n",
            run(server, "", "--no-raw", "--color", "always", "HGETALL", "hash").out());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheLastArgumentFromInput(final Server server) throws Exception {
        assertEquals("OK\n", run(server, "a\u0000b\n\u00ff", "-x", "SET", "binary").out());
        assertEquals("\"a\\x00b\\n\\xff\"\n", run(server, "", "--no-raw", "GET", "binary").out());
        assertEquals("OK\n", run(server, "", "--quoted-input", "SET", "\"q\\x00\"", "v").out());
        assertEquals("v\n", run(server, "GET \"q\\x00\"\n").out());
        assertEquals(1, run(server, "", "--quoted-input", "SET", "\"q").exitCode());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRepeatACommand(final Server server) throws Exception {
        assertEquals("OK\n", run(server, "", "SET", "counter", "0").out());
        assertEquals("1\n2\n3\n", run(server, "", "-r", "3", "-i", "0.01", "INCR", "counter").out());
        assertEquals("4\n5\n", run(server, "2 INCR counter\n").out());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellErrorsByItsExitCode(final Server server) throws Exception {
        final CliRun plain = run(server, "", "NOSUCH");
        assertEquals(0, plain.exitCode());
        assertTrue(plain.out().startsWith("ERR unknown command 'NOSUCH'"), plain.out());
        final CliRun strict = run(server, "", "-e", "NOSUCH");
        assertEquals(1, strict.exitCode());
        assertEquals("", strict.out());
        assertTrue(strict.err().startsWith("ERR unknown command 'NOSUCH'"), strict.err());
        assertEquals(1, run(server, "NOSUCH\nPING\n", "-e").exitCode());
        assertEquals(0, run(server, "PING\n", "-e").exitCode());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunLines(final Server server) throws Exception {
        assertEquals("OK\nOK\nQUEUED\nQUEUED\nOK\na b\nOK\n\n",
            run(server, "SET y 1\n\n  MULTI\r\nSET x 'a b'\nGET x\nEXEC\nSELECT 3\nGET x").out());
        assertEquals("PONG\n", run(server, "PING\nquit\nPING\n").out());
        assertEquals("PONG\nPONG\n", run(server, "PING\nconnect 127.0.0.1 " + port(server) + "\nPING\nexit\n").out());
        assertEquals("OK\nOK\nPONG\n", run(server, "CLIENT REPLY OFF\nSET a b\nCLIENT REPLY ON\n"
            + "CLIENT REPLY SKIP\nSET a c\nCLIENT REPLY ON\nPING\n").out());
        assertEquals("Invalid argument(s)\nPONG\n", run(server, "GET \"a\nPING\n").out());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogInByAddress(final Server server) throws Exception {
        run(server, "", "ACL", "SETUSER", "alice", "on", ">p@ss", "~*", "+@all");
        final String place = "@127.0.0.1:" + port(server);
        assertEquals(new CliRun(0, "alice\n", ""),
            CliRun.of("", "-u", "kv://alice:p%40ss" + place, "--no-auth-warning", "ACL", "WHOAMI"));
        assertEquals("alice\n", run(server, "", "--user", "alice", "-a", "p@ss", "ACL", "WHOAMI").out());
        assertEquals(new CliRun(0, "alice\n", ""), CliRun.of(Map.of("OUZELCLI_AUTH", "p@ss"), "", "--user", "alice",
            "-p", port(server), "ACL", "WHOAMI"));
        final CliRun wrong = CliRun.of("", "-u", "redis://alice:wrong" + place + "/2", "PING");
        assertTrue(wrong.err().startsWith("Warning: Using a password"), wrong.err());
        assertTrue(wrong.err().contains("AUTH failed: WRONGPASS"), wrong.err());
        assertEquals("PONG\n", wrong.out());
        assertTrue(CliRun.of("", "-u", "kv://127.0.0.1:" + port(server) + "/2", "CLIENT", "INFO").out()
            .contains(" db=2 "));
        assertTrue(run(server, "", "-n", "999", "PING").err().contains("SELECT 999 failed: "));
    }

    @Test
    void shouldComeByUnixSocket() throws Exception {
        assertEquals(new CliRun(0, "PONG\n", ""), CliRun.of("", "-s", socket.toString(), "PING"));
        assertEquals(new CliRun(0, "PONG\nPONG\n", ""), CliRun.of("PING\nPING\n", "-u", "unix://" + socket));
        assertTrue(CliRun.of("", "-s", dir.resolve("none").toString(), "PING").err().startsWith("Could not connect"));
    }

    @Test
    void shouldComeByTls(@TempDir final Path certificates) throws Exception {
        final TestAuthority authority = new TestAuthority(certificates);
        authority.write("client", authority.issue("CN=client"));
        try (ServerUnderTest server = authority.start(OuzelSetup.FUSED, "--tls-auth-clients", "yes")) {
            final String port = Integer.toString(authority.tlsPort());
            final List<String> trusted = List.of("-p", port, "--tls", "--cacert", path(authority, "ca.pem"), "--cert",
                path(authority, "client.pem"), "--key", path(authority, "client.key"));
            assertEquals(new CliRun(0, "PONG\n", ""), run(trusted, "PING"));
            assertEquals(new CliRun(0, "PONG\n", ""), CliRun.of("", "-u", "kvs://127.0.0.1:" + port, "--insecure",
                "--cert", path(authority, "client.pem"), "--key", path(authority, "client.key"), "PING"));
            final List<String> trustedOfMany = new ArrayList<>(trusted);
            trustedOfMany.set(trusted.indexOf("--cacert"), "--cacertdir");
            trustedOfMany.set(trusted.indexOf("--cacert") + 1, authorities(authority).toString());
            assertEquals(new CliRun(0, "PONG\n", ""), run(trustedOfMany, "PING"));
            trustedOfMany.set(trusted.indexOf("--cacert") + 1, Files.createDirectory(dir.resolve("empty")).toString());
            final CliRun trustingNobody = run(trustedOfMany, "PING");
            assertEquals(1, trustingNobody.exitCode());
            assertTrue(trustingNobody.err().contains("no certificates in "), trustingNobody.err());
            final CliRun untrusting = CliRun.of("", "-p", port, "--tls", "PING");
            assertEquals(1, untrusting.exitCode());
            assertTrue(untrusting.err().startsWith("Could not connect to 127.0.0.1:" + port), untrusting.err());
            final List<String> misnamed = new ArrayList<>(trusted);
            misnamed.addAll(List.of("--sni", "other.example"));
            assertEquals(1, run(misnamed, "PING").exitCode());
            assertTrue(server.port() > 0);
        }
    }

    /** Among others, and named as openssl rehash does. */
    private static Path authorities(final TestAuthority authority) throws Exception {
        final Path directory = Files.createDirectory(dir.resolve("authorities"));
        Files.writeString(directory.resolve("README"), "no certificate");
        Files.copy(Path.of(path(authority, "ca.pem")), directory.resolve("0a1b2c3d.0"));
        Files.copy(Path.of(path(authority, "client.pem")), directory.resolve("another.crt"));
        return directory;
    }

    @Test
    void shouldRefuseWhatNeedsReplication() throws Exception {
        for (final String option : List.of("--rdb", "--functions-rdb", "--replica")) {
            final CliRun run = CliRun.of("", option, "file");
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("they need SYNC"), run.err());
        }
    }

    @Test
    void shouldGiveUpAHandshakeThatNobodyAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final String port = Integer.toString(silent.getLocalPort());
            final CliRun run = CliRun.of("", "-p", port, "--tls", "-t", "0.1", "PING");
            assertEquals(1, run.exitCode());
            assertTrue(run.err().startsWith("Could not connect to 127.0.0.1:"), run.err());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPrintMessagesUntilTheConnectionEnds(final Server server) throws Exception {
        for (final String protocol : List.of("-2", "-3")) {
            final GrowingText out = new GrowingText();
            final GrowingText err = new GrowingText();
            final InputStream in = new ByteArrayInputStream(new byte[0]);
            final CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> {
                try {
                    final String[] arguments = {"-p", port(server), protocol, "--no-raw", "SUBSCRIBE", "news", "more"};
                    return CliMain.run(arguments, new Surroundings(in, out,
                        new PrintStream(err, true, StandardCharsets.UTF_8), Map.of(), false, false, null));
                } catch (final Exception e) {
                    throw new AssertionError(e);
                }
            });
            int position = out.await("2) \"more\"\n3) (integer) 2\n", 0);
            assertEquals("""
                Reading messages... (press Ctrl-C to quit)
                1) "subscribe"
                2) "news"
                3) (integer) 1
                1) "subscribe"
                2) "more"
                3) (integer) 2
                """, out.toString());
            assertEquals("1\n1\n", run(server, "PUBLISH news one\nPUBLISH more two\n").out());
            position = out.await("1) \"message\"\n2) \"news\"\n3) \"one\"\n", position);
            out.await("1) \"message\"\n2) \"more\"\n3) \"two\"\n", position);
            try (RawConnection killer = (server == Server.OUZEL ? ouzel : redis).connect()) {
                assertEquals(":1\r\n", killer.call("CLIENT", "KILL", "TYPE", "pubsub"));
            }
            assertEquals(1, exitCode.get());
            assertEquals("Error: Server closed the connection\n", err.toString());
        }
    }

    @Test
    void shouldEndQuietlyWhenItShutTheServerDown() throws Exception {
        try (ServerProcess server = RedisReference.start()) {
            final CliRun run = CliRun.of("", "-p", Integer.toString(server.port()), "SHUTDOWN", "NOSAVE");
            assertEquals(new CliRun(0, "", ""), run);
            server.awaitExit();
            final CliRun late = CliRun.of("", "-p", Integer.toString(server.port()), "PING");
            assertEquals(1, late.exitCode());
            assertTrue(late.err().startsWith("Could not connect to 127.0.0.1:" + server.port() + ": "), late.err());
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws Exception {
        assertEquals(1, CliRun.of("", "--nosuch").exitCode());
        assertTrue(CliRun.of("", "--nosuch").err().startsWith("Unknown option: '--nosuch'"));
        assertEquals(new CliRun(1, "", "Invalid server port: 0\n"), CliRun.of("", "-p", "0", "PING"));
        assertTrue(CliRun.of("", "--help").out().contains("kv://user:password@host:port"));
        assertEquals(0, CliRun.of("", "--version").exitCode());
    }

    @Test
    void shouldKeepPasswordsOutOfTheLog() throws Exception {
        final PrintStream before = System.err;
        final GrowingText log = new GrowingText();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            run(Server.OUZEL, "", "-a", "hidden", "--no-auth-warning", "-vv", "SET", "a", "seen");
        } finally {
            System.setErr(before);
        }
        assertTrue(log.toString().contains("> SET a seen"), log.toString());
        assertTrue(log.toString().contains("connected to 127.0.0.1"), log.toString());
        assertFalse(log.toString().contains("hidden"), log.toString());
    }

    private static CliRun run(final List<String> options, final String... command) throws Exception {
        final List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(command));
        return CliRun.of("", arguments.toArray(String[]::new));
    }

    private static CliRun run(final Server server, final String input, final String... arguments) throws Exception {
        final List<String> all = new ArrayList<>(List.of("-p", port(server)));
        all.addAll(List.of(arguments));
        return CliRun.of(input, all.toArray(String[]::new));
    }

    private static String port(final Server server) {
        return Integer.toString((server == Server.OUZEL ? ouzel : redis).port());
    }

    private static String path(final TestAuthority authority, final String name) {
        return authority.file(name).toString();
    }
}
