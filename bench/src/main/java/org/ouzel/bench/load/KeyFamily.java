package org.ouzel.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The two shapes of key that redis-benchmark uses: a prefix and twelve digits. */
public enum KeyFamily {
    /** {@code key:000000000042}, 16 bytes. */
    STRINGS("key:"),
    /** {@code counter:000000000042}, 20 bytes. */
    COUNTERS("counter:");

    private static final int DIGITS = 12;

    private final String prefix;
    private final byte[] header;

    KeyFamily(final String prefix) {
        this.prefix = prefix;
        this.header = ("$" + (prefix.length() + DIGITS) + "\r\n" + prefix).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the bytes of a key as RESP bulk string, header and both line ends included. */
    public int bulkBytes() {
        return header.length + DIGITS + 2;
    }

    /** Returns the key of an index from 0 to 999,999,999,999. */
    public String key(final long index) {
        return prefix + String.format("%012d", index);
    }

    /** Writes the key of an index as RESP bulk string. */
    public void putBulk(final ByteBuffer target, final long index) {
        target.put(header);
        final int start = target.position();
        long rest = index;
        for (int i = DIGITS - 1; i >= 0; i--) {
            target.put(start + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        target.position(start + DIGITS);
        target.put((byte) '\r').put((byte) '\n');
    }
}
