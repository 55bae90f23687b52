package org.ouzel.engine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeHistogramTest {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final double[] PERCENTILES = {0, 0.001, 1, 25, 50, 90, 99, 99.9, 99.99, 100};

    private final Random random = new Random(42);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFindThePercentilesThatHdrHistogramFinds(final int digits) {
        for (int round = 0; round < 200; round++) {
            final TimeHistogram times = new TimeHistogram(digits);
            final Histogram known = new Histogram(HIGHEST_NS, digits);
            fill(times, known, 1 + random.nextInt(round < 100 ? 10 : 2000));
            assertAlike(known, times);
        }
    }

    @Test
    void shouldTakeTimesOutOfRangeForTheNextThatIsInIt() {
        final TimeHistogram times = new TimeHistogram();
        times.record(-5);
        assertEquals(0, times.atPercentile(100));
        times.record(Long.MAX_VALUE);
        assertEquals(0, times.atPercentile(50));
        final Histogram known = new Histogram(HIGHEST_NS, 2);
        known.recordValue(HIGHEST_NS);
        assertEquals(known.getValueAtPercentile(100), times.atPercentile(100));
        assertEquals(2, times.count());
    }

    @Test
    void shouldHaveNoPercentileWithoutTimes() {
        final TimeHistogram times = new TimeHistogram();
        assertEquals(0, times.atPercentile(50));
        times.record(1000, 3);
        times.reset();
        assertEquals(0, times.atPercentile(100));
        assertEquals(0, times.count());
        assertEquals(0, times.countBetween(0, 1L << 36));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldAddTimesOfTheSameAndOfFewerDigits(final int digits) {
        for (int round = 0; round < 50; round++) {
            final TimeHistogram times = new TimeHistogram();
            final Histogram known = new Histogram(HIGHEST_NS, 2);
            fill(times, known, 20);
            final TimeHistogram other = new TimeHistogram(digits);
            final Histogram knownOther = new Histogram(HIGHEST_NS, digits);
            fill(other, knownOther, 20);
            final TimeHistogram sum = times.copy();
            sum.add(other);
            assertAlike(known, times);
            known.add(knownOther);
            assertAlike(known, sum);
        }
    }

    @Test
    void shouldCountBetweenPowersOfTwo() {
        final TimeHistogram times = new TimeHistogram();
        final Histogram known = new Histogram(HIGHEST_NS, 2);
        fill(times, known, 5000);
        long within = 0;
        long fromNs = 0;
        for (final HistogramIterationValue value : known.logarithmicBucketValues(1024, 2)) {
            within += times.countBetween(fromNs, value.getValueIteratedTo() + 1);
            assertEquals(value.getTotalCountToThisValue(), within);
            fromNs = value.getValueIteratedTo() + 1;
        }
        assertEquals(times.count(), within);
    }

    private void fill(final TimeHistogram times, final Histogram known, final int count) {
        final int spread = 1 + random.nextInt(35);
        for (int i = 0; i < count; i++) {
            final long ns = Math.min(HIGHEST_NS, random.nextLong() >>> Long.SIZE - 1 - random.nextInt(spread));
            final long weight = random.nextInt(4) == 0 ? 1 + random.nextInt(1000) : 1;
            times.record(ns, weight);
            known.recordValueWithCount(ns, weight);
        }
    }

    private static void assertAlike(final Histogram known, final TimeHistogram times) {
        assertEquals(known.getTotalCount(), times.count());
        for (final double percentile : PERCENTILES) {
            assertEquals(known.getValueAtPercentile(percentile), times.atPercentile(percentile),
                () -> "percentile=" + percentile);
        }
    }
}
