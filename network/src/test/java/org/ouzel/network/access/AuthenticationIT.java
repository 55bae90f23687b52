package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Users as clients meet them: passwords, refusals, limits before the login, the file of users. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class AuthenticationIT {
    @TempDir
    private static Path directory;

    @Parameter
    private OuzelSetup setup;
    private ServerUnderTest server;

    @BeforeEach
    void start() {
        server = setup.start("--requirepass", "secret");
        try (RawConnection connection = login(server)) {
            connection.call("ACL", "SETUSER", "alice", "on", ">pw", "~a*", "+@all", "-@dangerous");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static RawConnection login(final ServerUnderTest server) {
        final RawConnection connection = server.connect();
        assertEquals("+OK\r\n", connection.call("AUTH", "secret"));
        return connection;
    }

    @Test
    void shouldServeJedisUsers() {
        final HostAndPort address = new HostAndPort(ServerUnderTest.HOST, server.port());
        final DefaultJedisClientConfig alice = DefaultJedisClientConfig.builder().user("alice").password("pw").build();
        try (Jedis jedis = new Jedis(address, alice)) {
            assertEquals("OK", jedis.set("a1", "x"));
            assertEquals("alice", jedis.aclWhoAmI());
            assertThrows(JedisAccessControlException.class, () -> jedis.get("b"));
            assertThrows(JedisAccessControlException.class, jedis::flushAll);
        }
        final DefaultJedisClientConfig wrong = DefaultJedisClientConfig.builder().user("alice").password("no").build();
        assertThrows(JedisAccessControlException.class, () -> new Jedis(address, wrong).connect());
        try (Jedis jedis = new Jedis(address, DefaultJedisClientConfig.builder().password("secret").build())) {
            assertEquals(List.of("alice", "default"), jedis.aclUsers());
            assertEquals("~a*", jedis.aclGetUser("alice").getKeys());
            assertEquals("User alice has no permissions to access the 'b' key",
                jedis.aclDryRun("alice", "GET", "b"));
        }
    }

    @Test
    void shouldServeLettuceUsers() {
        final RedisClient client = RedisClient.create("redis://alice:pw@" + ServerUnderTest.HOST + ":" + server.port());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            assertEquals("OK", connection.sync().set("a1", "x"));
            assertEquals("alice", connection.sync().aclWhoami());
            assertThrows(RedisCommandExecutionException.class, () -> connection.sync().get("b"));
        } finally {
            client.shutdown();
        }
    }

    @Test
    void shouldTakeSmallRequestsOnlyBeforeTheLogin() {
        try (RawConnection connection = server.connect()) {
            connection.write("*11\r\n");
            assertEquals("-ERR Protocol error: unauthenticated multibulk length\r\n", connection.readToEnd());
        }
        try (RawConnection connection = server.connect()) {
            connection.write("*2\r\n$4\r\nAUTH\r\n$16385\r\n");
            assertEquals("-ERR Protocol error: unauthenticated bulk length\r\n", connection.readToEnd());
        }
        try (RawConnection connection = server.connect()) {
            connection.add("AUTH", "secret").add("SET", "big", "x".repeat(100_000)).add("STRLEN", "big").flush();
            assertEquals("+OK\r\n", connection.readText());
            assertEquals("+OK\r\n", connection.readText());
            assertEquals(":100000\r\n", connection.readText());
        }
    }

    @Test
    void shouldStayResponsiveWhilePasswordsAreGuessed() {
        try (RawConnection guesser = server.connect(); RawConnection user = login(server)) {
            for (int i = 0; i < 15; i++) {
                guesser.add("AUTH", "alice", "guess" + i);
            }
            guesser.flush();
            assertEquals("+PONG\r\n", user.call("PING"));
            for (int i = 0; i < 15; i++) {
                assertTrue(guesser.readText().startsWith("-WRONGPASS"));
            }
            assertTrue(guesser.call("PING").startsWith("-NOAUTH"));
        }
    }

    @Test
    void shouldDropWhoDoesNotLogIn() {
        try (RawConnection admin = login(server); RawConnection stranger = server.connect();
            RawConnection user = server.connect()) {
            assertEquals("+OK\r\n", user.call("AUTH", "alice", "pw"));
            assertEquals("+OK\r\n", admin.call("CONFIG", "SET", "auth-timeout", "1"));
            assertEquals("", stranger.readToEnd());
            assertEquals("+PONG\r\n", user.call("PING"));
            assertEquals("+PONG\r\n", admin.call("PING"));
            assertTrue(admin.call("INFO", "stats").contains("acl_access_denied_auth:0\r\n"));
        }
    }

    @Test
    void shouldServeRedisCliUsers() throws Exception {
        final String address = "redis://alice:pw@" + ServerUnderTest.HOST + ":" + server.port();
        assertEquals("alice\n", redisCli("-u", address, "ACL", "WHOAMI"));
        assertEquals("alice\n", redisCli("-u", address, "WHOAMI"));
        assertEquals("NOPERM No permissions to access a key\n\n", redisCli("-u", address, "GET", "b"));
        assertEquals("default\n", redisCli("-p", String.valueOf(server.port()), "-a", "secret",
            "ACL", "WHOAMI"));
    }

    private static String redisCli(final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>(List.of("redis-cli", "--no-auth-warning"));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void shouldKeepUsersInAFile() throws Exception {
        final Path file = Files.writeString(directory.resolve(setup + ".acl"), "user bob on #" + "0".repeat(64)
            + " ~b +get\n\nuser default on >secret ~* +@all\n");
        try (ServerUnderTest other = setup.start("--aclfile", file.toString(), "--dir",
            Files.createTempDirectory(directory, "data").toString());
            RawConnection admin = login(other); RawConnection carol = other.connect()) {
            assertTrue(admin.call("ACL", "LIST").contains("user bob on sanitize-payload #000"));
            admin.call("ACL", "SETUSER", "carol", "on", ">pw", "+ping");
            assertEquals("+OK\r\n", carol.call("AUTH", "carol", "pw"));
            assertEquals("+OK\r\n", admin.call("ACL", "SAVE"));
            final List<String> lines = Files.readAllLines(file);
            assertEquals("namespace 1 carol", lines.get(0));
            assertTrue(lines.get(2).startsWith("user carol on sanitize-payload #"), lines.toString());
            assertTrue(lines.get(2).contains(" namespace=carol "), lines.toString());
            assertTrue(lines.get(3).startsWith("user default on sanitize-payload #"), lines.toString());
            assertFalse(lines.toString().contains("secret"));
            Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(3)));
            assertEquals("+OK\r\n", admin.call("ACL", "LOAD"));
            assertEquals("", carol.readToEnd());
            assertFalse(admin.call("ACL", "LIST").contains("carol"));
            Files.writeString(file, "user dave +nosuch\nusr erin\n");
            final String error = admin.call("ACL", "LOAD");
            assertTrue(error.contains(file + ":1: ") && error.contains(file + ":2: "), error);
            assertTrue(admin.call("ACL", "LIST").contains("user bob "));
        }
    }

    /** The file is a pipe that gives nothing for the time being: whoever reads it waits. */
    @Test
    void shouldServeOthersWhileTheFileIsRead() throws Exception {
        final Path file = Files.writeString(directory.resolve(setup + "-pipe.acl"), "");
        try (ServerUnderTest other = setup.start("--aclfile", file.toString()); RawConnection admin = other.connect();
            RawConnection user = other.connect()) {
            Files.delete(file);
            assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
            admin.add("ACL", "LOAD").flush();
            for (final String key : new String[] {"a", "b", "c", "d"}) {
                assertEquals("+OK\r\n", user.call("SET", key, "1"));
            }
            assertEquals("+OK\r\n", user.call("ACL", "SETUSER", "bob", "on"));
            Files.writeString(file, "user carol on\nuser default on nopass ~* +@all\n");
            assertEquals("+OK\r\n", admin.readText());
            assertEquals("*2\r\n$5\r\ncarol\r\n$7\r\ndefault\r\n", user.call("ACL", "USERS"));
        }
    }

    @Test
    void shouldNotStartWithAFaultyFile() throws Exception {
        final Path file = Files.writeString(directory.resolve(setup + "-bad.acl"), "user bob +nosuch\n");
        assertThrows(IllegalStateException.class, () -> setup.start("--aclfile", file.toString()));
    }
}
