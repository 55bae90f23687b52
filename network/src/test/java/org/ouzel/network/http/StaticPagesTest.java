package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StaticPagesTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:from |src=|href=)['\"]([^'\"#]+)['\"]");

    private final Map<String, Route> routes = StaticPages.routes();

    private WebResponse get(final String path, final String... headers) {
        final HttpHeaders given = new DefaultHttpHeaders();
        for (int i = 0; i + 1 < headers.length; i += 2) {
            given.set(headers[i], headers[i + 1]);
        }
        return routes.get(path).answer().apply(new WebRequest(given, new byte[0], null, false))
            .toCompletableFuture().join();
    }

    private String text(final String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** What a file names is there, and nothing is there that no file names. */
    @Test
    void shouldHoldAllThatIsReferredTo() {
        final Set<String> referred = new HashSet<>(Set.of("/"));
        for (final String path : routes.keySet()) {
            final Matcher matcher = REFERENCE.matcher(text(path));
            while (matcher.find()) {
                referred.add(matcher.group(1));
            }
        }
        assertEquals(routes.keySet(), referred);
    }

    /** The policy forbids it, so that it would not work. */
    @Test
    void shouldHaveNothingInline() {
        final String page = text("/");
        assertFalse(Pattern.compile("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=|javascript:")
            .matcher(page).find(), page);
        for (final String path : routes.keySet()) {
            final String text = text(path);
            assertFalse(Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function")
                .matcher(text).find(), path);
            assertFalse(text.replace("http://www.w3.org/2000/svg", "").matches("(?s).*https?://.*"), path);
        }
    }

    @Test
    void shouldNotSendAgainWhatIsKnown() {
        final WebResponse first = get("/main.js");
        assertEquals(200, first.status().code());
        assertTrue(first.body().length > 0);
        final WebResponse second = get("/main.js", "If-None-Match", first.headers().get("etag"));
        assertEquals(304, second.status().code());
        assertEquals(0, second.body().length);
        assertEquals(200, get("/main.js", "If-None-Match", "\"other\"").status().code());
    }
}
