package org.ouzel.persistence.aof;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the files of the append only file by shorter ones: a snapshot as of one slot of the ring becomes the new
 * base, and the journal begins a new increment where it passes that slot.
 *
 * <p>What was there stays in force until the manifest names the new base, and is removed then. Begun by whoever holds
 * all shards; ended by the snapshot's thread.
 */
final class AofRewriter {
    private static final Logger LOG = LoggerFactory.getLogger(AofRewriter.class);
    private static final long MS_PER_SECOND = 1000;
    private static final long PERCENT = 100;
    private static final int FAILURE_LIMIT = 3;
    private static final long RETRY_MS = 60_000;

    private volatile boolean isScheduled;
    private volatile boolean isLastOk = true;
    private volatile long startMs;
    private volatile long lastEndMs;
    private volatile long lastSeconds = -1;
    private volatile long count;
    private volatile long failureCount;
    private final AofDirectory directory;
    private final AofJournal journal;
    private final SnapshotService snapshots;
    private final ServerState server;

    AofRewriter(final AofDirectory directory, final AofJournal journal, final SnapshotService snapshots,
        final ServerState server) {
        this.directory = directory;
        this.journal = journal;
        this.snapshots = snapshots;
        this.server = server;
    }

    boolean isUnderWay() {
        return startMs != 0;
    }

    /** Returns whether nothing is under way that a rewrite would have to wait for. */
    boolean canBegin() {
        return !isUnderWay() && !snapshots.isBusy();
    }

    /** Puts a rewrite off until nothing else is under way. */
    void schedule() {
        isScheduled = true;
    }

    /** Returns whether one should begin: it was put off, the files have gone, or they have grown enough. */
    boolean isDue(final long nowMs) {
        if (!canBegin()) {
            return false;
        }
        return isScheduled || journal.isFileGone() && nowMs - lastEndMs > MS_PER_SECOND
            || hasGrown() && (failureCount < FAILURE_LIMIT || nowMs - lastEndMs > RETRY_MS);
    }

    /** Begins; nothing is under way, and all shards stand still at a slot. */
    void begin(final CommandEvent slot) {
        isScheduled = false;
        startMs = slot.nowMs();
        LOG.info("Background append only file rewriting started");
        final CompletableFuture<AofFileInfo> increment = new CompletableFuture<>();
        server.journalTasks().add(slot, passed -> beginIncrement(increment));
        snapshots.beginOther(new BaseTarget(directory, increment, journal::rebase), startMs, this::end);
    }

    JournalStatus.Rewrite status() {
        return new JournalStatus.Rewrite(isScheduled, startMs, lastSeconds, isLastOk, count, failureCount);
    }

    private boolean hasGrown() {
        final Settings settings = server.settings();
        final long percentage = settings.getLong(SettingsTable.AUTO_AOF_REWRITE_PERCENTAGE);
        final long bytes = journal.sizeBytes();
        if (percentage == 0 || bytes <= settings.getLong(SettingsTable.AUTO_AOF_REWRITE_MIN_SIZE)) {
            return false;
        }
        final long baseBytes = Math.max(1, journal.baseBytes());
        return bytes * PERCENT / baseBytes - PERCENT >= percentage;
    }

    private void beginIncrement(final CompletableFuture<AofFileInfo> increment) {
        try {
            increment.complete(journal.beginIncrement(directory));
        } catch (final IOException e) {
            increment.completeExceptionally(e);
        }
    }

    private void end(final IOException failure) {
        lastEndMs = System.currentTimeMillis();
        lastSeconds = Math.max(0, lastEndMs - startMs) / MS_PER_SECOND;
        isLastOk = failure == null;
        if (isLastOk) {
            count++;
            failureCount = 0;
            LOG.info("Background AOF rewrite finished successfully");
        } else {
            failureCount++;
            LOG.warn("Background AOF rewrite failed, what was there stays in force: cause={}", failure.toString());
        }
        startMs = 0;
    }
}
