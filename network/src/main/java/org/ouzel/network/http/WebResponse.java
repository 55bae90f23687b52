package org.ouzel.network.http;

import com.google.gson.JsonObject;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param headers beside those that every response has
 */
record WebResponse(HttpResponseStatus status, String contentType, byte[] body, Map<String, String> headers) {
    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    static WebResponse ok(final String contentType, final byte[] body) {
        return new WebResponse(HttpResponseStatus.OK, contentType, body, Map.of());
    }

    /** Returns a text with a line end. */
    static WebResponse text(final HttpResponseStatus status, final String text) {
        return new WebResponse(status, TEXT, (text + '\n').getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static WebResponse json(final HttpResponseStatus status, final JsonObject json) {
        return new WebResponse(status, JSON, json.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Returns {@code {"error": text}}. */
    static WebResponse error(final HttpResponseStatus status, final String text) {
        final JsonObject json = new JsonObject();
        json.addProperty("error", text);
        return json(status, json);
    }

    static WebResponse empty(final HttpResponseStatus status) {
        return new WebResponse(status, TEXT, new byte[0], Map.of());
    }

    /** Returns the response with one more header. */
    WebResponse with(final CharSequence name, final String value) {
        final Map<String, String> more = new HashMap<>(headers);
        more.put(name.toString(), value);
        return new WebResponse(status, contentType, body, more);
    }

    /** Returns the response as one that asks for name and password. */
    WebResponse challenging() {
        return with(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"ouzel\", charset=\"UTF-8\"");
    }
}
