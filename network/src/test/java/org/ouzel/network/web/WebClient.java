package org.ouzel.network.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Speaks HTTP with a server that was started with {@link #OPTIONS}. */
final class WebClient {
    /** With time for requests that outlasts even a machine that stands still. */
    static final String[] OPTIONS = {"--http-port", "-1", "--http-request-timeout", "3600",
        "--http-command-timeout", "3600"};
    private static final int TIMEOUT_MS = 60_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    WebClient(final int port) {
        this.port = port;
    }

    /** A client of a server that {@code connection} may ask for its settings. */
    static WebClient of(final RawConnection connection) {
        final String answer = connection.call("CONFIG", "GET", "http-port");
        final String[] lines = answer.split("\r\n");
        return new WebClient(Integer.parseInt(lines[lines.length - 1]));
    }

    static String basic(final String user, final String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns {@link #OPTIONS} and others. */
    static String[] options(final String... more) {
        return Stream.concat(Arrays.stream(OPTIONS), Arrays.stream(more)).toArray(String[]::new);
    }

    int port() {
        return port;
    }

    HttpResponse<String> get(final String path, final String... headers) {
        final HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(final String path, final String body, final String... headers) {
        final HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://" + ServerUnderTest.HOST + ":" + port + path));
    }

    HttpResponse<String> send(final HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are, and returns all that comes until the server hangs up. */
    String exchange(final String text) throws IOException {
        try (Socket socket = new Socket(ServerUnderTest.HOST, port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            final InputStream input = socket.getInputStream();
            return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
