package org.ouzel.persistence.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.BufferUtil;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.SnapshotWalk;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.persistence.rdb.Crc64;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * One snapshot: the entries that all shards held at one slot of the ring, in a file of one form.
 *
 * <p>Begun while all shards are held; from then on each shard's ticks walk a slice, and a thread of the snapshot's own
 * writes what they put. It never ends before the walks have, even when writing has failed: only then can another begin.
 */
public final class Snapshot {
    private static final long SYNC_BYTES = 8L << 20;
    private static final int TRANSFER_BYTES = 256 * 1024;
    private static final long WAIT_NS = 100_000;
    /** What waits to be written may take so much, and a part of what is stored. */
    private static final long MIN_LIMIT_BYTES = 8L << 20;
    private static final int LIMIT_DIVISOR = 32;

    private int endedShards;
    private long checksum;
    private long unsyncedBytes;
    private volatile boolean hasFailed;
    private volatile String failureReason;
    private volatile long writtenBytes;
    private final ServerState server;
    private final SnapshotTarget target;
    private final SnapshotForm form;
    private final boolean isChecksummed;
    private final long keyCount;
    private final long startMs;
    private final ChunkQueue queue;
    private final LongAdder savedKeys = new LongAdder();
    private final CompletableFuture<IOException> end = new CompletableFuture<>();

    private Snapshot(final ServerState server, final SnapshotTarget target, final long startMs) {
        this.server = server;
        this.target = target;
        this.startMs = startMs;
        this.form = target.form();
        this.isChecksummed = form.hasChecksum() && server.settings().isOn(SettingsTable.RDBCHECKSUM);
        this.keyCount = RdbFileWriter.keyCount(server, target.namespace());
        this.queue = new ChunkQueue(Math.max(MIN_LIMIT_BYTES, server.usedBytes() / LIMIT_DIVISOR));
    }

    /**
     * Begins a snapshot of what there is now. All shards are held by the caller, and none has another under way.
     *
     * @param nowMs Unix milliseconds
     */
    static Snapshot begin(final ServerState server, final SnapshotTarget target, final long nowMs) {
        final Snapshot snapshot = new Snapshot(server, target, nowMs);
        final boolean isCompressing = server.settings().isOn(SettingsTable.RDBCOMPRESSION);
        for (int i = 0; i < server.shardCount(); i++) {
            final ShardOutput output = new ShardOutput(server, snapshot, snapshot.queue, isCompressing,
                snapshot.form.newEntries(server, nowMs), target.namespace());
            if (i == 0) {
                // Put before any other shard can put something.
                snapshot.form.writeHead(server, nowMs, target.namespace(), output.out());
                output.handOn();
            }
            server.shard(i).keyspace().beginWalk(output);
        }
        return snapshot;
    }

    /**
     * Starts the writing.
     *
     * @param done called by the snapshot's thread when the file is there, with null, or with why it isn't
     */
    void start(final Consumer<IOException> done) {
        final Thread writer = new Thread(() -> write(done), "ouzel-snapshot");
        writer.setDaemon(true);
        writer.start();
    }

    /** Walks to the end at once, and waits for the file. All shards are held by the caller. */
    public void finish() {
        boolean isAny;
        do {
            isAny = false;
            boolean isFurther = false;
            for (int i = 0; i < server.shardCount(); i++) {
                // In turn, since each may have to wait until another is done with a large record.
                final SnapshotWalk walk = server.shard(i).keyspace().walk();
                while (walk != null && walk.hasRoom() && walk.step()) {
                    isFurther = true;
                }
                isAny |= server.shard(i).keyspace().walk() != null;
            }
            if (isAny && !isFurther) {
                LockSupport.parkNanos(WAIT_NS);
            }
        } while (isAny);
        end.join();
    }

    /** Waits until the snapshot's thread has done everything. */
    void awaitEnd() {
        end.join();
    }

    /** Returns when the snapshot began, Unix milliseconds. */
    public long startMs() {
        return startMs;
    }

    /** Returns how many keys there are to save. */
    public long keyCount() {
        return keyCount;
    }

    /** Returns how many keys the walks have saved. */
    public long savedKeyCount() {
        return savedKeys.sum();
    }

    /** Returns the file's bytes so far. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** Returns the most memory that was taken by what waited to be written, about. */
    public long peakBytes() {
        return queue.peakBytes();
    }

    /** Returns the memory that is taken by what waits to be written. */
    public long pendingBytes() {
        return queue.bytes();
    }

    boolean hasFailed() {
        return hasFailed;
    }

    /** Lets the snapshot fail, since not all entries will come, or nobody wants it any more; by who holds a shard. */
    public void abandon() {
        fail("given up before the end");
    }

    /** Lets the snapshot fail, for whatever reason. */
    void fail(final String reason) {
        failureReason = reason;
        hasFailed = true;
    }

    void countKey() {
        savedKeys.increment();
    }

    private void write(final Consumer<IOException> done) {
        IOException failure = null;
        try (WritableFile file = target.open()) {
            writeAll(file);
        } catch (final IOException e) {
            failure = e;
        }
        if (failure == null) {
            try {
                target.complete(writtenBytes);
            } catch (final IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            hasFailed = true;
            target.abandon();
            drain();
        }
        done.accept(failure);
        end.complete(failure);
    }

    private void writeAll(final WritableFile file) throws IOException {
        final ByteBuffer transfer = ByteBuffer.allocateDirect(TRANSFER_BYTES);
        try {
            while (endedShards < server.shardCount()) {
                final List<NativeBuffer> unit = take();
                endedShards += unit.isEmpty() ? 1 : 0;
                try {
                    for (final NativeBuffer buffer : unit) {
                        put(file, transfer, buffer.address(), buffer.length());
                    }
                } finally {
                    unit.forEach(queue::done);
                }
            }
            if (hasFailed) {
                throw new IOException(failureReason);
            }
            if (form.hasChecksum()) {
                putEnd(file, transfer);
            }
            file.force();
        } finally {
            BufferUtil.free(transfer);
        }
    }

    private void putEnd(final WritableFile file, final ByteBuffer transfer) throws IOException {
        final long end = NativeMemory.allocate(1 + Long.BYTES);
        try {
            NativeMemory.putByte(end, RdbFileWriter.END);
            put(file, transfer, end, 1);
            NativeMemory.putLong(end, checksum);
            put(file, transfer, end, Long.BYTES);
        } finally {
            NativeMemory.free(end, 1 + Long.BYTES);
        }
    }

    private void put(final WritableFile file, final ByteBuffer transfer, final long address, final long bytes)
        throws IOException {
        if (isChecksummed) {
            checksum = Crc64.update(checksum, address, bytes);
        }
        for (long put = 0; put < bytes;) {
            final int count = (int) Math.min(transfer.capacity(), bytes - put);
            transfer.clear().limit(count);
            NativeMemory.copy(address + put, BufferUtil.address(transfer), count);
            while (transfer.hasRemaining()) {
                writtenBytes += file.write(transfer, writtenBytes);
            }
            put += count;
        }
        unsyncedBytes += bytes;
        // While much waits the system's cache takes it in faster than the disk.
        if (unsyncedBytes >= SYNC_BYTES && !queue.isPressed()) {
            unsyncedBytes = 0;
            file.force();
        }
    }

    /** Takes the rest after a failure, so that the walks come to their end. */
    private void drain() {
        while (endedShards < server.shardCount()) {
            final List<NativeBuffer> unit = take();
            endedShards += unit.isEmpty() ? 1 : 0;
            unit.forEach(queue::done);
        }
    }

    private List<NativeBuffer> take() {
        while (true) {
            try {
                return queue.take();
            } catch (final InterruptedException e) {
                // Nobody has a reason to; the walks would wait for ever.
                Thread.interrupted();
            }
        }
    }
}
