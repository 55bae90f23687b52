package org.ouzel.persistence.load;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
 * <p>A record that is too large for a batch is put in slices of a millisecond, each at a slot of its own.
 *
 * <p>Only so many batches of records are under way that memory is bounded.
 */
final class ReadAhead implements RecordFeed {
    private static final int BATCHES_PER_SHARD = 4;
    private static final long WAIT_MS = 1;
    private static final long SLICE_NS = 1_000_000;
    /** What becomes of the large record of a shard, if there is one. */
    private static final int NONE = 0;
    private static final int AT_SLOT = 1;
    private static final int TO_GO_ON = 2;

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
    /** What each shard is still to be given. */
    private final List<Queue<RecordBatch>> waiting = new ArrayList<>();
    private final RecordBatch[] largeBatches;
    private final AtomicIntegerArray large;
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
        largeBatches = new RecordBatch[server.shardCount()];
        large = new AtomicIntegerArray(server.shardCount());
        for (int i = 0; i < server.shardCount(); i++) {
            waiting.add(new ArrayDeque<>());
        }
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
        final RecordBatch taken = takeFull();
        if (taken != null) {
            waiting.get(taken.shard()).add(taken);
        }
        submitAll(loop);
        loop.published();
        loop.doWork();
        // Before what the reader may have found further on.
        RecordFeed.throwIfAny(putFailure);
        final boolean isOver = isRead && full.isEmpty() && empty.size() == batches.size();
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
            return full.poll(isAnyToGoOn() ? 0 : WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while loading", e);
        }
    }

    private boolean isAnyToGoOn() {
        for (int shard = 0; shard < large.length(); shard++) {
            if (large.get(shard) == TO_GO_ON) {
                return true;
            }
        }
        return false;
    }

    /** Submits what waits, but nothing behind a large record of the same shard before that is complete. */
    private void submitAll(final EngineLoop loop) {
        for (int shard = 0; shard < waiting.size(); shard++) {
            final Queue<RecordBatch> ofShard = waiting.get(shard);
            if (large.get(shard) == TO_GO_ON && !submit(loop, largeBatches[shard])) {
                return;
            }
            while (!ofShard.isEmpty() && large.get(shard) == NONE) {
                if (!submit(loop, ofShard.peek())) {
                    return;
                }
                ofShard.remove();
            }
        }
    }

    private boolean submit(final EngineLoop loop, final RecordBatch batch) {
        final int before = large.get(batch.shard());
        if (batch.isLarge()) {
            largeBatches[batch.shard()] = batch;
            large.set(batch.shard(), AT_SLOT);
        }
        final boolean isSubmitted = loop.ingress().submitMarker(batch.shard(), slot -> put(batch));
        if (!isSubmitted) {
            large.set(batch.shard(), before);
        }
        return isSubmitted;
    }

    /** What the thread does that holds the batch's shard. */
    private void put(final RecordBatch batch) {
        final boolean isLarge = batch.isLarge();
        boolean isComplete = true;
        try {
            isComplete = batch.read(entries[batch.shard()], channel, SLICE_NS);
        } catch (final IOException | RuntimeException | Error e) {
            putFailure = e;
        }
        if (isLarge) {
            large.set(batch.shard(), isComplete ? NONE : TO_GO_ON);
        }
        if (isComplete) {
            empty.add(batch);
        }
    }
}
