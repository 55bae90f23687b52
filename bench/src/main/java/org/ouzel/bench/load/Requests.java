package org.ouzel.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the generator's requests as RESP arrays. */
final class Requests {
    private static final byte[] SET = ascii("*3\r\n$3\r\nSET\r\n");
    private static final byte[] GET = ascii("*2\r\n$3\r\nGET\r\n");
    private static final byte[] INCR = ascii("*2\r\n$4\r\nINCR\r\n");
    private static final byte[] MSET = ascii("*" + (1 + 2 * Operation.MSET.keyCount()) + "\r\n$4\r\nMSET\r\n");
    private static final int SLACK_BYTES = 64;

    private final int valueBytes;
    private final byte[] valueHeader;

    Requests(final int valueBytes) {
        this.valueBytes = valueBytes;
        this.valueHeader = ascii("$" + valueBytes + "\r\n");
    }

    /** Returns a number of bytes that any request of the operation fits in. */
    int maximumBytes(final Operation operation) {
        return SLACK_BYTES + operation.keyCount() * (operation.keys().bulkBytes() + valueBytes + SLACK_BYTES);
    }

    void putSet(final ByteBuffer target, final int key, final int version) {
        target.put(SET);
        putPair(target, key, version);
    }

    void putGet(final ByteBuffer target, final KeyFamily family, final int key) {
        target.put(GET);
        family.putBulk(target, key);
    }

    void putIncr(final ByteBuffer target, final int key) {
        target.put(INCR);
        KeyFamily.COUNTERS.putBulk(target, key);
    }

    /** Starts an MSET; ten calls of {@link #putPair} follow. */
    void putMset(final ByteBuffer target) {
        target.put(MSET);
    }

    void putPair(final ByteBuffer target, final int key, final int version) {
        KeyFamily.STRINGS.putBulk(target, key);
        target.put(valueHeader);
        ValueStamp.put(target, key, version, valueBytes);
        target.put((byte) '\r').put((byte) '\n');
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
