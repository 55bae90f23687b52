package org.ouzel.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes requests for tests. */
final class Requests {
    private Requests() {
    }

    static byte[] encode(final String... arguments) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("*" + arguments.length + "\r\n"));
        for (final String argument : arguments) {
            out.writeBytes(bytes("$" + argument.length() + "\r\n" + argument + "\r\n"));
        }
        return out.toByteArray();
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(final byte[]... parts) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
