package org.ouzel.persistence.rdb;

import org.ouzel.protocol.NativeMemory;

/**
 * Elements of an intset: width of a number (4 bytes: 2, 4 or 8), how many there are (4 bytes), and the numbers in
 * ascending order.
 */
final class IntsetElements extends Elements {
    static final int HEADER_BYTES = 2 * Integer.BYTES;

    private int width;
    private boolean isFirst;
    private long previous;

    @Override
    void open(final long blob, final int bytes) throws MalformedBlobException {
        if (bytes < HEADER_BYTES) {
            throw new MalformedBlobException("intset is cut off: bytes=" + bytes);
        }
        width = NativeMemory.getInt(blob);
        final long count = NativeMemory.getInt(blob + Integer.BYTES) & 0xFFFFFFFFL;
        if (width != Short.BYTES && width != Integer.BYTES && width != Long.BYTES
            || count * width != bytes - HEADER_BYTES) {
            throw new MalformedBlobException("intset doesn't have the length that it tells: bytes=" + bytes);
        }
        at = blob + HEADER_BYTES;
        end = blob + bytes;
        isFirst = true;
    }

    @Override
    boolean next() throws MalformedBlobException {
        if (at == end) {
            return false;
        }
        final long number = width == Short.BYTES ? NativeMemory.getShort(at)
            : width == Integer.BYTES ? NativeMemory.getInt(at) : NativeMemory.getLong(at);
        if (!isFirst && number <= previous) {
            throw new MalformedBlobException("intset isn't in order");
        }
        isFirst = false;
        previous = number;
        at += width;
        show(number);
        return true;
    }
}
