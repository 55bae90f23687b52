package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The dashboard's files: a fixed list, read once from among the classes. */
final class StaticPages {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final int TAG_BYTES = 16;
    /** Paths, and the files that are there with their types. */
    private static final String[][] FILES = {
        {"/", "index.html", "text/html; charset=utf-8"},
        {"/style.css", "style.css", "text/css; charset=utf-8"},
        {"/icon.svg", "icon.svg", "image/svg+xml"},
        {"/main.js", "main.js", SCRIPT},
        {"/api.js", "api.js", SCRIPT},
        {"/values.js", "values.js", SCRIPT},
        {"/dom.js", "dom.js", SCRIPT},
        {"/charts.js", "charts.js", SCRIPT},
        {"/keys.js", "keys.js", SCRIPT},
        {"/collections.js", "collections.js", SCRIPT},
        {"/console.js", "console.js", SCRIPT},
        {"/statistics.js", "statistics.js", SCRIPT}};

    private StaticPages() {
    }

    static Map<String, Route> routes() {
        final Map<String, Route> routes = new HashMap<>();
        for (final String[] file : FILES) {
            final byte[] bytes = read(file[1]);
            final String tag = tag(bytes);
            final WebResponse whole = WebResponse.ok(file[2], bytes).with(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .with(HttpHeaderNames.ETAG, tag);
            final WebResponse known = WebResponse.empty(HttpResponseStatus.NOT_MODIFIED)
                .with(HttpHeaderNames.CACHE_CONTROL, "no-cache").with(HttpHeaderNames.ETAG, tag);
            routes.put(file[0], Route.get(request -> CompletableFuture.completedFuture(
                request.header("If-None-Match").contains(tag) ? known : whole)));
        }
        return routes;
    }

    private static byte[] read(final String name) {
        try (InputStream input = StaticPages.class.getResourceAsStream("dashboard/" + name)) {
            if (input == null) {
                throw new IllegalStateException("missing among the classes: " + name);
            }
            return input.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(final byte[] bytes) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
