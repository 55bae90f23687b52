package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.TestAuthority;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Clients that come by TLS: with and without a certificate of their own, and while certificates change. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class TlsIT {
    private static final String HOST = ServerUnderTest.HOST;

    @TempDir
    private Path dir;
    @Parameter
    private OuzelSetup setup;
    private TestAuthority authority;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = new TestAuthority(dir);
        authority.write("client", authority.issue("CN=client"));
    }

    @Test
    void shouldServeClientsWithACertificate() throws Exception {
        try (ServerUnderTest server = start()) {
            assertEquals("PONG", redisCli("--cert", dir.resolve("client.pem").toString(), "--key",
                dir.resolve("client.key").toString(), "ping"));
            assertTrue(server.port() > 0);
            final String refused = redisCli("ping");
            assertTrue(refused.contains("rror"), refused);
        }
    }

    @Test
    void shouldCarryBigValuesAndPipelines() throws Exception {
        try (ServerUnderTest server = start("--tls-auth-clients", "no"); SSLSocket socket = connect()) {
            final byte[] value = new byte[3 * 1024 * 1024 + 7];
            Arrays.fill(value, (byte) 'x');
            final DataInputStream input = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(bytes("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + value.length + "\r\n"));
            socket.getOutputStream().write(value);
            socket.getOutputStream().write(bytes("\r\nGET big\r\n" + "PING\r\n".repeat(1000)));
            final byte[] header = bytes("+OK\r\n$" + value.length + "\r\n");
            assertArrayEquals(header, input.readNBytes(header.length));
            assertArrayEquals(value, input.readNBytes(value.length));
            assertArrayEquals(bytes("\r\n" + "+PONG\r\n".repeat(1000)), input.readNBytes(2 + 7000));
            assertTrue(server.port() > 0);
        }
    }

    @Test
    void shouldServeJedisAndLettuce() throws Exception {
        try (ServerUnderTest server = start("--tls-auth-clients", "optional");
            Jedis jedis = new Jedis(new HostAndPort(HOST, tlsPort()), DefaultJedisClientConfig.builder().ssl(true)
                .sslSocketFactory(authority.context(null).getSocketFactory()).build())) {
            assertEquals("OK", jedis.set("k", "v"));
            final RedisClient lettuce = RedisClient.create(RedisURI.builder().withHost(HOST).withPort(tlsPort())
                .withSsl(true).withVerifyPeer(false).build());
            lettuce.setOptions(ClientOptions.builder().sslOptions(SslOptions.builder()
                .trustManager(dir.resolve("ca.pem").toFile()).build()).build());
            try (StatefulRedisConnection<String, String> connection = lettuce.connect()) {
                assertEquals("v", connection.sync().get("k"));
            } finally {
                lettuce.shutdown();
            }
            assertTrue(server.port() > 0);
        }
    }

    @Test
    void shouldTakeNewCertificatesWithoutARestart() throws Exception {
        try (ServerUnderTest server = start("--tls-auth-clients", "no"); SSLSocket before = connect();
            RawConnection plain = server.connect()) {
            authority.writeServerCertificate();
            final String certificate = dir.resolve("server.pem").toString();
            assertEquals("+OK\r\n", plain.call("CONFIG", "SET", "tls-cert-file", certificate, "tls-key-file",
                dir.resolve("server.key").toString()));
            try (SSLSocket after = connect()) {
                assertTrue(!serial(before).equals(serial(after)));
                assertEquals("-ERR CONFIG SET failed (possibly related to argument 'tls-cert-file') - "
                    + "Unable to update TLS configuration. Check server logs.\r\n",
                    plain.call("CONFIG", "SET", "tls-cert-file", "nosuch.pem"));
                assertPong(before);
                assertPong(after);
            }
            try (SSLSocket later = connect()) {
                assertPong(later);
            }
        }
    }

    @Test
    void shouldSpeakOnlyTheProtocolsAndCiphersOfTheSettings() throws Exception {
        try (ServerUnderTest server = start("--tls-auth-clients", "no", "--tls-protocols", "TLSv1.2", "--tls-ciphers",
            "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384"); RawConnection plain = server.connect()) {
            try (SSLSocket socket = connect()) {
                assertEquals("TLSv1.2", socket.getSession().getProtocol());
                assertTrue(socket.getSession().getCipherSuite().endsWith("_WITH_AES_256_GCM_SHA384"),
                    socket.getSession().getCipherSuite());
                assertPong(socket);
            }
            assertEquals("+OK\r\n", plain.call("CONFIG", "SET", "tls-protocols", "TLSv1.3", "tls-ciphers", "",
                "tls-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"));
            try (SSLSocket socket = connect()) {
                assertEquals("TLSv1.3", socket.getSession().getProtocol());
                assertEquals("TLS_CHACHA20_POLY1305_SHA256", socket.getSession().getCipherSuite());
                assertPong(socket);
            }
            try (SSLSocket old = (SSLSocket) authority.context(null).getSocketFactory()
                .createSocket(HOST, tlsPort())) {
                old.setSoTimeout(60_000);
                old.setEnabledProtocols(new String[] {"TLSv1.2"});
                assertThrows(SSLException.class, old::startHandshake);
            }
            assertTrue(plain.call("CONFIG", "SET", "tls-protocols", "TLSv9").startsWith("-ERR CONFIG SET failed"));
            try (SSLSocket socket = connect()) {
                assertPong(socket);
            }
        }
    }

    @Test
    void shouldNotBeHeldUpByAHalfOpenHandshake() throws Exception {
        try (ServerUnderTest server = start("--tls-auth-clients", "no"); Socket silent = new Socket(HOST, tlsPort());
            Socket plainText = new Socket(HOST, tlsPort()); SSLSocket socket = connect()) {
            plainText.getOutputStream().write(bytes("PING\r\n"));
            assertPong(socket);
            plainText.setSoTimeout(60_000);
            final byte[] answer = plainText.getInputStream().readAllBytes();
            assertTrue(answer.length < 20, () -> "bytes=" + answer.length);
            assertTrue(silent.isConnected() && server.port() > 0);
        }
    }

    @Test
    void shouldRefuseToStartWithoutCertificates() {
        final UncheckedIOException refusal = assertThrows(UncheckedIOException.class,
            () -> setup.start("--tls-port", Integer.toString(ServerProcess.freePort())));
        assertEquals("tls-cert-file and tls-key-file are needed for TLS", refusal.getCause().getMessage());
    }

    private ServerUnderTest start(final String... more) {
        return authority.start(setup, more);
    }

    private int tlsPort() {
        return authority.tlsPort();
    }

    private SSLSocket connect() throws Exception {
        return authority.connect(null);
    }

    private String redisCli(final String... words) throws Exception {
        final String[] fixed = {"redis-cli", "-h", HOST, "-p", Integer.toString(tlsPort()), "--tls", "--cacert",
            dir.resolve("ca.pem").toString()};
        final String[] line = Arrays.copyOf(fixed, fixed.length + words.length);
        System.arraycopy(words, 0, line, fixed.length, words.length);
        final Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output.strip();
    }

    private static BigInteger serial(final SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private static void assertPong(final SSLSocket socket) throws IOException {
        socket.getOutputStream().write(bytes("PING\r\n"));
        assertArrayEquals(bytes("+PONG\r\n"), socket.getInputStream().readNBytes(7));
    }

    private static byte[] bytes(final String text) {
        return RawConnection.bytes(text);
    }
}
