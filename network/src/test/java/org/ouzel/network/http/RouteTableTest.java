package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private final RouteTable table = new RouteTable(Map.of("/page", Route.get(request -> null), "/api",
        Route.post(request -> 10, request -> null)), new HostRule(() -> false));

    private static HttpRequest request(final HttpMethod method, final String uri) {
        final HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri);
        request.headers().set("Host", "localhost");
        return request;
    }

    private int status(final HttpMethod method, final String uri) {
        final WebResponse refusal = table.refusal(request(method, uri));
        return refusal == null ? 200 : refusal.status().code();
    }

    @Test
    void shouldTakeTheMethodsOfAPath() {
        assertEquals(200, status(HttpMethod.GET, "/page"));
        assertEquals(200, status(HttpMethod.HEAD, "/page?a=b"));
        assertEquals(405, status(HttpMethod.POST, "/page"));
        assertEquals(200, status(HttpMethod.POST, "/api"));
        assertEquals(405, status(HttpMethod.GET, "/api"));
        assertEquals(405, status(HttpMethod.DELETE, "/api"));
        assertEquals("POST, OPTIONS", table.refusal(request(HttpMethod.GET, "/api")).headers().get("allow"));
    }

    @Test
    void shouldTellTheMethodsOfAPath() {
        assertEquals(204, status(HttpMethod.OPTIONS, "/page"));
        assertEquals(204, status(HttpMethod.OPTIONS, "*"));
        assertEquals("GET, HEAD, OPTIONS", table.refusal(request(HttpMethod.OPTIONS, "/page")).headers().get("allow"));
        assertEquals(404, status(HttpMethod.OPTIONS, "/nowhere"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page/", "/page/../page", "/../page", "/%70age", "//page", "page", "", "?", "/page\0",
        "http://localhost/page", "/page#a", "/page;a=b", "/..%2f..%2fetc/passwd", "*"})
    void shouldTakePathsWordForWord(final String uri) {
        assertEquals(404, status(HttpMethod.GET, uri));
        assertNull(table.find(uri));
    }

    @Test
    void shouldWantOneHost() {
        final HttpRequest without = request(HttpMethod.GET, "/page");
        without.headers().remove("Host");
        assertEquals(400, table.refusal(without).status().code());
        final HttpRequest twice = request(HttpMethod.GET, "/page");
        twice.headers().add("Host", "other");
        assertEquals(400, table.refusal(twice).status().code());
    }
}
