package org.ouzel.engine.latency;

/** How fast a count grows: the mean over the latest 16 samples of at least 100 ms each. One thread at a time. */
public final class RateMeter {
    private static final int SAMPLE_COUNT = 16;
    private static final long MIN_INTERVAL_MS = 100;
    private static final long MS_PER_SECOND = 1000;

    private int next;
    private long lastMs;
    private long lastTotal;
    private final long[] perSecond = new long[SAMPLE_COUNT];

    /** Takes in the count at a time in Unix milliseconds; one that comes too soon is passed over. */
    public void sample(final long nowMs, final long total) {
        if (lastMs > 0 && nowMs - lastMs < MIN_INTERVAL_MS && nowMs >= lastMs) {
            return;
        }
        if (lastMs > 0 && nowMs > lastMs) {
            perSecond[next] = Math.max(0, total - lastTotal) * MS_PER_SECOND / (nowMs - lastMs);
            next = (next + 1) % SAMPLE_COUNT;
        }
        lastMs = nowMs;
        lastTotal = total;
    }

    /** Returns by how much the count grows in a second. */
    public long perSecond() {
        long sum = 0;
        for (final long each : perSecond) {
            sum += each;
        }
        return sum / SAMPLE_COUNT;
    }
}
