package org.ouzel.engine.latency;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * How long something took, how often: an HdrHistogram with sums beside it, eight to each doubling, so that a percentile
 * is found in a few dozen steps where HdrHistogram walks through thousands of counts. Written by one thread; read by
 * that, or by whoever holds it in a rendezvous.
 */
public final class TimeHistogram {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 2;
    /** A doubling has eight cells; they end where counts of HdrHistogram end, which has 16 or 128 to a doubling. */
    private static final int CELL_BITS = 3;
    private static final int CELL_COUNT = cellOf(HIGHEST_NS) + 1;

    private final long[] cells = new long[CELL_COUNT];
    private final Histogram counts;

    /** Makes one that keeps two digits of a time. */
    public TimeHistogram() {
        this(SIGNIFICANT_DIGITS);
    }

    /** Makes one that keeps so many digits of a time. */
    public TimeHistogram(final int significantDigits) {
        counts = new Histogram(HIGHEST_NS, significantDigits);
    }

    /** Adds a time in nanoseconds, which counts as 0 if it is negative, and as a minute if it is longer. */
    public void record(final long timeNs) {
        record(timeNs, 1);
    }

    /** Adds a time that stands for so many. */
    public void record(final long timeNs, final long weight) {
        final long ns = Math.min(HIGHEST_NS, Math.max(0, timeNs));
        cells[cellOf(ns)] += weight;
        counts.recordValueWithCount(ns, weight);
    }

    /** Returns another one with the same times. */
    public TimeHistogram copy() {
        final TimeHistogram copy = new TimeHistogram(counts.getNumberOfSignificantValueDigits());
        copy.add(this);
        return copy;
    }

    /** Adds another one's times. */
    public void add(final TimeHistogram other) {
        for (int cell = 0; cell < CELL_COUNT; cell++) {
            if (other.cells[cell] != 0) {
                final long end = lowestOf(cell + 1);
                for (long ns = lowestOf(cell); ns < end; ns = other.counts.nextNonEquivalentValue(ns)) {
                    final long count = other.counts.getCountAtValue(ns);
                    if (count != 0) {
                        record(ns, count);
                    }
                }
            }
        }
    }

    /** Forgets all times. */
    public void reset() {
        Arrays.fill(cells, 0);
        counts.reset();
    }

    /** Returns the number of times. */
    public long count() {
        return counts.getTotalCount();
    }

    /**
     * Returns the number of times in a range.
     *
     * @param fromNs the shortest that counts: 0, or a power of two from 8 on
     * @param toNs   the shortest that doesn't any more: a power of two
     */
    public long countBetween(final long fromNs, final long toNs) {
        long count = 0;
        for (int cell = cellOf(fromNs), end = Math.min(CELL_COUNT, cellOf(toNs)); cell < end; cell++) {
            count += cells[cell];
        }
        return count;
    }

    /** Returns the time in nanoseconds that so many percent aren't above, 0 without any. */
    public long atPercentile(final double percentile) {
        // As HdrHistogram does it: what multiplying rounds up must not lead into the next count.
        final double share = Math.min(Math.max(Math.nextAfter(percentile, Double.NEGATIVE_INFINITY), 0), 100);
        final long wanted = Math.max(1, (long) Math.ceil(share * count() / 100));
        if (count() == 0) {
            return 0;
        }
        long reached = 0;
        int cell = cellOf(counts.getMinValue());
        while (cell < CELL_COUNT && reached + cells[cell] < wanted) {
            reached += cells[cell];
            cell++;
        }
        if (cell == CELL_COUNT) {
            return 0;
        }
        final long end = lowestOf(cell + 1);
        long ns = lowestOf(cell);
        reached += counts.getCountAtValue(ns);
        for (long next = counts.nextNonEquivalentValue(ns); reached < wanted && next < end;
            next = counts.nextNonEquivalentValue(next)) {
            ns = next;
            reached += counts.getCountAtValue(ns);
        }
        return percentile == 0 ? counts.lowestEquivalentValue(ns) : counts.highestEquivalentValue(ns);
    }

    private static int cellOf(final long ns) {
        final int shift = Math.max(0, Long.SIZE - 1 - CELL_BITS - Long.numberOfLeadingZeros(ns));
        return (shift << CELL_BITS) + (int) (ns >>> shift);
    }

    private static long lowestOf(final int cell) {
        final int shift = Math.max(0, (cell >> CELL_BITS) - 1);
        return (long) (cell - (shift << CELL_BITS)) << shift;
    }
}
