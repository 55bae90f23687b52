package org.ouzel.persistence.snapshot;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.ouzel.protocol.NativeBuffer;

/**
 * Carries what is to be written from the shards to the snapshot's thread. Shards put, one thread takes; a buffer that
 * was put belongs to the taker.
 */
final class ChunkQueue {
    /** Above this the shards' walks wait; what is about to change is put all the same. */
    private static final long ROOM_BYTES = 4L << 20;

    private final LinkedBlockingQueue<List<NativeBuffer>> units = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private volatile long peakBytes;

    boolean hasRoom() {
        return queuedBytes.get() < ROOM_BYTES;
    }

    /** Puts buffers that belong behind each other; none at all says that one shard has ended. */
    void put(final List<NativeBuffer> unit) {
        long bytes = 0;
        for (final NativeBuffer buffer : unit) {
            bytes += buffer.capacity();
        }
        final long queued = queuedBytes.addAndGet(bytes);
        if (queued > peakBytes) {
            peakBytes = queued;
        }
        units.add(unit);
    }

    List<NativeBuffer> take() throws InterruptedException {
        return units.take();
    }

    /** Frees a buffer that was taken. */
    void done(final NativeBuffer buffer) {
        queuedBytes.addAndGet(-buffer.capacity());
        buffer.close();
    }

    /** Returns the bytes that wait at the moment. */
    long bytes() {
        return queuedBytes.get();
    }

    /** Returns the most bytes that ever waited; about, since several shards put. */
    long peakBytes() {
        return peakBytes;
    }
}
