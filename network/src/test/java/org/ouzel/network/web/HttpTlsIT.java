package org.ouzel.network.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.TestAuthority;

/** Metrics and dashboard by TLS; it is the same in all set-ups. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTlsIT {
    @TempDir
    private Path dir;
    private TestAuthority authority;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = new TestAuthority(dir);
    }

    private ServerUnderTest start(final String authClients) {
        return OuzelSetup.FUSED.start(WebClient.options("--http-tls", "yes", "--tls-auth-clients", authClients,
            "--tls-cert-file", authority.file("server.pem").toString(), "--tls-key-file",
            authority.file("server.key").toString(), "--tls-ca-cert-file", authority.file("ca.pem").toString()));
    }

    private HttpClient client(final boolean hasCertificate) throws Exception {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .sslContext(authority.context(hasCertificate ? authority.issue("CN=client") : null)).build();
    }

    private static HttpRequest.Builder request(final RawConnection connection, final String path) {
        return HttpRequest.newBuilder(URI.create("https://" + ServerUnderTest.HOST + ":"
            + WebClient.of(connection).port() + path));
    }

    private static HttpResponse<String> send(final HttpClient client, final HttpRequest.Builder request)
        throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldKeepTheCookieToTls() throws Exception {
        try (ServerUnderTest server = start("no"); RawConnection connection = server.connect()) {
            final HttpClient client = client(false);
            assertEquals(200, send(client, request(connection, "/metrics").GET()).statusCode());
            final HttpResponse<String> login = send(client, request(connection, "/api/login")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"\",\"password\":\"\"}")));
            assertEquals(200, login.statusCode());
            final String cookie = login.headers().firstValue("set-cookie").orElseThrow();
            assertTrue(cookie.startsWith("__Host-ouzel-") && cookie.contains("; Path=/; HttpOnly; SameSite=Strict")
                && cookie.endsWith("; Secure"), cookie);
            assertEquals(200, send(client, request(connection, "/api/session").header("Cookie", cookie.split(";")[0])
                .GET()).statusCode());
            final WebClient plain = WebClient.of(connection);
            assertTrue(!plain.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").contains("HTTP/1.1 200"));
        }
    }

    @Test
    void shouldWantACertificateWhereTheServerDoes() throws Exception {
        try (ServerUnderTest server = start("yes"); RawConnection connection = server.connect()) {
            final HttpRequest.Builder health = request(connection, "/health").GET();
            final HttpClient stranger = client(false);
            assertThrows(IOException.class, () -> send(stranger, health));
            assertEquals(200, send(client(true), health).statusCode());
        }
    }
}
