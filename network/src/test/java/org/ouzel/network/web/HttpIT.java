package org.ouzel.network.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerProcess;
import org.ouzel.network.harness.ServerUnderTest;

/** HTTP itself: what is malformed, too long, too slow or not there. It is the same in all set-ups. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpIT {
    private static final OuzelSetup SETUP = OuzelSetup.FUSED;

    @TempDir
    private Path dir;

    @Test
    void shouldListenNowhereUnlessAsked() throws IOException {
        try (ServerProcess server = SETUP.startProcess(); RawConnection connection = server.connect()) {
            assertEquals("*2\r\n$9\r\nhttp-port\r\n$1\r\n0\r\n", connection.call("CONFIG", "GET", "http-port"));
            assertFalse(hasHttpThread(server));
        }
        try (ServerProcess server = SETUP.startProcess("--http-port", "-1");
            RawConnection connection = server.connect()) {
            assertEquals(200, awaitHttp(connection).get("/health").statusCode());
            assertTrue(hasHttpThread(server));
        }
    }

    private static boolean hasHttpThread(final ServerProcess server) throws IOException {
        try (var threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(server.process().pid()), "task"))) {
            for (final Path thread : threads) {
                if (nameOf(thread).startsWith("ouzel-http")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static String nameOf(final Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (final IOException e) {
            return ""; // it has just ended
        }
    }

    @Test
    void shouldAnswerWhatIsMalformed() throws Exception {
        try (ServerUnderTest server = SETUP.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            final WebClient client = WebClient.of(connection);
            assertStatus(400, client.exchange("no request at all\r\n\r\n"));
            assertStatus(400, client.exchange("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n"));
            assertStatus(400, client.exchange("GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n"
                + "\r\n"));
            assertStatus(414, client.exchange("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            assertStatus(431, client.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000)
                + "\r\n\r\n"));
            assertStatus(404, client.exchange("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\n\r\n"));
            assertStatus(405, client.exchange("DELETE /health HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\n\r\n"));
            assertStatus(413, client.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
                + "12345"));
            assertStatus(413, client.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n"));
            assertStatus(403, client.exchange("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                + "\r\n"));
            assertStatus(417, client.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\nExpect: much\r\n"
                + "Connection: close\r\n\r\n"));
            assertEquals(200, client.get("/health").statusCode());
        }
    }

    private static void assertStatus(final int status, final String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains("content-security-policy: "), response);
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws Exception {
        try (ServerUnderTest server = SETUP.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            final String all = WebClient.of(connection).exchange("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "OPTIONS /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertEquals(4, all.split("HTTP/1.1 [0-9]").length - 1 + (all.startsWith("HTTP") ? 0 : 1), all);
            assertTrue(all.indexOf("ouzel_build_info") < all.indexOf("HTTP/1.1 404"), all);
            assertTrue(all.indexOf("HTTP/1.1 404") < all.indexOf("HTTP/1.1 204"), all);
            assertTrue(!all.contains("\r\n\r\nok"), "a response to HEAD has no body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /hea", "POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1"})
    void shouldHangUpOnWhoIsTooSlow(final String beginning) throws Exception {
        try (ServerUnderTest server = SETUP.start("--http-port", "-1", "--http-request-timeout", "1");
            RawConnection connection = server.connect();
            Socket socket = new Socket(ServerUnderTest.HOST, WebClient.of(connection).port())) {
            socket.setSoTimeout(120_000);
            final String response = answerUntilHungUp(socket, beginning);
            assertTrue(response.isEmpty() || response.startsWith("HTTP/1.1 405 "), response);
        }
    }

    /** On a machine that stood still the server may have hung up before anything was sent. */
    private static String answerUntilHungUp(final Socket socket, final String beginning) throws IOException {
        try {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (final SocketException e) {
            return "";
        }
    }

    @Test
    void shouldTellThatItIsLoading() throws Exception {
        try (ServerUnderTest server = SETUP.start("--dir", dir.toString(), "--appendonly", "yes");
            RawConnection connection = server.connect()) {
            assertEquals("+OK\r\n", connection.call("SET", "a", "1"));
        }
        final String slow = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n".repeat(600)
            + "*3\r\n$5\r\nDEBUG\r\n$5\r\nSLEEP\r\n$3\r\n0.2\r\n";
        try (var files = Files.newDirectoryStream(dir.resolve("appendonlydir"), "*.incr.aof")) {
            Files.writeString(files.iterator().next(), slow.repeat(1000), StandardOpenOption.APPEND);
        }
        final int port = ServerProcess.freePort();
        final Process process = SETUP.launch(port, "--dir", dir.toString(), "--appendonly", "yes",
            "--enable-debug-command", "yes", "--http-port", "-1");
        try (RawConnection connection = connect(process, port)) {
            final WebClient client = awaitHttp(connection);
            final HttpResponse<String> health = client.get("/health");
            assertEquals(503, health.statusCode());
            assertEquals("loading\n", health.body());
            assertTrue(client.get("/metrics").body().contains("\nouzel_loading 1.0\n"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static RawConnection connect(final Process process, final int port) {
        while (true) {
            assertTrue(process.isAlive());
            try {
                final Socket socket = new Socket(ServerUnderTest.HOST, port);
                return RawConnection.over(socket);
            } catch (final IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static WebClient awaitHttp(final RawConnection connection) {
        WebClient client = WebClient.of(connection);
        while (client.port() <= 0) {
            client = WebClient.of(connection);
        }
        return client;
    }

    @Test
    void shouldSayWhyItCannotListen() {
        try (ServerUnderTest server = SETUP.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            final int taken = WebClient.of(connection).port();
            final String message = assertThrows(UncheckedIOException.class,
                () -> SETUP.start("--http-port", Integer.toString(taken))).getMessage();
            assertTrue(message.contains("can't listen on 127.0.0.1:" + taken), message);
        }
    }

    @Test
    void shouldTakeAWholeBodyOnly() {
        try (ServerUnderTest server = SETUP.start(WebClient.OPTIONS); RawConnection connection = server.connect()) {
            final WebClient client = WebClient.of(connection);
            final HttpRequest.Builder request = client.request("/health")
                .method("GET", HttpRequest.BodyPublishers.ofString("x".repeat(100_000)));
            assertEquals(413, client.send(request).statusCode());
        }
    }
}
