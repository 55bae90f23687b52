package org.ouzel.engine.access;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so much through in a second, on average, and never more than that at once. Kept as the time at which all that
 * was let through would have been due at an even pace (the generic cell rate algorithm). Callable from any thread.
 */
final class TokenBucket {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final long perSecond;
    private final AtomicLong dueNs = new AtomicLong(Long.MIN_VALUE);

    TokenBucket(final long perSecond) {
        this.perSecond = perSecond;
    }

    /** Tells whether so much may pass at a {@link System#nanoTime()}. What is more than a second's worth may, alone. */
    boolean hasRoomFor(final long amount, final long nowNs) {
        final long dueInNs = Math.max(0, dueInNs(nowNs));
        return dueInNs == 0 || dueInNs + durationNs(amount) <= NS_PER_SECOND;
    }

    /** Lets so much pass, whether there is room for it or not. */
    void take(final long amount, final long nowNs) {
        final long durationNs = durationNs(amount);
        dueNs.updateAndGet(due -> (due == Long.MIN_VALUE || due - nowNs < 0 ? nowNs : due) + durationNs);
    }

    private long dueInNs(final long nowNs) {
        final long due = dueNs.get();
        return due == Long.MIN_VALUE ? 0 : due - nowNs;
    }

    private long durationNs(final long amount) {
        return (long) ((double) amount * NS_PER_SECOND / perSecond);
    }
}
