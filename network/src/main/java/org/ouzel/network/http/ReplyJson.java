package org.ouzel.network.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Replies as JSON, none of whose types or bytes is lost.
 *
 * <p>Bulk strings are strings if they are UTF-8, else {@code {"base64": …}}; integers numbers, as far as JavaScript
 * holds them exactly, else {@code {"integer": "…"}}; arrays arrays; null and booleans themselves. The others are
 * objects of one member: {@code status}, {@code error}, {@code double}, {@code big}, {@code verbatim}, {@code set},
 * {@code push}, and {@code map}, an array of pairs.
 */
final class ReplyJson {
    private static final long MOST_EXACT = 1L << 53;

    private ReplyJson() {
    }

    static JsonElement of(final Reply reply) {
        return switch (reply.kind()) {
            case NULL -> JsonNull.INSTANCE;
            case BOOLEAN -> new JsonPrimitive("t".equals(reply.text()));
            case INTEGER -> integer(reply.text());
            case BULK -> bytes(reply.bytes());
            case ARRAY -> array(reply.items());
            case MAP -> wrap("map", pairs(reply.items()));
            case SET -> wrap("set", array(reply.items()));
            case PUSH -> wrap("push", array(reply.items()));
            case STATUS -> wrap("status", new JsonPrimitive(reply.text()));
            case ERROR -> wrap("error", new JsonPrimitive(reply.text()));
            case DOUBLE -> wrap("double", new JsonPrimitive(reply.text()));
            case BIG_NUMBER -> wrap("big", new JsonPrimitive(reply.text()));
            case VERBATIM -> wrap("verbatim", bytes(reply.bytes()));
        };
    }

    static JsonArray array(final List<Reply> replies) {
        final JsonArray array = new JsonArray(replies.size());
        replies.forEach(reply -> array.add(of(reply)));
        return array;
    }

    private static JsonArray pairs(final List<Reply> items) {
        final JsonArray pairs = new JsonArray(items.size() / 2);
        for (int i = 0; i + 1 < items.size(); i += 2) {
            pairs.add(array(items.subList(i, i + 2)));
        }
        return pairs;
    }

    private static JsonElement integer(final String text) {
        final long number = Long.parseLong(text);
        return Math.abs(number) <= MOST_EXACT && number != Long.MIN_VALUE ? new JsonPrimitive(number)
            : wrap("integer", new JsonPrimitive(text));
    }

    static JsonElement bytes(final byte[] bytes) {
        try {
            return new JsonPrimitive(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (final CharacterCodingException e) {
            return wrap("base64", new JsonPrimitive(Base64.getEncoder().encodeToString(bytes)));
        }
    }

    private static JsonObject wrap(final String type, final JsonElement value) {
        final JsonObject object = new JsonObject();
        object.add(type, value);
        return object;
    }
}
