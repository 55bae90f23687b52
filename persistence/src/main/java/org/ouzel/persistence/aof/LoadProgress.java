package org.ouzel.persistence.aof;

import java.util.Locale;
import org.ouzel.engine.Loading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells INFO and the log how far the loading is. One thread. */
final class LoadProgress {
    private static final Logger LOG = LoggerFactory.getLogger(LoadProgress.class);
    private static final long LOG_MS = 2000;
    private static final double MS_PER_SECOND = 1000;

    private long lastLogMs;
    private final Loading loading;

    LoadProgress(final Loading loading) {
        this.loading = loading;
        lastLogMs = loading.startMs();
    }

    Loading loading() {
        return loading;
    }

    /** Takes note of how many bytes and changes are done with. */
    void update(final long bytes, final long changeCount) {
        loading.setLoadedBytes(bytes);
        final long nowMs = System.currentTimeMillis();
        if (nowMs - lastLogMs >= LOG_MS) {
            lastLogMs = nowMs;
            LOG.info("Loading the append only file: {} changes, {} of {} bytes ({} %), {} changes/s, {} s left",
                changeCount, bytes, loading.totalBytes(), String.format(Locale.ROOT, "%.1f", loading.percent()),
                Math.round(changeCount * MS_PER_SECOND / (nowMs - loading.startMs())),
                loading.remainingSeconds(nowMs));
        }
    }

    /** Tells how it went. */
    void report(final long changeCount, final LoadedReplies replies) {
        LOG.info("DB loaded from append only file: {} seconds, {} changes, {} bytes",
            String.format(Locale.ROOT, "%.3f", (System.currentTimeMillis() - loading.startMs()) / MS_PER_SECOND),
            changeCount, loading.totalBytes());
        if (replies.errorCount() > 0) {
            LOG.warn("Commands of the append only file were answered with errors: count={} first={}",
                replies.errorCount(), replies.firstError());
        }
    }
}
