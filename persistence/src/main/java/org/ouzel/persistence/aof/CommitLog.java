package org.ouzel.persistence.aof;

import static org.ouzel.persistence.aof.CommitLogDescriptor.FILE_BYTES;
import static org.ouzel.persistence.aof.CommitLogDescriptor.HALF_BYTES;
import static org.ouzel.persistence.aof.CommitLogDescriptor.PAGE_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes commits under {@code appendfsync always} cheaper: what was appended is written here as well, and only this is
 * forced to disk before replies are released. It is a file of fixed size that is written over and over, so forcing it
 * changes neither a file's size nor its blocks, and saves the file system's own journal a commit: a third less time
 * than forcing a file that grows (the mixes {@code aof-always-*} of ouzel-bench show what that gives).
 *
 * <p>The append only file is complete at every moment for whoever reads it, a killed server's included. Only when the
 * machine itself stops, what wasn't forced there is lost, and {@link CommitLogReplay} brings it back from here.
 *
 * <p>A half is written over when the append only file has been forced since the last batch in it. What finds no room
 * isn't taken, and has to be forced where it is.
 *
 * <p>{@link #prepare} excepted, which another thread calls first, one thread: the journal's.
 */
final class CommitLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLog.class);
    /** Appended bytes after which the append only file is forced: often, so that each time takes little. */
    private static final int SYNC_BYTES = 1 << 18;
    private static final int FILL_BYTES = 1 << 20;
    /** A disk with less room than that is left to the append only file. */
    private static final long LEAST_USABLE_BYTES = 256L << 20;

    private enum State {
        CLOSED,
        OPEN,
        FAILED
    }

    private boolean hasUnforced;
    private int unsyncedBytes;
    private int half;
    private int position = PAGE_BYTES;
    private long number = 1;
    /** Batches below it are on disk in the append only file. */
    private long needed = 1;
    private long lastOfOtherHalf;
    /** What {@link #needed} becomes when the fsync under way ends well; 0 if there is none. */
    private long nextNeeded;
    private long generation;
    private WritableFile file;
    private volatile State state = State.CLOSED;
    private final CRC32C checksum = new CRC32C();
    private final FileLayer layer;
    private final Path path;

    CommitLog(final FileLayer layer, final Path path) {
        this.layer = layer;
        this.path = path;
    }

    /** Opens the file, empty, and fills it if it is new; a failure costs a line of the log. Any thread, once. */
    void prepare() {
        try {
            final boolean isFilled = Files.exists(path) && Files.size(path) == FILE_BYTES;
            if (!isFilled && Files.getFileStore(path.getParent()).getUsableSpace() < LEAST_USABLE_BYTES) {
                LOG.info("No commit log on a disk with little room: file={}", path);
                return;
            }
            // Not to be guessed by a client, whose values could then pass for batches.
            generation = new SecureRandom().nextLong();
            file = layer.open(path);
            if (!isFilled) {
                fill();
            }
            file.writeFully(CommitLogDescriptor.header(generation, CommitLogDescriptor.currentBoot()), 0);
            file.force();
            state = State.OPEN;
        } catch (final IOException | RuntimeException e) {
            fail("prepared", e);
        }
    }

    /** Returns whether batches can be taken; from any thread. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Writes what was just appended to an increment.
     *
     * @param increment the sequence number of the increment
     * @param offset    where in it
     * @return whether it was taken; what wasn't must be forced to disk in the increment itself
     */
    boolean append(final PendingBytes bytes, final long increment, final long offset) {
        final ByteBuffer batch = state == State.OPEN ? bytes.batch() : null;
        if (batch == null || !makeRoom(batch.limit())) {
            return false;
        }
        final int end = batch.limit();
        batch.putInt(0, CommitLogDescriptor.BATCH_MAGIC)
            .putLong(CommitLogDescriptor.BATCH_GENERATION_AT, generation)
            .putLong(CommitLogDescriptor.NUMBER_AT, number)
            .putLong(CommitLogDescriptor.NEEDED_AT, needed)
            .putLong(CommitLogDescriptor.INCREMENT_AT, increment)
            .putLong(CommitLogDescriptor.OFFSET_AT, offset)
            .putInt(CommitLogDescriptor.LENGTH_AT, end - CommitLogDescriptor.BATCH_HEADER_BYTES)
            .putInt(CommitLogDescriptor.BATCH_CHECKSUM_AT,
                CommitLogDescriptor.checksum(checksum, batch, CommitLogDescriptor.BATCH_GENERATION_AT, end));
        try {
            // Whole pages: a part of one would have to be read first, should it not be in memory.
            batch.limit(CommitLogDescriptor.pages(end));
            file.writeFully(batch, position);
        } catch (final IOException e) {
            fail("written", e);
            return false;
        }
        position += CommitLogDescriptor.pages(end);
        unsyncedBytes += CommitLogDescriptor.pages(end);
        number++;
        hasUnforced = true;
        return true;
    }

    /** Forces all batches to disk; returns false if that failed: the increment itself must be forced then. */
    boolean force() {
        if (state != State.OPEN) {
            return false;
        }
        if (!hasUnforced) {
            return true;
        }
        try {
            file.force();
            hasUnforced = false;
            return true;
        } catch (final IOException e) {
            fail("forced to disk", e);
            return false;
        }
    }

    /** Returns whether there is something here that may not be on disk in the append only file. */
    boolean isNeeded() {
        return needed < number;
    }

    /** Returns whether the append only file should be forced to disk soon, so that there is room here again. */
    boolean isSyncDue() {
        return nextNeeded == 0 && (lastOfOtherHalf >= needed || unsyncedBytes >= SYNC_BYTES);
    }

    /** Takes note that an fsync of everything appended so far begins. */
    void beginSync() {
        nextNeeded = number;
        unsyncedBytes = 0;
    }

    /** Returns whether {@link #endSync} is still owed. */
    boolean isSyncing() {
        return nextNeeded != 0;
    }

    /** Takes note that the fsync has ended. */
    void endSync(final boolean isForced) {
        if (isForced) {
            needed = Math.max(needed, nextNeeded);
        }
        nextNeeded = 0;
    }

    /** Takes note that everything appended so far is on disk in the append only file. */
    void allForced() {
        needed = number;
    }

    /** Returns whether there is no use in this log any more, but perhaps in another one. */
    boolean isLost() {
        return state == State.FAILED || isGone();
    }

    /** Returns whether the file is no longer where a start would look for it. */
    boolean isGone() {
        return state == State.OPEN && !file.isInPlace();
    }

    /** Closes the file, and empties it if everything is on disk in the append only file; else a start will need it. */
    @Override
    public void close() {
        if (file == null) {
            return;
        }
        state = State.CLOSED;
        try (WritableFile closing = file) {
            closing.writeFully(isNeeded() ? CommitLogDescriptor.header(generation, CommitLogDescriptor.NO_BOOT)
                : ByteBuffer.allocate(PAGE_BYTES), 0);
            closing.force();
        } catch (final IOException e) {
            LOG.warn("Commit log not closed: file={} cause={}", path, e.toString());
        }
    }

    private boolean makeRoom(final int bytes) {
        final int length = CommitLogDescriptor.pages(bytes);
        if (position + length <= CommitLogDescriptor.halfStart(half) + HALF_BYTES) {
            return true;
        }
        if (lastOfOtherHalf >= needed || length > HALF_BYTES) {
            return false;
        }
        lastOfOtherHalf = number - 1;
        half ^= 1;
        position = CommitLogDescriptor.halfStart(half);
        return true;
    }

    private void fill() throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(FILL_BYTES);
        for (int at = 0; at < FILE_BYTES; at += FILL_BYTES) {
            file.writeFully(zeros.position(0).limit(Math.min(FILL_BYTES, FILE_BYTES - at)), at);
        }
        file.truncate(FILE_BYTES);
    }

    private void fail(final String what, final Exception cause) {
        state = State.FAILED;
        LOG.warn("Commit log not {}, the append only file is forced to disk itself from now on: file={} cause={}", what,
            path, cause.toString());
    }
}
