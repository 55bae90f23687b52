package org.ouzel.persistence.load;

import java.util.Locale;
import org.ouzel.engine.Loading;
import org.ouzel.engine.ServerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells clients, INFO and the log that the dataset is being loaded, and how far that is. One thread. */
public final class LoadProgress {
    private static final Logger LOG = LoggerFactory.getLogger(LoadProgress.class);
    private static final long LOG_MS = 2000;
    private static final double MS_PER_SECOND = 1000;

    private long lastLogMs;
    private long lastCount;
    private String lastUnit = "";
    private final String what;
    private final Loading loading;

    private LoadProgress(final String what, final Loading loading) {
        this.what = what;
        this.loading = loading;
        lastLogMs = loading.startMs();
    }

    /**
     * Begins the loading: from now on clients are told to wait.
     *
     * @param what  for the log, such as "the snapshot"
     * @param bytes what there is to read
     */
    public static LoadProgress begin(final String what, final long bytes, final ServerState server) {
        final LoadProgress progress = new LoadProgress(what, new Loading(System.currentTimeMillis(), bytes));
        server.restrictions().setLoading(progress.loading);
        return progress;
    }

    /** Begins a loading for whose time all shards are held, so that clients just wait; ended by {@link #endHeld}. */
    public static LoadProgress beginHeld(final String what, final long bytes, final ServerState server) {
        final LoadProgress progress = new LoadProgress(what, new Loading(System.currentTimeMillis(), bytes));
        server.restrictions().setHeldLoading(progress.loading);
        return progress;
    }

    /** Ends a loading for whose time all shards were held. */
    public static void endHeld(final ServerState server) {
        server.restrictions().setLoading(null);
    }

    /** Ends the loading: what it did isn't counted as anybody's work, and clients are served. */
    public static void end(final ServerState server) {
        server.resetStatistics();
        for (int i = 0; i < server.shardCount(); i++) {
            server.shard(i).statistics().forgetChanges();
        }
        server.restrictions().setLoading(null);
    }

    /** Returns when the loading began, Unix milliseconds. */
    public long startMs() {
        return loading.startMs();
    }

    /** Returns how many bytes there are to read. */
    public long totalBytes() {
        return loading.totalBytes();
    }

    /** Returns how many seconds it has taken, for the log. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.3f", (System.currentTimeMillis() - loading.startMs()) / MS_PER_SECOND);
    }

    /** Takes note of how many bytes are done with, and how many of what is read at the moment, such as "keys". */
    public void update(final long bytes, final long count, final String unit) {
        loading.setLoadedBytes(bytes);
        final long nowMs = System.currentTimeMillis();
        if (nowMs - lastLogMs >= LOG_MS) {
            final long done = unit.equals(lastUnit) ? count - lastCount : count;
            LOG.info("Loading {}: {} {}, {} of {} bytes ({} %), {} {}/s, {} s left", what, count, unit, bytes,
                loading.totalBytes(), String.format(Locale.ROOT, "%.1f", loading.percent()),
                Math.round(done * MS_PER_SECOND / (nowMs - lastLogMs)), unit, loading.remainingSeconds(nowMs));
            lastLogMs = nowMs;
            lastCount = count;
            lastUnit = unit;
        }
    }
}
