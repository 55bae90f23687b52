package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.spi.SnapshotFigures;

/** What INFO's section about persistence says of snapshots. */
final class SnapshotInfo {
    private static final long MS_PER_SECOND = 1000;

    private SnapshotInfo() {
    }

    /** Adds the fields; there is no copy on write, so that the memory shown is what waits to be written. */
    static void add(final ServerState server, final Scope scope, final long nowMs, final InfoText text) {
        final SnapshotFigures figures = server.snapshots().figures();
        text.add("current_cow_peak", scope.ofServer(figures.peakBytes()));
        text.add("current_cow_size", scope.ofServer(figures.pendingBytes()));
        text.add("current_cow_size_age", 0);
        text.add("current_fork_perc", scope.ofServer(figures.keyCount()) == 0 ? 0
            : 100.0 * figures.savedKeyCount() / figures.keyCount(), 2);
        text.add("current_save_keys_processed", scope.ofServer(figures.savedKeyCount()));
        text.add("current_save_keys_total", scope.ofServer(figures.keyCount()));
        text.add("rdb_changes_since_last_save",
            scope.ofServer(server.changeCount() - figures.savedChangeCount()));
        text.add("rdb_bgsave_in_progress", figures.isInProgress() ? 1 : 0);
        text.add("rdb_last_save_time", (figures.lastSaveMs() == 0 ? server.startMs() : figures.lastSaveMs())
            / MS_PER_SECOND);
        text.add("rdb_last_bgsave_status", figures.isLastOk() ? "ok" : "err");
        text.add("rdb_last_bgsave_time_sec", figures.lastSeconds());
        text.add("rdb_current_bgsave_time_sec", figures.isInProgress()
            ? Math.max(0, nowMs - figures.startMs()) / MS_PER_SECOND : -1);
        text.add("rdb_saves", figures.saveCount());
        text.add("rdb_last_cow_size", scope.ofServer(figures.lastPeakBytes()));
        text.add("rdb_last_load_keys_expired", scope.ofServer(figures.expiredKeyCount()));
        text.add("rdb_last_load_keys_loaded", scope.ofServer(figures.loadedKeyCount()));
    }
}
