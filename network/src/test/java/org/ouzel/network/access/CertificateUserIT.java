package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.ouzel.network.harness.TestAuthority;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Users that come by TLS: named by a certificate, or by a password as anywhere else. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class CertificateUserIT {
    private static final String NO_AUTH = "-NOAUTH Authentication required.\r\n";
    private static final String ALICE = "$5\r\nalice\r\n";

    @TempDir
    private Path directory;
    @Parameter
    private OuzelSetup setup;
    private TestAuthority authority;
    private ServerUnderTest server;
    private RawConnection admin;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority(directory);
        server = authority.start(setup, "--requirepass", "secret", "--tls-auth-clients", "optional",
            "--tls-auth-clients-user", "CN");
        admin = server.connect();
        assertEquals("+OK\r\n", admin.call("AUTH", "secret"));
        admin.call("ACL", "SETUSER", "alice", "on", ">pw", "~a*", "+@all", "-@dangerous");
        admin.call("ACL", "SETUSER", "bob", "on", ">pw", "~*", "+@all");
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    private RawConnection connect(final String subject) throws Exception {
        return RawConnection.over(authority.connect(authority.issue(subject)));
    }

    private long failureCount() {
        final String stats = admin.call("INFO", "stats");
        final String name = "acl_access_denied_tls_cert:";
        final int start = stats.indexOf(name) + name.length();
        return Long.parseLong(stats.substring(start, stats.indexOf('\r', start)));
    }

    @Test
    void shouldBeTheUserOfTheCertificate() throws Exception {
        try (RawConnection alice = connect("CN=alice,O=owls")) {
            assertEquals(ALICE, alice.call("ACL", "WHOAMI"));
            assertEquals("+OK\r\n", alice.call("SET", "a1", "x"));
            assertEquals("-NOPERM No permissions to access a key\r\n", alice.call("GET", "b"));
            assertTrue(alice.call("FLUSHALL").startsWith("-NOPERM User alice has no permissions"));
            assertTrue(alice.call("ACL", "DRYRUN", "alice", "GET", "a1").startsWith("-NOPERM"));
            assertTrue(admin.call("TENANT", "STATS", "alice").contains("connections\r\n:1\r\n"));
            assertEquals(0, failureCount());
        }
    }

    @Test
    void shouldChangeOverByPassword() throws Exception {
        try (RawConnection client = connect("CN=alice")) {
            client.call("SET", "a1", "x");
            assertTrue(client.call("AUTH", "bob", "wrong").startsWith("-WRONGPASS"));
            assertEquals(ALICE, client.call("ACL", "WHOAMI"));
            assertEquals("+OK\r\n", client.call("AUTH", "bob", "pw"));
            assertEquals("$3\r\nbob\r\n", client.call("ACL", "WHOAMI"));
            assertEquals("$-1\r\n", client.call("GET", "a1"));
            assertEquals("+RESET\r\n", client.call("RESET"));
            assertEquals(NO_AUTH, client.call("GET", "a1"));
            assertEquals("+OK\r\n", client.call("AUTH", "alice", "pw"));
            assertEquals("$1\r\nx\r\n", client.call("GET", "a1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=mallory", "CN=Alice", "CN=mallory,O=CN\\=alice", "O=alice", "CN=alice,CN=bob",
        "CN=alice\\,CN\\=bob", "CN=default", "CN=alice\\00"})
    void shouldBeNobodyInParticularWithoutAUserOfThatName(final String subject) throws Exception {
        admin.call("ACL", "SETUSER", "default", "off");
        try (RawConnection client = connect(subject)) {
            assertEquals(NO_AUTH, client.call("SET", "a1", "x"));
            assertEquals(subject.startsWith("O=") || subject.equals("CN=alice,CN=bob") ? 0 : 1, failureCount());
            assertEquals("+OK\r\n", client.call("AUTH", "alice", "pw"));
            assertEquals("+OK\r\n", client.call("SET", "a1", "x"));
        }
    }

    @Test
    void shouldNotLetDisabledUsersIn() throws Exception {
        admin.call("ACL", "SETUSER", "alice", "off");
        try (RawConnection client = connect("CN=alice")) {
            assertEquals(NO_AUTH, client.call("GET", "a1"));
            assertTrue(client.call("AUTH", "alice", "pw").startsWith("-WRONGPASS"));
            final String log = admin.call("ACL", "LOG");
            assertTrue(log.contains("reason\r\n$8\r\ntls-cert\r\n"), log);
            assertTrue(log.contains("username\r\n$5\r\nalice\r\n"), log);
            assertEquals(1, failureCount());
            admin.call("ACL", "SETUSER", "alice", "on");
            assertEquals(NO_AUTH, client.call("GET", "a1"));
        }
        try (RawConnection client = connect("CN=alice")) {
            assertEquals("$-1\r\n", client.call("GET", "a1"));
        }
    }

    @Test
    void shouldDisconnectUsersThatAreDeleted() throws Exception {
        try (RawConnection client = connect("CN=alice")) {
            assertEquals(ALICE, client.call("ACL", "WHOAMI"));
            assertEquals(":1\r\n", admin.call("ACL", "DELUSER", "alice"));
            assertEquals("", client.readToEnd());
        }
        try (RawConnection client = connect("CN=alice")) {
            assertEquals(NO_AUTH, client.call("PING"));
        }
    }

    @Test
    void shouldRefuseCertificatesOfOthers() throws Exception {
        final Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        final X509Bundle foreign = new TestAuthority(elsewhere).issue("CN=alice");
        assertThrows(UncheckedIOException.class, () -> {
            try (RawConnection client = RawConnection.over(authority.connect(foreign))) {
                client.call("PING");
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (RawConnection client = RawConnection.over(authority.connect(null))) {
            assertEquals(NO_AUTH, client.call("PING"));
            assertEquals(0, failureCount());
        }
    }

    @Test
    void shouldAskForPasswordsUnlessTold() throws Exception {
        assertEquals("+OK\r\n", admin.call("CONFIG", "SET", "tls-auth-clients-user", "off"));
        try (RawConnection client = connect("CN=alice")) {
            assertEquals(NO_AUTH, client.call("PING"));
            assertEquals(0, failureCount());
        }
    }

    @Test
    void shouldKeepToTheQuotaOfConnections() throws Exception {
        admin.call("TENANT", "SETQUOTA", "alice", "connections", "1");
        try (RawConnection first = connect("CN=alice")) {
            assertEquals("+PONG\r\n", first.call("PING"));
            try (RawConnection second = connect("CN=alice")) {
                assertEquals(NO_AUTH, second.call("PING"));
                assertTrue(second.call("AUTH", "alice", "pw").startsWith("-THROTTLED"));
            }
            assertTrue(admin.call("TENANT", "STATS", "alice").contains("refused-connections\r\n:2\r\n"));
        }
    }

    @Test
    void shouldTakeNamesInUtf8() throws Exception {
        final String name = new String("jos\u00e9".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        admin.call("ACL", "SETUSER", name, "on", "+@all");
        try (RawConnection client = connect("CN=jos\u00e9")) {
            assertEquals("$5\r\n" + name + "\r\n", client.call("ACL", "WHOAMI"));
        }
    }

    @Test
    void shouldServeJedisAndLettuceUsers() throws Exception {
        final X509Bundle certificate = authority.issue("CN=alice");
        final HostAndPort address = new HostAndPort(ServerUnderTest.HOST, authority.tlsPort());
        try (Jedis byCertificate = new Jedis(address, DefaultJedisClientConfig.builder().ssl(true)
            .sslSocketFactory(authority.context(certificate).getSocketFactory()).build());
            Jedis byPassword = new Jedis(address, DefaultJedisClientConfig.builder().ssl(true).user("bob")
                .password("pw").sslSocketFactory(authority.context(null).getSocketFactory()).build())) {
            assertEquals("alice", byCertificate.aclWhoAmI());
            assertEquals("OK", byCertificate.set("a1", "x"));
            assertEquals("bob", byPassword.aclWhoAmI());
        }
        assertEquals("alice", lettuceUser(RedisURI.builder(), certificate));
        assertEquals("bob", lettuceUser(RedisURI.builder().withAuthentication("bob", "pw"), certificate));
    }

    private String lettuceUser(final RedisURI.Builder uri, final X509Bundle certificate) throws Exception {
        final RedisClient lettuce = RedisClient.create(uri.withHost(ServerUnderTest.HOST).withPort(authority.tlsPort())
            .withSsl(true).withVerifyPeer(false).build());
        lettuce.setOptions(ClientOptions.builder().sslOptions(SslOptions.builder()
            .trustManager(authority.file("ca.pem").toFile())
            .keyManager(certificate.toKeyManagerFactory()).build()).build());
        try (StatefulRedisConnection<String, String> connection = lettuce.connect()) {
            return connection.sync().aclWhoami();
        } finally {
            lettuce.shutdown();
        }
    }

    @Test
    void shouldServeRedisCliUsers() throws Exception {
        authority.write("client", authority.issue("CN=alice"));
        final String[] certificate = {"--cert", authority.file("client.pem").toString(), "--key",
            authority.file("client.key").toString()};
        final String port = Integer.toString(authority.tlsPort());
        assertEquals("alice", redisCli(certificate, "-h", ServerUnderTest.HOST, "-p", port, "ACL", "WHOAMI"));
        assertEquals("bob", redisCli(certificate, "-u", "rediss://bob:pw@" + ServerUnderTest.HOST + ":" + port,
            "ACL", "WHOAMI"));
        assertEquals("bob", redisCli(new String[0], "-u", "rediss://bob:pw@" + ServerUnderTest.HOST + ":" + port,
            "ACL", "WHOAMI"));
        assertEquals(NO_AUTH.substring(1).strip(), redisCli(new String[0], "-h", ServerUnderTest.HOST, "-p", port,
            "ACL", "WHOAMI"));
    }

    private String redisCli(final String[] certificate, final String... words) throws Exception {
        final List<String> command = new ArrayList<>(List.of("redis-cli", "--no-auth-warning", "--tls", "--cacert",
            authority.file("ca.pem").toString()));
        command.addAll(Arrays.asList(certificate));
        command.addAll(Arrays.asList(words));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
