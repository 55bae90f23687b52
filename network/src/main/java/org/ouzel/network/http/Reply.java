package org.ouzel.network.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the engine answered.
 *
 * @param kind    its type
 * @param bytes   of texts: their bytes, of a verbatim one without its format; of numbers: their decimal form; else null
 * @param items   of collections: their elements, of a map key and value in turn; else empty
 */
record Reply(Kind kind, byte[] bytes, List<Reply> items) {
    static final Reply NULL = new Reply(Kind.NULL, null, List.of());

    /** The types of RESP3. */
    enum Kind {
        STATUS, ERROR, INTEGER, DOUBLE, BIG_NUMBER, BOOLEAN, NULL, BULK, VERBATIM, ARRAY, SET, MAP, PUSH
    }

    boolean isError() {
        return kind == Kind.ERROR;
    }

    /** Returns the text of bytes, or an empty one where there are none. */
    String text() {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the code that an error begins with. */
    String errorCode() {
        final String text = text();
        final int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }
}
