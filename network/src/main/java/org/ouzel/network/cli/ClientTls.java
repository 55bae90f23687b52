package org.ouzel.network.cli;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
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
 * @param certificate file with the client's own certificate (PEM), null for none
 * @param key         file with its key (PEM, PKCS#8), null for none
 * @param sni         name that the server is asked for, null for its host
 * @param isInsecure  whether any certificate will do
 */
record ClientTls(Path authority, Path certificate, Path key, String sni, boolean isInsecure) {
    static final ClientTls DEFAULT = new ClientTls(null, null, null, null, false);

    /** Puts TLS on a connected socket and completes the handshake. */
    SSLSocket wrap(final Socket socket, final String host, final int port) throws IOException {
        final SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            if (isInsecure) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else if (authority != null) {
                builder.trustManager(authority.toFile());
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
            if (!isInsecure && (authority == null || sni != null)) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            wrapped.setSSLParameters(parameters);
            wrapped.startHandshake();
            return wrapped;
        } catch (final IllegalArgumentException e) {
            throw new IOException("TLS can't be set up: " + e.getMessage(), e);
        }
    }
}
