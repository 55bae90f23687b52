package org.ouzel.auth.acl;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.protocol.NativeMemory;

/** Texts of one byte a character, as names and rules are kept. */
final class LatinText {
    private LatinText() {
    }

    static String of(final byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String of(final RequestArguments request, final int index) {
        return NativeMemory.toText(request.argAddress(index), request.argLength(index));
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
