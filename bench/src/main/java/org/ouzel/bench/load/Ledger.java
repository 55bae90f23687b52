package org.ouzel.bench.load;

import java.util.Arrays;

/**
 * What the generator expects the server to hold. A key belongs to one connection, whose replies come in order, so the
 * last write sent is the state that a later read on that connection must show.
 *
 * <p>A connection writes only its own keys, and it belongs to one thread; the final check runs when all have ended.
 */
final class Ledger {
    /** The key's value was not written by this run. */
    static final int UNKNOWN = -1;

    private final int[] versions;
    private final int[] increments;
    private final long[] counterBases;

    Ledger(final int keyCount, final boolean hasCounters) {
        versions = new int[keyCount];
        Arrays.fill(versions, UNKNOWN);
        increments = hasCounters ? new int[keyCount] : new int[0];
        counterBases = hasCounters ? new long[keyCount] : new long[0];
        Arrays.fill(counterBases, UNKNOWN);
    }

    int keyCount() {
        return versions.length;
    }

    boolean hasCounters() {
        return increments.length > 0;
    }

    int version(final int key) {
        return versions[key];
    }

    int nextVersion(final int key) {
        return ++versions[key];
    }

    int increments(final int key) {
        return increments[key];
    }

    int nextIncrement(final int key) {
        return ++increments[key];
    }

    /** Tells whether an INCR's reply fits; the first reply of a key tells what it counted from. */
    boolean isExpectedCount(final int key, final int increment, final long reply) {
        if (counterBases[key] == UNKNOWN) {
            counterBases[key] = reply - increment;
        }
        return reply == counterBases[key] + increment;
    }

    long expectedCount(final int key) {
        return counterBases[key] + increments[key];
    }
}
