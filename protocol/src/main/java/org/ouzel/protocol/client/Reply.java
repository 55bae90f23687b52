package org.ouzel.protocol.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A reply taken apart, with the type that it came as, which {@link RespReader#read} forgets. {@code text} holds the
 * payload of a simple value ({@code null} for a null), {@code elements} the children of an aggregate; a map's children
 * are key, value, key, value. Attributes of RESP3 are left out.
 */
public record Reply(char type, String text, List<Reply> elements) {
    public static Reply parse(final byte[] raw) {
        return parse(new String(raw, StandardCharsets.ISO_8859_1));
    }

    public static Reply parse(final String raw) {
        final Cursor cursor = new Cursor(raw);
        final Reply reply = cursor.next();
        if (cursor.position != raw.length()) {
            throw new IllegalArgumentException("more than one value: " + raw);
        }
        return reply;
    }

    public boolean isError() {
        return type == '-' || type == '!';
    }

    public boolean isNull() {
        return text == null && elements == null;
    }

    public boolean isAggregate() {
        return elements != null;
    }

    /** Returns a verbatim string's text, without the three letters and the colon that name its kind. */
    public String verbatimText() {
        return text.substring(text.indexOf(':') + 1);
    }

    public long asLong() {
        return Long.parseLong(text);
    }

    /** The texts of the children, in order. */
    public List<String> texts() {
        return elements.stream().map(Reply::text).toList();
    }

    public List<String> sortedTexts() {
        final List<String> sorted = new ArrayList<>(texts());
        Collections.sort(sorted);
        return sorted;
    }

    private static final class Cursor {
        private int position;
        private final String raw;

        private Cursor(final String raw) {
            this.raw = raw;
        }

        private Reply next() {
            final char type = raw.charAt(position);
            final int lineEnd = raw.indexOf("\r\n", position);
            final String line = raw.substring(position + 1, lineEnd);
            position = lineEnd + 2;
            switch (type) {
                case '$', '=', '!':
                    return bulk(type, Integer.parseInt(line));
                case '*', '~', '>':
                    return aggregate(type, Integer.parseInt(line));
                case '%':
                    return aggregate(type, 2 * Integer.parseInt(line));
                case '|':
                    aggregate(type, 2 * Integer.parseInt(line));
                    return next();
                case '_':
                    return new Reply(type, null, null);
                default:
                    return new Reply(type, line, null);
            }
        }

        private Reply bulk(final char type, final int length) {
            if (length < 0) {
                return new Reply(type, null, null);
            }
            final String payload = raw.substring(position, position + length);
            position += length + 2;
            return new Reply(type, payload, null);
        }

        private Reply aggregate(final char type, final int count) {
            if (count < 0) {
                return new Reply(type, null, null);
            }
            final List<Reply> children = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                children.add(next());
            }
            return new Reply(type, null, children);
        }
    }
}
