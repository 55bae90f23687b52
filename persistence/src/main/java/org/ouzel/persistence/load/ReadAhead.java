package org.ouzel.persistence.load;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
import org.ouzel.persistence.rdb.RdbTarget;
import org.ouzel.persistence.rdb.RecordBatch;
import org.ouzel.persistence.rdb.RecordSplitter;

/**
 * Has a thread read the file ahead, check it and sort its records by shard; each shard decodes and puts its own, in
 * slots of the ring. So even one shard has less to do than a single thread would, and several work side by side.
 *
 * <p>Only so many batches of records are under way that memory is bounded.
 */
final class ReadAhead implements RecordFeed {
    private static final int BATCHES_PER_SHARD = 4;
    private static final long WAIT_MS = 1;

    private RecordBatch next;
    private volatile boolean isRead;
    private volatile long offset;
    private volatile Throwable readFailure;
    private volatile Throwable putFailure;
    private final ServerState server;
    private final FileChannel channel;
    private final RdbInput input;
    private final RdbTarget target;
    private final EntryReader[] entries;
    private final List<RecordBatch> batches = new ArrayList<>();
    private final BlockingQueue<RecordBatch> empty;
    private final BlockingQueue<RecordBatch> full;
    private final Thread reader = new Thread(this::read, "ouzel-load");

    /** Reads a file, whose records are put by the entry reader of their shard. */
    ReadAhead(final FileChannel channel, final RdbInput input, final RdbTarget target, final EntryReader[] entries,
        final ServerState server) {
        this.server = server;
        this.channel = channel;
        this.input = input;
        this.target = target;
        this.entries = entries;
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

    @Override
    public boolean goOn(final EngineLoop loop) throws IOException {
        if (next == null) {
            next = takeFull();
        }
        if (next != null && submit(loop, next)) {
            next = null;
        }
        loop.published();
        loop.doWork();
        // Before what the reader may have found further on.
        RecordFeed.throwIfAny(putFailure);
        final boolean isOver = next == null && isRead && full.isEmpty() && empty.size() == batches.size();
        RecordFeed.throwIfAny(isOver ? readFailure : null);
        return isOver;
    }

    @Override
    public long offset() {
        return offset;
    }

    /** Ends the thread, and frees the batches; a shard that comes to one behind that leaves it alone. */
    @Override
    public void close() {
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
}
