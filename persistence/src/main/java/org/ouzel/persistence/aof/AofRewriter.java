package org.ouzel.persistence.aof;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.persistence.snapshot.Snapshot;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the files of the append only file by shorter ones: a snapshot as of one slot of the ring becomes the new
 * base, and the journal begins a new increment where it passes that slot.
 *
 * <p>What was there stays in force until the manifest names the new base, and is removed then. Begun by whoever holds
 * all shards; ended by the snapshot's thread. One at a time.
 */
final class AofRewriter {
    private static final Logger LOG = LoggerFactory.getLogger(AofRewriter.class);
    private static final long MS_PER_SECOND = 1000;
    private static final long PERCENT = 100;
    private static final int FAILURE_LIMIT = 3;
    private static final long RETRY_MS = 60_000;

    private Snapshot snapshot;
    private volatile AofRewrite current;
    private volatile boolean isScheduled;
    private volatile boolean isLastOk = true;
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
        return current != null;
    }

    /** Returns whether nothing is under way that a rewrite would have to wait for. */
    boolean canBegin() {
        return !isUnderWay() && !snapshots.isBusy();
    }

    /** Puts a rewrite off until nothing else is under way, or gives that up. */
    void schedule(final boolean isWanted) {
        isScheduled = isWanted;
    }

    /** Returns whether one should begin that was asked for. */
    boolean isAskedFor() {
        return isScheduled && canBegin();
    }

    /** Returns whether one should begin: it was put off, nothing else helps, or the files have grown enough. */
    boolean isDue(final long nowMs) {
        return canBegin() && (isScheduled || journal.isToBeReplaced() && nowMs - lastEndMs > MS_PER_SECOND
            || hasGrown() && mayTry(nowMs));
    }

    /** Returns whether another attempt is reasonable after those that failed. */
    boolean mayTry(final long nowMs) {
        return failureCount < FAILURE_LIMIT || nowMs - lastEndMs > RETRY_MS;
    }

    /** Begins while the journal is on; nothing is under way, and all shards stand still at a slot. */
    void begin(final CommandEvent slot) {
        final CompletableFuture<AofFileInfo> increment = new CompletableFuture<>();
        server.journalTasks().add(slot, passed -> beginIncrement(increment));
        begin(new AofRewrite(slot.nowMs(), increment, journal::rebase), () -> { });
    }

    /**
     * Begins; nothing is under way, and all shards stand still at a slot.
     *
     * @param onFailure called by the snapshot's thread if no base comes in force, unless the rewrite was cancelled
     */
    void begin(final AofRewrite rewrite, final Runnable onFailure) {
        isScheduled = false;
        current = rewrite;
        LOG.info("Background append only file rewriting started");
        snapshot = snapshots.beginOther(new BaseTarget(directory, rewrite,
            server.settings().isOn(SettingsTable.AOF_USE_RDB_PREAMBLE)), rewrite.startMs(),
            failure -> end(rewrite, failure, onFailure), () -> hurry(rewrite));
    }

    /** Takes note that a rewrite couldn't even begin. */
    void failed(final IOException failure, final long nowMs) {
        isScheduled = false;
        lastEndMs = nowMs;
        isLastOk = false;
        failureCount++;
        LOG.warn("Background append only file rewriting can't begin: cause={}", failure.toString());
    }

    /** Ends the rewrite under way, if there is one, with its base in force unless it fails; all shards are held. */
    void finish() {
        if (isUnderWay()) {
            snapshot.finish();
        }
    }

    /** Gives up the rewrite under way, if there is one; all shards stand still at a slot. */
    void cancel() {
        isScheduled = false;
        final AofRewrite rewrite = current;
        if (rewrite != null && rewrite.cancel()) {
            LOG.info("Background append only file rewriting given up");
            current = null;
            snapshot.abandon();
        }
    }

    JournalStatus.Rewrite status() {
        final AofRewrite rewrite = current;
        return new JournalStatus.Rewrite(isScheduled, rewrite == null ? 0 : rewrite.startMs(), lastSeconds, isLastOk,
            count, failureCount,
            snapshots.lastOtherPeakBytes());
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

    /** The journal may be waiting for the very slot that can't wait for it; then another attempt follows. */
    private void hurry(final AofRewrite rewrite) {
        if (rewrite.hurry()) {
            LOG.info("Background append only file rewriting put off for a snapshot that can't wait");
            isScheduled = true;
        }
    }

    private void end(final AofRewrite rewrite, final IOException failure, final Runnable onFailure) {
        if (failure != null && !rewrite.fail(onFailure)) {
            return;
        }
        final long elapsedMs = rewrite.elapsedMs();
        lastEndMs = rewrite.startMs() + elapsedMs;
        lastSeconds = elapsedMs / MS_PER_SECOND;
        isLastOk = failure == null;
        if (isLastOk) {
            count++;
            failureCount = 0;
            LOG.info("Background AOF rewrite finished successfully");
        } else {
            failureCount++;
            LOG.warn("Background AOF rewrite failed, what was there stays in force: cause={}", failure.toString());
        }
        if (current == rewrite) {
            current = null;
        }
    }
}
