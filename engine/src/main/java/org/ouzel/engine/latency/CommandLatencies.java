package org.ouzel.engine.latency;

/**
 * Calls and times of each command on one shard or IO loop.
 *
 * <p>Calls are exact. Times are taken of every call of commands whose cost varies, and of one call in so many of the
 * others (see {@code latency-sample-interval}), which then stands for as many. Written by one thread; read by whoever
 * holds it in a rendezvous.
 */
public final class CommandLatencies {
    private static final int SIGNIFICANT_DIGITS = 2;

    private final int[] untilSample;
    private final long[] calls;
    private final long[] totalNs;
    private final long[] rejectedCalls;
    private final long[] failedCalls;
    private final TimeHistogram[] histograms;
    private final int significantDigits;

    /** Makes room for the commands with ids from 0 to {@code commandCount - 1}. */
    public CommandLatencies(final int commandCount) {
        this(commandCount, SIGNIFICANT_DIGITS);
    }

    /** Makes room for the same, in which times are kept to so many digits. */
    public CommandLatencies(final int commandCount, final int significantDigits) {
        this.significantDigits = significantDigits;
        untilSample = new int[commandCount];
        calls = new long[commandCount];
        totalNs = new long[commandCount];
        rejectedCalls = new long[commandCount];
        failedCalls = new long[commandCount];
        histograms = new TimeHistogram[commandCount];
    }

    /** Counts a call. */
    public void countCall(final int command) {
        calls[command]++;
    }

    /**
     * Returns how many calls the time of this one will stand for, 0 if it isn't to be timed: the first call of a
     * command is, and then one in {@code interval}.
     */
    public int sampleWeight(final int command, final int interval) {
        final int left = untilSample[command];
        if (left > 1) {
            untilSample[command] = left - 1;
            return 0;
        }
        untilSample[command] = interval;
        // 1 for a command's first call, else the interval: without a branch that compiled code would see then only.
        return left * (interval - 1) + 1;
    }

    /** Counts a call that was refused before it ran. */
    public void countRejected(final int command) {
        rejectedCalls[command]++;
    }

    /** Counts a call that was answered with an error. */
    public void countFailed(final int command) {
        failedCalls[command]++;
    }

    /** Takes in the time of a call, which stands for {@code weight} calls. */
    public void record(final int command, final long elapsedNs, final int weight, final boolean isTracked) {
        totalNs[command] += elapsedNs * weight;
        if (isTracked) {
            TimeHistogram histogram = histograms[command];
            if (histogram == null) {
                histogram = new TimeHistogram(significantDigits);
                histograms[command] = histogram;
            }
            histogram.record(elapsedNs, weight);
        }
    }

    /** Forgets everything. */
    public void reset() {
        for (int command = 0; command < calls.length; command++) {
            untilSample[command] = 0;
            calls[command] = 0;
            totalNs[command] = 0;
            rejectedCalls[command] = 0;
            failedCalls[command] = 0;
            histograms[command] = null;
        }
    }

    public long calls(final int command) {
        return calls[command];
    }

    /** Returns the calls of all commands. */
    public long totalCalls() {
        long total = 0;
        for (final long each : calls) {
            total += each;
        }
        return total;
    }

    /** Returns the time of all calls in nanoseconds, of sampled commands an estimate. */
    public long totalNs(final int command) {
        return totalNs[command];
    }

    public long rejectedCalls(final int command) {
        return rejectedCalls[command];
    }

    public long failedCalls(final int command) {
        return failedCalls[command];
    }

    /** Returns the distribution of a command's times in nanoseconds, or null if there is none yet. */
    public TimeHistogram histogram(final int command) {
        return histograms[command];
    }
}
