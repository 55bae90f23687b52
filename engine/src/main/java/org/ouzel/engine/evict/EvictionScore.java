package org.ouzel.engine.evict;

import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.EntryDescriptor;

/** How much a key deserves to go: the highest score goes first. Pure functions of their arguments. */
final class EvictionScore {
    /** What a key with little time left is ahead by. */
    static final double TTL_PENALTY = 0.2;
    static final long SHORT_TTL_MS = 30_000;

    private static final double MAX_COUNTER = 255;
    private static final long SECONDS_PER_MINUTE = 60;

    private EvictionScore() {
    }

    /**
     * Returns an entry's score.
     *
     * @param alpha the weight of recency, for adaptive policies
     */
    static double of(final long entry, final EvictionSettings settings, final long nowMs, final double alpha) {
        final int access = EntryDescriptor.access(entry);
        return switch (settings.policy().rank()) {
            case IDLE_TIME -> AccessClock.idleSeconds(access, nowMs);
            case FREQUENCY -> MAX_COUNTER - AccessClock.decayedCounter(access, nowMs, settings.lfuDecayMinutes());
            case TTL -> -EntryDescriptor.expiryMs(entry);
            default -> adaptive(alpha, AccessClock.idleMinutes(access, nowMs) * SECONDS_PER_MINUTE,
                settings.horizonSeconds(), AccessClock.decayedCounter(access, nowMs, settings.lfuDecayMinutes()),
                EntryDescriptor.hasExpiry(entry) ? EntryDescriptor.expiryMs(entry) - nowMs : Long.MAX_VALUE);
        };
    }

    /**
     * Returns a score of AHE: recency weighted with {@code alpha}, infrequency with the rest, and a penalty.
     *
     * @param alpha          0 to 1
     * @param ageSeconds     since the last use
     * @param horizonSeconds the age from which on keys are equally old
     * @param counter        logarithmic, of uses, 0 to 255
     * @param leftMs         until the expiry, {@link Long#MAX_VALUE} for ever
     * @return 0 to 1.2
     */
    static double adaptive(final double alpha, final long ageSeconds, final long horizonSeconds, final int counter,
        final long leftMs) {
        final double recency = Math.min(1, (double) ageSeconds / horizonSeconds);
        final double infrequency = 1 - counter / MAX_COUNTER;
        return alpha * recency + (1 - alpha) * infrequency + (leftMs <= SHORT_TTL_MS ? TTL_PENALTY : 0);
    }
}
