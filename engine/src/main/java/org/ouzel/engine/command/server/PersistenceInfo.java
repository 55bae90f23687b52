package org.ouzel.engine.command.server;

import java.util.Locale;
import org.ouzel.engine.Loading;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.spi.JournalStatus;

/** INFO's section about snapshots, the append only file and loading. */
final class PersistenceInfo {
    private static final long MS_PER_SECOND = 1000;
    /** As in Redis where nothing is known yet. */
    private static final long UNKNOWN_SECONDS = 1;

    private PersistenceInfo() {
    }

    static void persistence(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        final Loading loading = server.loading();
        text.section("Persistence");
        text.add("loading", loading == null ? 0 : 1);
        text.addZeros("async_loading");
        SnapshotInfo.add(server, scope, context.nowMs(), text);
        journal(server, scope, context.nowMs(), text);
        if (loading != null) {
            loading(loading, context.nowMs(), text);
        }
    }

    private static void journal(final ServerState server, final Scope scope, final long nowMs, final InfoText text) {
        final JournalStatus status = server.journal() == null ? JournalStatus.NONE : server.journal().status();
        final JournalStatus.Rewrite rewrite = status.rewrite();
        final boolean isRewriting = rewrite.startMs() > 0;
        final boolean isEnabled = status.state() != JournalStatus.State.OFF;
        text.add("aof_enabled", isEnabled ? 1 : 0);
        text.add("aof_state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        text.add("aof_rewrite_in_progress", isRewriting ? 1 : 0);
        text.add("aof_rewrite_scheduled", rewrite.isScheduled() ? 1 : 0);
        text.add("aof_last_rewrite_time_sec", rewrite.lastSeconds());
        text.add("aof_current_rewrite_time_sec", isRewriting ? (nowMs - rewrite.startMs()) / MS_PER_SECOND : -1);
        text.add("aof_last_bgrewrite_status", rewrite.isLastOk() ? "ok" : "err");
        text.add("aof_rewrites", rewrite.count());
        text.add("aof_rewrites_consecutive_failures", rewrite.failureCount());
        text.add("aof_last_write_status", status.isLastWriteOk() ? "ok" : "err");
        text.add("aof_last_cow_size", scope.ofServer(rewrite.lastPeakBytes()));
        text.addZeros("module_fork_in_progress", "module_fork_last_cow_size");
        if (isEnabled && scope.isServer()) {
            text.add("aof_current_size", status.sizeBytes());
            text.add("aof_base_size", status.baseBytes());
            text.add("aof_pending_rewrite", rewrite.isScheduled() ? 1 : 0);
            text.add("aof_buffer_length", status.pendingBytes());
            text.add("aof_pending_bio_fsync", status.isSyncPending() ? 1 : 0);
            text.add("aof_delayed_fsync", status.delayedSyncCount());
            text.add("aof_sequence", status.sequence());
            text.add("aof_commit_log", status.hasCommitLog() ? 1 : 0);
        }
    }

    private static void loading(final Loading loading, final long nowMs, final InfoText text) {
        text.add("loading_start_time", loading.startMs() / MS_PER_SECOND);
        text.add("loading_total_bytes", loading.totalBytes());
        text.add("loading_rdb_used_mem", loading.rdbUsedBytes());
        text.add("loading_loaded_bytes", loading.loadedBytes());
        text.add("loading_loaded_perc", loading.percent(), 2);
        final long remainingSeconds = loading.remainingSeconds(nowMs);
        text.add("loading_eta_seconds", remainingSeconds < 0 ? UNKNOWN_SECONDS : remainingSeconds);
    }
}
