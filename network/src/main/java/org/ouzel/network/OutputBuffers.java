package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A loop's stock of small buffers for replies, handed out again and again; only the loop's thread. */
final class OutputBuffers {
    private static final int BUFFER_BYTES = 2048;
    private static final int MAX_COUNT = 256;

    private int count;
    private final ByteBuf[] stock = new ByteBuf[MAX_COUNT];

    /** Returns an empty buffer for at least that many bytes; the caller's until it is given back or released. */
    ByteBuf take(final int bytes) {
        if (bytes > BUFFER_BYTES) {
            return ByteBufAllocator.DEFAULT.directBuffer(bytes);
        }
        if (count == 0) {
            return ByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES);
        }
        count--;
        final ByteBuf taken = stock[count];
        stock[count] = null;
        return taken;
    }

    /** Takes a buffer back that nobody else holds. */
    void give(final ByteBuf buffer) {
        if (count < MAX_COUNT && buffer.capacity() == BUFFER_BYTES) {
            stock[count] = buffer.clear();
            count++;
        } else {
            buffer.release();
        }
    }

    /** Releases the stock. */
    void close() {
        while (count > 0) {
            count--;
            stock[count].release();
            stock[count] = null;
        }
    }
}
