package org.ouzel.network.harness;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An authority made for one test: what it issues is good for a day, and trusted by nobody else. */
public final class TestAuthority {
    private static final int TIMEOUT_MS = 60_000;
    private static final int START_ATTEMPT_COUNT = 10;

    private int tlsPort;
    private final X509Bundle authority;
    private final Path directory;

    /** Makes an authority, and a server's certificate by it, as files in a directory. */
    public TestAuthority(final Path directory) throws Exception {
        this.directory = directory;
        authority = builder("CN=authority").setIsCertificateAuthority(true).buildSelfSigned();
        Files.writeString(file("ca.pem"), authority.getCertificatePEM());
        writeServerCertificate();
    }

    private static CertificateBuilder builder(final String subject) {
        return new CertificateBuilder().subject(subject).ecp256()
            .notBefore(Instant.now().minus(1, ChronoUnit.DAYS)).notAfter(Instant.now().plus(1, ChronoUnit.DAYS));
    }

    /**
     * Starts a server that listens by TLS on {@link #tlsPort()}, and without on another port. Ports that were free a
     * moment ago may be taken meanwhile: then others are.
     */
    public ServerUnderTest start(final OuzelSetup setup, final String... more) {
        for (int attempt = 1;; attempt++) {
            tlsPort = ServerProcess.freePort();
            final List<String> options = new ArrayList<>(List.of("--port", Integer.toString(ServerProcess.freePort()),
                "--tls-port", Integer.toString(tlsPort), "--tls-cert-file", file("server.pem").toString(),
                "--tls-key-file", file("server.key").toString(), "--tls-ca-cert-file", file("ca.pem").toString()));
            options.addAll(List.of(more));
            try {
                return setup.start(options.toArray(String[]::new));
            } catch (final UncheckedIOException e) {
                if (attempt == START_ATTEMPT_COUNT || !e.getMessage().contains("can't listen")) {
                    throw e;
                }
            }
        }
    }

    public int tlsPort() {
        return tlsPort;
    }

    public Path file(final String name) {
        return directory.resolve(name);
    }

    /** Returns a certificate for a subject, with its key. */
    public X509Bundle issue(final String subject) throws Exception {
        return builder(subject).buildIssuedBy(authority);
    }

    /** Puts a new certificate of the server in the place of the old one. */
    public void writeServerCertificate() throws Exception {
        write("server", builder("CN=localhost").addSanIpAddress(ServerUnderTest.HOST).buildIssuedBy(authority));
    }

    /** Writes a certificate and its key to {@code name.pem} and {@code name.key}. */
    public void write(final String name, final X509Bundle bundle) throws IOException {
        Files.copy(bundle.toTempCertChainPem().toPath(), file(name + ".pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(bundle.toTempPrivateKeyPem().toPath(), file(name + ".key"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns what a client trusts the server by; {@code certificate} is the client's own, or null for none. */
    public SSLContext context(final X509Bundle certificate) throws Exception {
        final KeyManager[] keys = certificate == null ? new KeyManager[0]
            : certificate.toKeyManagerFactory().getKeyManagers();
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, authority.toTrustManagerFactory().getTrustManagers(), null);
        return context;
    }

    /** Connects to the server by TLS, with a certificate of the client's own, or null for none. */
    public SSLSocket connect(final X509Bundle certificate) throws Exception {
        final SSLSocket socket =
            (SSLSocket) context(certificate).getSocketFactory().createSocket(ServerUnderTest.HOST, tlsPort);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.startHandshake();
        return socket;
    }
}
