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
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
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
    private X509Bundle authority;
    private int tlsPort;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = builder("CN=authority").setIsCertificateAuthority(true).buildSelfSigned();
        Files.writeString(dir.resolve("ca.pem"), authority.getCertificatePEM());
        writeServerCertificate();
        write("client", builder("CN=client").buildIssuedBy(authority));
        tlsPort = ServerProcess.freePort();
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
            Jedis jedis = new Jedis(new HostAndPort(HOST, tlsPort), DefaultJedisClientConfig.builder().ssl(true)
                .sslSocketFactory(trusting().getSocketFactory()).build())) {
            assertEquals("OK", jedis.set("k", "v"));
            final RedisClient lettuce = RedisClient.create(RedisURI.builder().withHost(HOST).withPort(tlsPort)
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
            writeServerCertificate();
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
    void shouldNotBeHeldUpByAHalfOpenHandshake() throws Exception {
        try (ServerUnderTest server = start("--tls-auth-clients", "no"); Socket silent = new Socket(HOST, tlsPort);
            Socket plainText = new Socket(HOST, tlsPort); SSLSocket socket = connect()) {
            plainText.getOutputStream().write(bytes("PING\r\n"));
            assertPong(socket);
            plainText.setSoTimeout(20_000);
            final byte[] answer = plainText.getInputStream().readAllBytes();
            assertTrue(answer.length < 20, () -> "bytes=" + answer.length);
            assertTrue(silent.isConnected() && server.port() > 0);
        }
    }

    @Test
    void shouldRefuseToStartWithoutCertificates() {
        final UncheckedIOException refusal = assertThrows(UncheckedIOException.class,
            () -> setup.start("--tls-port", Integer.toString(tlsPort)));
        assertEquals("tls-cert-file and tls-key-file are needed for TLS", refusal.getCause().getMessage());
    }

    private ServerUnderTest start(final String... more) {
        final String[] options = {"--port", Integer.toString(ServerProcess.freePort()), "--tls-port",
            Integer.toString(tlsPort), "--tls-cert-file", dir.resolve("server.pem").toString(), "--tls-key-file",
            dir.resolve("server.key").toString(), "--tls-ca-cert-file", dir.resolve("ca.pem").toString()};
        final String[] all = Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return setup.start(all);
    }

    private void writeServerCertificate() throws Exception {
        write("server", builder("CN=localhost").addSanIpAddress(HOST).buildIssuedBy(authority));
    }

    private void write(final String name, final X509Bundle bundle) throws IOException {
        Files.copy(bundle.toTempCertChainPem().toPath(), dir.resolve(name + ".pem"),
            StandardCopyOption.REPLACE_EXISTING);
        Files.copy(bundle.toTempPrivateKeyPem().toPath(), dir.resolve(name + ".key"),
            StandardCopyOption.REPLACE_EXISTING);
    }

    private static CertificateBuilder builder(final String subject) {
        return new CertificateBuilder().subject(subject).ecp256()
            .notBefore(Instant.now().minus(1, ChronoUnit.DAYS)).notAfter(Instant.now().plus(1, ChronoUnit.DAYS));
    }

    private SSLContext trusting() throws Exception {
        final TrustManagerFactory trust = authority.toTrustManagerFactory();
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[0], trust.getTrustManagers(), null);
        return context;
    }

    private SSLSocket connect() throws Exception {
        final SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket(HOST, tlsPort);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private String redisCli(final String... words) throws Exception {
        final String[] fixed = {"redis-cli", "-h", HOST, "-p", Integer.toString(tlsPort), "--tls", "--cacert",
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
