package org.ouzel.bench.load;

import org.HdrHistogram.Histogram;

/**
 * A distribution of times, in microseconds.
 *
 * @param count recorded requests
 * @param p50Us half of the requests took at most this
 * @param p95Us 95 % took at most this
 * @param p99Us 99 % took at most this
 * @param p999Us 99.9 % took at most this
 * @param maximumUs the slowest request
 */
public record Percentiles(long count, double p50Us, double p95Us, double p99Us, double p999Us, double maximumUs) {
    private static final double NS_PER_US = 1e3;

    /** Summarises a histogram of nanoseconds. */
    public static Percentiles of(final Histogram histogram) {
        return new Percentiles(
            histogram.getTotalCount(),
            histogram.getValueAtPercentile(50) / NS_PER_US,
            histogram.getValueAtPercentile(95) / NS_PER_US,
            histogram.getValueAtPercentile(99) / NS_PER_US,
            histogram.getValueAtPercentile(99.9) / NS_PER_US,
            histogram.getMaxValue() / NS_PER_US);
    }
}
