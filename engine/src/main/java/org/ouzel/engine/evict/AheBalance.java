package org.ouzel.engine.evict;

/**
 * The weight of recency against infrequency in one shard's AHE, and how it finds its value: it takes a step after each
 * window of time, and turns round when the share of reads that found their key has fallen.
 *
 * <p>A window ends with the first tick at which it has lasted {@value #WINDOW_MS} ms and seen
 * {@value #LEAST_LOOKUPS} reads. One without evictions is passed over, since the weight had nothing to do with its
 * result. One thread at a time.
 */
public final class AheBalance {
    static final long WINDOW_MS = 1000;
    static final long LEAST_LOOKUPS = 100;

    /** A step is a twentieth, so that sums of steps stay exact. */
    private static final int STEPS_PER_ONE = 20;
    private static final int FIRST_STEPS = 10;
    private static final int LEAST_STEPS = 1;
    private static final int MOST_STEPS = 19;
    private static final double UNKNOWN = -1;

    private int steps = FIRST_STEPS;
    private int direction = 1;
    private double lastRatio = UNKNOWN;
    private long windowStartMs;
    private long hitsBefore;
    private long missesBefore;
    private long evictionsBefore;

    /** Returns the weight of recency, 0.05 to 0.95. */
    public double alpha() {
        return (double) steps / STEPS_PER_ONE;
    }

    /** Returns the share of reads in the last window that found their key, 0 before there was one. */
    public double lastHitRatio() {
        return lastRatio == UNKNOWN ? 0 : lastRatio;
    }

    /** Begins a window anew. */
    void begin(final long nowMs, final long hitCount, final long missCount, final long evictionCount) {
        windowStartMs = nowMs;
        hitsBefore = hitCount;
        missesBefore = missCount;
        evictionsBefore = evictionCount;
    }

    /** Takes in what was counted so far, all since the start; ends the window if it is time. */
    void tick(final long nowMs, final long hitCount, final long missCount, final long evictionCount) {
        final long hits = hitCount - hitsBefore;
        final long lookups = hits + missCount - missesBefore;
        if (nowMs - windowStartMs < WINDOW_MS || lookups < LEAST_LOOKUPS) {
            return;
        }
        if (evictionCount > evictionsBefore) {
            end((double) hits / lookups);
        }
        begin(nowMs, hitCount, missCount, evictionCount);
    }

    private void end(final double ratio) {
        if (ratio < lastRatio) {
            direction = -direction;
        }
        lastRatio = ratio;
        steps = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, steps + direction));
    }
}
