package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Gives every read of a loop the same buffer: its bytes are decoded, or copied, before the next read begins. Saves
 * taking a buffer from the pool and putting it back for each read.
 */
final class LoopReadAllocator extends DefaultMaxMessagesRecvByteBufAllocator {
    /** Reads from a connection before the others' turn: a client that sends without end must not hold them up. */
    private static final int MAX_READS = 1;

    private final ByteBuf shared;

    /** @param shared the loop's read buffer; released by the driver that made it */
    LoopReadAllocator(final ByteBuf shared) {
        super(MAX_READS);
        this.shared = shared;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new SharedHandle();
    }

    private final class SharedHandle extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(final ByteBufAllocator allocator) {
            return shared.retain().clear();
        }

        @Override
        public int guess() {
            return shared.capacity();
        }
    }
}
