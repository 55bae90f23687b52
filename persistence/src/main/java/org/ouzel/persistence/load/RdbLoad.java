package org.ouzel.persistence.load;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.persistence.rdb.EntryReader;
import org.ouzel.persistence.rdb.RdbFileReader;
import org.ouzel.persistence.rdb.RdbInput;
import org.ouzel.persistence.snapshot.DatasetTarget;

/**
 * Loads a snapshot, in slots of the ring: read and put in turn by a loop that runs the shard itself ({@link
 * RecordSlices}), else read ahead by a thread and put by the shards' ({@link ReadAhead}).
 *
 * <p>Only the thread of the loop that is given, but for what is said to be any's.
 */
public final class RdbLoad implements AutoCloseable {
    private RecordFeed feed;
    private boolean isEndSubmitted;
    private long heldOffset;
    private volatile boolean isEnded;
    private volatile Throwable endFailure;
    private final Path path;
    private final ServerState server;
    private final FileChannel channel;
    private final RdbInput input;
    private final DatasetTarget target;
    private final EntryReader[] entries;

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
    }

    /**
     * Loads some more.
     *
     * @return whether there is more to do
     * @throws IOException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    public boolean step(final EngineLoop loop) throws IOException {
        if (feed == null) {
            feed = loop.isFused()
                ? new RecordSlices(input, new RdbFileReader(input, target, entries[0], server))
                : new ReadAhead(channel, input, target, entries, server);
        }
        final boolean wasEnded = isEnded;
        RecordFeed.throwIfAny(endFailure);
        if (feed.goOn(loop) && !isEndSubmitted) {
            isEndSubmitted = loop.ingress().submitMarker(slot -> end());
        }
        return !wasEnded;
    }

    /**
     * Loads everything at once, by who holds all shards; in place of {@link #step}.
     *
     * @throws IOException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    void loadHeld() throws IOException {
        new RdbFileReader(input, target, entries[0], server).read();
        target.loadFunctions();
        heldOffset = input.offset();
    }

    public Path path() {
        return path;
    }

    /** Returns how far the file has been read; behind its checksum when everything is loaded. */
    public long offset() {
        return feed == null ? heldOffset : feed.offset();
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

    /** Frees everything. */
    @Override
    public void close() throws IOException {
        if (feed != null) {
            feed.close();
        }
        for (final EntryReader each : entries) {
            each.close();
        }
        input.close();
        channel.close();
    }

    /** What is done while all shards stand still. */
    private void end() {
        try {
            target.loadFunctions();
        } catch (final IOException | RuntimeException | Error e) {
            endFailure = e;
        }
        isEnded = true;
    }
}
