package org.ouzel.persistence.rdb;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ouzel.engine.ServerState;

/** Sorts the records of an RDB file by the shards that they belong to. One thread. */
public final class RecordSplitter implements RecordSink {
    private final ServerState server;
    private final Supplier<RecordBatch> empty;
    private final Consumer<RecordBatch> full;
    private final RecordBatch[] current;

    /**
     * @param empty gives a batch to be filled; there are more of them than shards
     * @param full  takes one that was
     */
    public RecordSplitter(final ServerState server, final Supplier<RecordBatch> empty,
        final Consumer<RecordBatch> full) {
        this.server = server;
        this.empty = empty;
        this.full = full;
        current = new RecordBatch[server.shardCount()];
    }

    @Override
    public boolean take(final int code, final RdbInput in, final long databaseNumber) throws IOException {
        in.keepFromLast();
        final long offset = in.offset() - 1;
        final int type = RecordSkipper.skipPrefixes(code, in);
        in.readString();
        final int shard = server.shardOf(in.address(), in.length());
        RecordSkipper.skipValue(type, in);
        final long length = in.offset() - offset;
        final long address = in.takeKept();
        if (address == 0) {
            final RecordBatch large = empty.get();
            large.begin(shard);
            large.addLarge(offset, length, databaseNumber);
            full.accept(large);
            return true;
        }
        batch(shard).add(address, (int) length, offset, databaseNumber);
        if (current[shard].isFull()) {
            full.accept(current[shard]);
            current[shard] = null;
        }
        return true;
    }

    @Override
    public boolean goOn(final RdbInput in) {
        return true;
    }

    @Override
    public void size(final long keyCount, final long databaseNumber) {
        for (int shard = 0; shard < current.length; shard++) {
            batch(shard).addSize(keyCount / current.length, databaseNumber);
        }
    }

    /** Hands on what is left, at the end of the file. */
    public void end() {
        for (final RecordBatch batch : current) {
            if (batch != null) {
                full.accept(batch);
            }
        }
    }

    private RecordBatch batch(final int shard) {
        if (current[shard] == null) {
            current[shard] = empty.get();
            current[shard].begin(shard);
        }
        return current[shard];
    }
}
