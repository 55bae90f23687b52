package org.ouzel.bench.load;

/**
 * When each request is to be sent: at a fixed rate from a start, whatever became of the requests before. Latency is
 * counted from these times, so that a server which stalls pays for every request that it kept from being sent.
 *
 * <p>A request is here a batch, sent in one write; several threads share one schedule, each taking every n-th batch.
 */
public final class OpenLoopSchedule {
    private static final double NS_PER_SECOND = 1e9;

    private final long startNs;
    private final double intervalNs;

    /**
     * Fixes a schedule.
     *
     * @param startNs time of the first send on {@link System#nanoTime}'s clock
     * @param ratePerSecond requests per second, over 0
     * @param batchCount requests in one send, 1 or more
     */
    public OpenLoopSchedule(final long startNs, final double ratePerSecond, final int batchCount) {
        if (!(ratePerSecond > 0) || batchCount < 1) {
            throw new IllegalArgumentException("rate=" + ratePerSecond + " batchCount=" + batchCount);
        }
        this.startNs = startNs;
        this.intervalNs = NS_PER_SECOND * batchCount / ratePerSecond;
    }

    /** Returns when the batch of an index, counted from 0, is to be sent. */
    public long plannedNs(final long batch) {
        return startNs + Math.round(batch * intervalNs);
    }

    /** Returns how many batches are planned before a duration is over. */
    public long batchesIn(final long durationNs) {
        return Math.max(0, (long) Math.ceil(durationNs / intervalNs));
    }
}
