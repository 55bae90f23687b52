package org.ouzel.network.cli;

import java.nio.charset.StandardCharsets;

/** Between what people type and see, which is Unicode, and requests and replies, where a character is a byte. */
final class ByteText {
    private ByteText() {
    }

    /** Returns the text's bytes in UTF-8, one a character. */
    static String toBytes(final String unicode) {
        return new String(unicode.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Returns the text whose bytes in UTF-8 these are; what is no UTF-8 becomes a replacement character. */
    static String toUnicode(final String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
