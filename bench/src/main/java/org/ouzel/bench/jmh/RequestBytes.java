package org.ouzel.bench.jmh;

import java.nio.charset.StandardCharsets;
import org.ouzel.protocol.NativeMemory;

/** Requests as a client would send them, in native memory. Whoever makes it closes it; one thread. */
final class RequestBytes implements AutoCloseable {
    private static final int KEY_DIGITS = 12;

    private final long address;
    private final int length;
    private final int requestBytes;
    private final int keyOffset;

    private RequestBytes(final String request, final int count, final int keyOffset) {
        final byte[] bytes = request.repeat(count).getBytes(StandardCharsets.ISO_8859_1);
        this.requestBytes = request.length();
        this.keyOffset = keyOffset;
        length = bytes.length;
        address = NativeMemory.allocate(length);
        NativeMemory.copy(bytes, 0, address, length);
    }

    /** Returns {@code count} requests of a command on one key of 16 bytes, with a value if it has a length. */
    static RequestBytes of(final String command, final int valueBytes, final int count) {
        final int argumentCount = valueBytes > 0 ? 3 : 2;
        final String head = "*" + argumentCount + "\r\n$" + command.length() + "\r\n" + command + "\r\n$16\r\nkey:";
        final String value = valueBytes > 0 ? "$" + valueBytes + "\r\n" + "x".repeat(valueBytes) + "\r\n" : "";
        return new RequestBytes(head + "0".repeat(KEY_DIGITS) + "\r\n" + value, count, head.length());
    }

    /** Returns inline requests, lines as telnet sends them. */
    static RequestBytes inline(final String line, final int count) {
        return new RequestBytes(line + "\r\n", count, 0);
    }

    long address() {
        return address;
    }

    int length() {
        return length;
    }

    /** Gives a request another key, 0 to 999,999,999,999. */
    void setKey(final int request, final long key) {
        final long digits = address + (long) request * requestBytes + keyOffset;
        long rest = key;
        for (int i = KEY_DIGITS - 1; i >= 0; i--) {
            NativeMemory.putByte(digits + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    @Override
    public void close() {
        NativeMemory.free(address, length);
    }
}
