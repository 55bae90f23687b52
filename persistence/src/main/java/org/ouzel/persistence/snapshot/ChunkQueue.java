package org.ouzel.persistence.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.ouzel.protocol.NativeBuffer;

/**
 * Carries what is to be written from the shards to the snapshot's thread. Shards put, one thread takes; a buffer that
 * was put belongs to the taker.
 *
 * <p>There are two lanes, since a record must stand in the file in one piece: that of the large record that is open, at
 * most one, and that of everything else, which waits as long as a large record is open. Each has room of its own, so
 * that neither keeps the other from going on.
 */
final class ChunkQueue {
    /** Above this in its lane the shards' walks wait; what is about to change is put all the same. */
    private static final long ROOM_BYTES = 4L << 20;
    /** Stands where the taker has to change the lane; told by its identity. */
    private static final List<NativeBuffer> TURN = new ArrayList<>(0);

    private volatile boolean isLargeOpen;
    private volatile long peakBytes;
    private final long limitBytes;
    private final LinkedBlockingQueue<List<NativeBuffer>> units = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<List<NativeBuffer>> largeParts = new LinkedBlockingQueue<>();
    private final AtomicReference<Object> largeOwner = new AtomicReference<>();
    private final AtomicLong unitBytes = new AtomicLong();
    private final AtomicLong largeBytes = new AtomicLong();
    private final AtomicLong heldBytes = new AtomicLong();

    /** @param limitBytes what waits is not to be more, about */
    ChunkQueue(final long limitBytes) {
        this.limitBytes = limitBytes;
    }

    boolean hasRoom() {
        return unitBytes.get() < ROOM_BYTES;
    }

    /** Returns whether so much waits that it should become less. */
    boolean isPressed() {
        return bytes() >= limitBytes / 2;
    }

    /** Returns whether so much waits that no more should be put. */
    boolean isCrowded() {
        return bytes() >= limitBytes;
    }

    /** Returns whether the taker has nothing to do until more comes in its lane. */
    boolean isTakerStarved() {
        return (isLargeOpen ? largeBytes : unitBytes).get() == 0;
    }

    /** Puts buffers that belong behind each other; none at all says that one shard has ended. */
    void put(final List<NativeBuffer> unit) {
        unitBytes.addAndGet(capacity(unit));
        notePeak();
        units.add(unit);
    }

    /** Takes note of memory that waits elsewhere, to be put later; or no longer does, with a negative number. */
    void hold(final long bytes) {
        heldBytes.addAndGet(bytes);
        notePeak();
    }

    /**
     * Opens a large record, or returns false: there is another one.
     *
     * @param owner the record
     */
    boolean openLarge(final Object owner) {
        if (largeOwner.get() != owner) {
            if (!largeOwner.compareAndSet(null, owner)) {
                return false;
            }
            units.add(TURN);
        }
        return true;
    }

    boolean hasLargeRoom() {
        return largeBytes.get() < ROOM_BYTES;
    }

    /** Puts a part of the large record that is open. */
    void putLarge(final List<NativeBuffer> part) {
        largeBytes.addAndGet(capacity(part));
        notePeak();
        largeParts.add(part);
    }

    /** Closes the large record. */
    void closeLarge() {
        largeParts.add(TURN);
        largeOwner.set(null);
    }

    List<NativeBuffer> take() throws InterruptedException {
        while (true) {
            final List<NativeBuffer> taken = (isLargeOpen ? largeParts : units).take();
            if (taken != TURN) {
                return taken;
            }
            isLargeOpen = !isLargeOpen;
        }
    }

    /** Frees a buffer of what was taken last. */
    void done(final NativeBuffer buffer) {
        (isLargeOpen ? largeBytes : unitBytes).addAndGet(-buffer.capacity());
        buffer.close();
    }

    /** Returns the bytes that wait at the moment. */
    long bytes() {
        return unitBytes.get() + largeBytes.get() + heldBytes.get();
    }

    /** Returns the most bytes that ever waited; about, since several shards put. */
    long peakBytes() {
        return peakBytes;
    }

    private void notePeak() {
        final long bytes = bytes();
        if (bytes > peakBytes) {
            peakBytes = bytes;
        }
    }

    private static long capacity(final List<NativeBuffer> unit) {
        long bytes = 0;
        for (final NativeBuffer buffer : unit) {
            bytes += buffer.capacity();
        }
        return bytes;
    }
}
