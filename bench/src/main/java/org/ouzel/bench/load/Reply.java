package org.ouzel.bench.load;

import java.nio.ByteBuffer;

/**
 * Reads one reply after the other from a buffer that may end in the middle of one. Knows the replies that the
 * generator's requests can get: status, error, integer, bulk string and null.
 */
final class Reply {
    private static final int CR_LF = 2;

    private byte type;
    private long number;
    private int payloadStart;
    private int payloadLength;

    /**
     * Takes one whole reply from the buffer's position on and moves past it; answers false, and moves nothing, when
     * the reply isn't all there.
     */
    boolean read(final ByteBuffer source) {
        final int start = source.position();
        final int lineEnd = lineEnd(source, start);
        if (lineEnd < 0) {
            return false;
        }
        type = source.get(start);
        payloadStart = start + 1;
        payloadLength = lineEnd - payloadStart;
        int end = lineEnd + CR_LF;
        switch (type) {
            case '+', '-', '_' -> number = 0;
            case ':' -> number = number(source, payloadStart, lineEnd);
            case '$' -> {
                number = number(source, payloadStart, lineEnd);
                if (number >= 0) {
                    payloadStart = end;
                    payloadLength = (int) number;
                    end += payloadLength + CR_LF;
                }
            }
            default -> throw new IllegalStateException("unexpected reply: type=" + (char) type);
        }
        if (end > source.limit()) {
            return false;
        }
        source.position(end);
        return true;
    }

    boolean isError() {
        return type == '-';
    }

    boolean isStatus() {
        return type == '+';
    }

    boolean isInteger() {
        return type == ':';
    }

    boolean isNull() {
        return type == '_' || type == '$' && number < 0;
    }

    boolean isBulk() {
        return type == '$' && number >= 0;
    }

    long number() {
        return number;
    }

    int payloadStart() {
        return payloadStart;
    }

    int payloadLength() {
        return payloadLength;
    }

    private static int lineEnd(final ByteBuffer source, final int start) {
        for (int i = start; i + 1 < source.limit(); i++) {
            if (source.get(i) == '\r' && source.get(i + 1) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static long number(final ByteBuffer source, final int start, final int end) {
        final boolean isNegative = source.get(start) == '-';
        long value = 0;
        for (int i = isNegative ? start + 1 : start; i < end; i++) {
            value = value * 10 + source.get(i) - '0';
        }
        return isNegative ? -value : value;
    }
}
