package org.ouzel.persistence.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.Collection;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.EntrySaver;
import org.ouzel.engine.store.MemberSaver;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.protocol.NativeBuffer;

/**
 * One shard's entries on their way to the file. What is handed on begins with the number of its database, so that the
 * shards' parts may follow each other in any order; a value that fills several buffers is handed on with all of them,
 * unless it is a large collection ({@link LargeRecord}). Whoever holds the shard.
 */
final class ShardOutput implements EntrySaver {
    private static final int BUFFER_BYTES = 80 * 1024;
    private static final int UNIT_BYTES = 64 * 1024;
    private static final long NO_NUMBER = -1;
    /** Larger collections go to the file in parts. */
    private static final int WHOLE_COUNT = 1024;
    /** The same for lists and streams; each run takes some kilobytes. */
    private static final int WHOLE_RUN_COUNT = 16;
    private static final long PAUSE_NS = 100_000;
    /** How often it is waited at most: for a disk that stands still, and for another shard's large record. */
    private static final int MAX_PAUSE_COUNT = 100_000;
    private static final int PAUSE_COUNT_FOR_OTHERS = 10;

    private long writtenNumber = NO_NUMBER;
    private boolean isEnded;
    private List<NativeBuffer> unit = new ArrayList<>(1);
    private final ServerState server;
    private final Snapshot snapshot;
    private final ChunkQueue queue;
    private final boolean isCompressing;
    private final int onlyNamespace;
    private final EntryForm form;
    private final RdbOutput out = new RdbOutput(this::exchangeBuffer);
    private final RdbOutput largeOut = new RdbOutput(null);

    ShardOutput(final ServerState server, final Snapshot snapshot, final ChunkQueue queue,
        final boolean isCompressing, final EntryForm form, final int onlyNamespace) {
        this.server = server;
        this.form = form;
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
        if (isLeftOut(namespace)) {
            return;
        }
        final long fileNumber = numberOf(namespace, number);
        if (fileNumber != writtenNumber) {
            form.writeDatabase(fileNumber, out);
            writtenNumber = fileNumber;
        }
        form.writeEntry(database, entry, out);
        snapshot.countKey();
        if (unit.size() > 1 || out.buffer().length() >= UNIT_BYTES) {
            handOn();
        }
    }

    @Override
    public MemberSaver saveMembers(final int namespace, final int number, final Database database,
        final long entry) {
        if (!EntryDescriptor.isHandle(entry) || isLeftOut(namespace)) {
            return null;
        }
        final Collection collection = database.collection(entry);
        final MemberTable members = collection.members();
        if (members == null ? collection.runCount() <= WHOLE_RUN_COUNT : members.elementCount() <= WHOLE_COUNT) {
            return null;
        }
        return new LargeRecord(snapshot, queue, isCompressing, form, largeOut, numberOf(namespace, number), database,
            entry);
    }

    @Override
    public boolean isPressed() {
        return queue.isPressed();
    }

    @Override
    public boolean isCrowded() {
        return queue.isCrowded() && !snapshot.hasFailed();
    }

    @Override
    public boolean pause(final int count) {
        if (queue.isTakerStarved() && count >= PAUSE_COUNT_FOR_OTHERS) {
            // The shard whose record is open may stand still until this one goes on.
            return false;
        }
        if (count >= MAX_PAUSE_COUNT) {
            snapshot.fail("the disk is too slow for what is written meanwhile");
            return false;
        }
        LockSupport.parkNanos(PAUSE_NS);
        return true;
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

    private boolean isLeftOut(final int namespace) {
        return snapshot.hasFailed() || onlyNamespace != RdbFileWriter.ALL_NAMESPACES && namespace != onlyNamespace;
    }

    /** Returns the number that a database has in the file. */
    private long numberOf(final int namespace, final int number) {
        return RdbFileWriter.numberOf(server, onlyNamespace == RdbFileWriter.ALL_NAMESPACES ? namespace : 0, number);
    }

    private void close() {
        isEnded = true;
        out.buffer().close();
        out.close();
        largeOut.close();
        form.close();
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
