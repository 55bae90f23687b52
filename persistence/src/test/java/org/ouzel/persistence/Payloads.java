package org.ouzel.persistence;

import java.nio.charset.StandardCharsets;
import org.ouzel.persistence.rdb.Crc64;
import org.ouzel.protocol.NativeMemory;

/** Payloads of RESTORE, made by hand. A character is a byte. */
public final class Payloads {
    private Payloads() {
    }

    /** Returns type and value with version 10 and the right checksum behind it. */
    public static String sealed(final String value) {
        final String content = value + "\n\0";
        return content + longText(checksum(content));
    }

    /** Returns the checksum of bytes. */
    public static long checksum(final String content) {
        final byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        final long address = NativeMemory.allocate(Math.max(1, bytes.length));
        try {
            NativeMemory.copy(bytes, 0, address, bytes.length);
            return Crc64.update(0, address, bytes.length);
        } finally {
            NativeMemory.free(address, Math.max(1, bytes.length));
        }
    }

    /** Returns a number's eight bytes, the lowest first. */
    public static String longText(final long number) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < Long.BYTES; i++) {
            text.append((char) (number >>> Byte.SIZE * i & 0xFF));
        }
        return text.toString();
    }
}
