package org.ouzel.engine.command;

/**
 * Random numbers from a command's seed, the only chance that it knows: the same seed gives the same numbers.
 *
 * <p>Source: SplitMix64, Steele, Lea and Flood 2014. Reused; one thread.
 */
public final class Chance {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long FIRST_MULTIPLIER = 0xBF58476D1CE4E5B9L;
    private static final long SECOND_MULTIPLIER = 0x94D049BB133111EBL;

    private long state;

    /** Starts anew from a seed. */
    public Chance from(final long seed) {
        state = seed;
        return this;
    }

    /** Returns 64 random bits. */
    public long next() {
        state += STEP;
        final long first = (state ^ state >>> 30) * FIRST_MULTIPLIER;
        final long second = (first ^ first >>> 27) * SECOND_MULTIPLIER;
        return second ^ second >>> 31;
    }

    /** Returns a number from 0 to {@code bound - 1}, each with the same chance as far as 64 bits go. */
    public long below(final long bound) {
        return Math.multiplyHigh(next() >>> 1, bound << 1);
    }
}
