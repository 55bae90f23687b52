package org.ouzel.persistence.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntrySaver;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.rdb.ValueWriter;
import org.ouzel.protocol.NativeBuffer;

/**
 * One shard's entries on their way to the file. What is handed on begins with the number of its database, so that the
 * shards' parts may follow each other in any order; a value that fills several buffers is handed on with all of them.
 * Whoever holds the shard.
 */
final class ShardOutput implements EntrySaver {
    private static final int BUFFER_BYTES = 80 * 1024;
    private static final int UNIT_BYTES = 64 * 1024;
    private static final long NO_NUMBER = -1;

    private long writtenNumber = NO_NUMBER;
    private boolean isEnded;
    private List<NativeBuffer> unit = new ArrayList<>(1);
    private final ServerState server;
    private final Snapshot snapshot;
    private final ChunkQueue queue;
    private final boolean isCompressing;
    private final int onlyNamespace;
    private final ValueWriter values = new ValueWriter();
    private final RdbOutput out = new RdbOutput(this::exchangeBuffer);

    ShardOutput(final ServerState server, final Snapshot snapshot, final ChunkQueue queue,
        final boolean isCompressing, final int onlyNamespace) {
        this.server = server;
        this.onlyNamespace = onlyNamespace;
        this.snapshot = snapshot;
        this.queue = queue;
        this.isCompressing = isCompressing;
        beginBuffer();
    }

    /** Returns the output, for what stands before the entries. */
    RdbOutput out() {
        return out;
    }

    @Override
    public void save(final int namespace, final int number, final Database database, final long entry) {
        final boolean isAll = onlyNamespace == RdbFileWriter.ALL_NAMESPACES;
        if (snapshot.hasFailed() || !isAll && namespace != onlyNamespace) {
            return;
        }
        final long fileNumber = RdbFileWriter.numberOf(server, isAll ? namespace : 0, number);
        if (fileNumber != writtenNumber) {
            RdbFileWriter.writeDatabase(fileNumber, out);
            writtenNumber = fileNumber;
        }
        values.writeRecord(database, entry, out);
        snapshot.countKey();
        if (unit.size() > 1 || out.buffer().length() >= UNIT_BYTES) {
            handOn();
        }
    }

    @Override
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    @Override
    public void end() {
        if (!isEnded) {
            handOn();
            close();
            queue.put(List.of());
        }
    }

    @Override
    public void abandon() {
        snapshot.abandon();
        end();
    }

    /** Hands on what was written, and begins anew. */
    void handOn() {
        queue.put(unit);
        unit = new ArrayList<>(1);
        writtenNumber = NO_NUMBER;
        beginBuffer();
    }

    private void close() {
        isEnded = true;
        out.buffer().close();
        out.close();
        values.close();
    }

    private void exchangeBuffer(final RdbOutput full) {
        beginBuffer();
    }

    private void beginBuffer() {
        final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, BUFFER_BYTES);
        unit.add(buffer);
        out.wrap(buffer, isCompressing);
    }
}
