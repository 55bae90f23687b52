package org.ouzel.engine.store;

/**
 * The 24 bits that an entry keeps about its use, as in Redis: a clock of seconds for LRU, or the minute of the last use
 * (16 bits) above a logarithmic counter (8 bits) for LFU, and for AHE, which needs both.
 *
 * <p>Pure functions of their arguments: time and chance come from the event.
 */
public final class AccessClock {
    /** The counter of a new key, so that it isn't evicted before it had a chance. */
    public static final int INITIAL_COUNTER = 5;

    private static final int CLOCK_MASK = 0xFFFFFF;
    private static final int MINUTES_MASK = 0xFFFF;
    private static final int MAX_COUNTER = 255;
    private static final long MS_PER_SECOND = 1000;
    private static final long MS_PER_MINUTE = 60_000;
    /** Snapshots are taken in less. */
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MINUTES_PER_DAY = 1440;
    private static final int COUNTER_BITS = 8;

    private AccessClock() {
    }

    /** Returns the LRU clock at a time: seconds in 24 bits. */
    public static int lru(final long nowMs) {
        return (int) (nowMs / MS_PER_SECOND) & CLOCK_MASK;
    }

    /** Returns for how many seconds an entry with this clock has not been used. */
    public static long idleSeconds(final int lru, final long nowMs) {
        return lru(nowMs) - lru & CLOCK_MASK;
    }

    /** Returns for how many minutes an entry with these bits has not been used, up to 45 days; precise to a minute. */
    public static int idleMinutes(final int lfu, final long nowMs) {
        return minutes(nowMs) - (lfu >>> COUNTER_BITS) & MINUTES_MASK;
    }

    /** Returns what {@link #idleSeconds} had been at a time in the past: 0 for an entry that was used since. */
    public static long idleSecondsBefore(final int lru, final long thenMs) {
        final long seconds = idleSeconds(lru, thenMs);
        return seconds > CLOCK_MASK - SECONDS_PER_DAY ? 0 : seconds;
    }

    /** Returns what {@link #idleMinutes} had been at a time in the past: 0 for an entry that was used since. */
    public static int idleMinutesBefore(final int lfu, final long thenMs) {
        final int minutes = idleMinutes(lfu, thenMs);
        return minutes > MINUTES_MASK - MINUTES_PER_DAY ? 0 : minutes;
    }

    /** Returns what {@link #decayedCounter} had been at a time in the past, later uses included. */
    public static int decayedCounterBefore(final int lfu, final long thenMs, final int decayMinutes) {
        return idleMinutesBefore(lfu, thenMs) == 0 ? lfu & MAX_COUNTER : decayedCounter(lfu, thenMs, decayMinutes);
    }

    /** Returns the bits of a new key under LFU. */
    public static int newLfu(final long nowMs) {
        return lfu(nowMs, INITIAL_COUNTER);
    }

    /** Returns the bits of a key under LFU that was used last at a time and has a counter, up to 255. */
    public static int lfu(final long usedMs, final int counter) {
        return minutes(usedMs) << COUNTER_BITS | counter;
    }

    /** Returns the counter after the decay that the time since the last one brings. */
    public static int decayedCounter(final int lfu, final long nowMs, final int decayMinutes) {
        final int counter = lfu & MAX_COUNTER;
        if (decayMinutes == 0) {
            return counter;
        }
        return Math.max(0, counter - idleMinutes(lfu, nowMs) / decayMinutes);
    }

    /**
     * Returns the bits after one more use: the counter decays, then grows with a probability that falls as it grows.
     *
     * @param random    evenly distributed bits
     * @param logFactor {@code lfu-log-factor}
     */
    public static int usedLfu(final int lfu, final long nowMs, final int decayMinutes, final int logFactor,
        final long random) {
        int counter = decayedCounter(lfu, nowMs, decayMinutes);
        if (counter < MAX_COUNTER) {
            final double base = Math.max(0, counter - INITIAL_COUNTER);
            final double chance = (random >>> 11) * 0x1.0p-53;
            if (chance < 1.0 / (base * logFactor + 1)) {
                counter++;
            }
        }
        return minutes(nowMs) << COUNTER_BITS | counter;
    }

    private static int minutes(final long nowMs) {
        return (int) (nowMs / MS_PER_MINUTE) & MINUTES_MASK;
    }
}
