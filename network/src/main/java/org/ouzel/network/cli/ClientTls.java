package org.ouzel.network.cli;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What a client by TLS trusts and shows.
 *
 * <p>Which names a certificate must hold: with the system's authorities the server's, or {@code sni}; with an authority
 * of one's own only {@code sni}, if that is given, since such certificates often name no host (redis-cli never checks
 * it); with {@code isInsecure} nothing is checked at all.
 *
 * @param authority   file with certificates of authorities (PEM), null for the system's
 * @param directory   directory with files of that kind, in place of it or beside it, null for none
 * @param certificate file with the client's own certificate (PEM), null for none
 * @param key         file with its key (PEM, PKCS#8), null for none
 * @param sni         name that the server is asked for, null for its host
 * @param isInsecure  whether any certificate will do
 */
record ClientTls(Path authority, Path directory, Path certificate, Path key, String sni, boolean isInsecure) {
    static final ClientTls DEFAULT = new ClientTls(null, null, null, null, null, false);

    /** As people name such files, and as {@code openssl rehash} links them; others aren't looked into. */
    private static final Pattern CERTIFICATE_FILE = Pattern.compile(".*\\.(pem|crt|cer)|[0-9a-f]{8}\\.[0-9]+");

    /** Puts TLS on a connected socket and completes the handshake. */
    SSLSocket wrap(final Socket socket, final String host, final int port) throws IOException {
        final SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            if (isInsecure) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else if (hasOwnAuthorities()) {
                builder.trustManager(authorities());
            }
            if (certificate != null && key != null) {
                builder.keyManager(certificate.toFile(), key.toFile());
            }
            final JdkSslContext context = (JdkSslContext) builder.build();
            final SSLSocket wrapped = (SSLSocket) context.context().getSocketFactory().createSocket(socket,
                sni != null ? sni : host, port, true);
            final SSLParameters parameters = wrapped.getSSLParameters();
            if (sni != null) {
                parameters.setServerNames(List.of(new SNIHostName(sni)));
            }
            if (!isInsecure && (!hasOwnAuthorities() || sni != null)) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            wrapped.setSSLParameters(parameters);
            wrapped.startHandshake();
            return wrapped;
        } catch (final IllegalArgumentException e) {
            throw new IOException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    private boolean hasOwnAuthorities() {
        return authority != null || directory != null;
    }

    private List<X509Certificate> authorities() throws IOException {
        final Set<X509Certificate> found = new LinkedHashSet<>();
        if (authority != null) {
            read(authority, found);
        }
        if (directory != null) {
            try (Stream<Path> files = Files.list(directory)) {
                for (final Path file : files.sorted().toList()) {
                    if (CERTIFICATE_FILE.matcher(file.getFileName().toString()).matches()) {
                        read(file, found);
                    }
                }
            } catch (final NoSuchFileException | NotDirectoryException e) {
                throw new IOException("TLS can't be set up: no directory " + directory, e);
            }
        }
        if (found.isEmpty()) {
            throw new IOException("TLS can't be set up: no certificates in "
                + (directory == null ? authority : directory));
        }
        return List.copyOf(found);
    }

    private static void read(final Path file, final Set<X509Certificate> found) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (final Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) each);
            }
        } catch (final CertificateException e) {
            throw new IOException("TLS can't be set up: no certificate in " + file, e);
        } catch (final NoSuchFileException e) {
            throw new IOException("TLS can't be set up: no file " + file, e);
        }
    }
}
