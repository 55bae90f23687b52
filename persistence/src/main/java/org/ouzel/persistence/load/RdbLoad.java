package org.ouzel.persistence.load;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.persistence.rdb.EntryReader;
import org.ouzel.persistence.rdb.RdbFileReader;
import org.ouzel.persistence.rdb.RdbInput;
import org.ouzel.persistence.rdb.RecordBatch;
import org.ouzel.persistence.rdb.RecordSplitter;
import org.ouzel.persistence.snapshot.DatasetTarget;

/**
 * Loads a snapshot: a thread reads the file ahead, checks it and sorts its records by shard, and each shard decodes and
 * puts its own, in slots of the ring. So even one shard has less to do than a single thread would, and several work
 * side by side.
 *
 * <p>Only so many batches of records are under way that memory is bounded. Only the thread of the loop that is given,
 * but for what is said to be any's.
 */
public final class RdbLoad implements AutoCloseable {
    private static final int BATCHES_PER_SHARD = 4;
    private static final long WAIT_MS = 1;

    private RecordBatch next;
    private boolean isEndSubmitted;
    private volatile boolean isEnded;
    private volatile boolean isRead;
    private volatile long offset;
    private volatile Throwable readFailure;
    private volatile Throwable putFailure;
    private final Path path;
    private final ServerState server;
    private final FileChannel channel;
    private final RdbInput input;
    private final DatasetTarget target;
    private final EntryReader[] entries;
    private final List<RecordBatch> batches = new ArrayList<>();
    private final BlockingQueue<RecordBatch> empty;
    private final BlockingQueue<RecordBatch> full;
    private final Thread reader = new Thread(this::read, "ouzel-load");

    /**
     * Opens a file.
     *
     * @param nowMs             the time, for keys that are due and for access clocks
     * @param shouldDropExpired whether keys that are due are passed over; not in front of an AOF, whose commands may
     *                          have to do with them
     */
    public RdbLoad(final Path path, final ServerState server, final long nowMs, final boolean shouldDropExpired)
        throws IOException {
        this.path = path;
        this.server = server;
        channel = FileChannel.open(path, StandardOpenOption.READ);
        input = RdbInput.of(channel, 0, channel.size());
        target = new DatasetTarget(server);
        entries = new EntryReader[server.shardCount()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new EntryReader(target, nowMs, shouldDropExpired, server);
        }
        final int batchCount = BATCHES_PER_SHARD * server.shardCount();
        empty = new ArrayBlockingQueue<>(batchCount);
        full = new ArrayBlockingQueue<>(batchCount);
        for (int i = 0; i < batchCount; i++) {
            batches.add(new RecordBatch());
        }
        empty.addAll(batches);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Loads some more.
     *
     * @return whether there is more to do
     * @throws IOException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    public boolean step(final EngineLoop loop) throws IOException {
        if (next == null) {
            next = takeFull();
        }
        if (next != null && submit(loop, next)) {
            next = null;
        }
        loop.published();
        loop.doWork();
        final boolean wasEnded = isEnded;
        // Before what the reader may have found further on.
        throwIfAny(putFailure);
        final boolean isOver = next == null && isRead && full.isEmpty() && empty.size() == batches.size();
        throwIfAny(isOver ? readFailure : null);
        if (isOver && !isEndSubmitted) {
            isEndSubmitted = loop.ingress().submitMarker(slot -> end());
        }
        return !wasEnded;
    }

    public Path path() {
        return path;
    }

    /** Returns how far the file has been read; behind its checksum when everything is loaded. */
    public long offset() {
        return offset;
    }

    /** Returns when the file says that it was written, Unix seconds, 0 if it doesn't; when everything is loaded. */
    public long createdSeconds() {
        return target.createdSeconds();
    }

    /** Returns how many keys were put; about, as long as that goes on. */
    public long loadedCount() {
        long count = 0;
        for (final EntryReader each : entries) {
            count += each.loadedCount();
        }
        return count;
    }

    /** Returns how many keys were passed over since they were due; when everything is loaded. */
    public long expiredCount() {
        long count = 0;
        for (final EntryReader each : entries) {
            count += each.expiredCount();
        }
        return count;
    }

    /** Returns how many keys were passed over since they held empty collections; when everything is loaded. */
    public long emptyCount() {
        long count = 0;
        for (final EntryReader each : entries) {
            count += each.emptyCount();
        }
        return count;
    }

    /** Ends the thread, and frees everything; a shard that comes to a batch behind that leaves it alone. */
    @Override
    public void close() throws IOException {
        reader.interrupt();
        boolean isInterrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (final InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        batches.forEach(RecordBatch::close);
        for (final EntryReader each : entries) {
            each.close();
        }
        input.close();
        channel.close();
    }

    private void read() {
        final RecordSplitter splitter = new RecordSplitter(server, this::takeEmpty, this::putFull);
        try {
            new RdbFileReader(input, target, splitter, server).read();
            splitter.end();
            offset = input.offset();
        } catch (final IOException | RuntimeException | Error e) {
            readFailure = e;
            splitter.end();
        }
        isRead = true;
    }

    private RecordBatch takeEmpty() {
        try {
            return empty.take();
        } catch (final InterruptedException e) {
            throw new IllegalStateException("the loading was broken off", e);
        }
    }

    private void putFull(final RecordBatch batch) {
        offset = input.offset();
        // There is room for all that there are.
        full.add(batch);
    }

    private RecordBatch takeFull() throws IOException {
        try {
            return full.poll(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while loading", e);
        }
    }

    private boolean submit(final EngineLoop loop, final RecordBatch batch) {
        return loop.ingress().submitMarker(batch.shard(), slot -> put(batch));
    }

    /** What the thread does that holds the batch's shard. */
    private void put(final RecordBatch batch) {
        try {
            batch.read(entries[batch.shard()], channel);
        } catch (final IOException | RuntimeException | Error e) {
            putFailure = e;
        }
        empty.add(batch);
    }

    /** What is done while all shards stand still. */
    private void end() {
        try {
            target.loadFunctions();
        } catch (final IOException | RuntimeException | Error e) {
            putFailure = e;
        }
        isEnded = true;
    }

    private static void throwIfAny(final Throwable failure) throws IOException {
        if (failure instanceof IOException) {
            throw (IOException) failure;
        }
        if (failure != null) {
            throw new IllegalStateException("loading failed", failure);
        }
    }
}
