package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyFamiliesTest {
    private static List<Reply> numbers(final long... numbers) {
        return Arrays.stream(numbers).mapToObj(number -> new Reply(Reply.Kind.INTEGER,
            Long.toString(number).getBytes(StandardCharsets.US_ASCII), List.of())).toList();
    }

    private static long within(final ClassicHistogramBuckets buckets, final double seconds) {
        return buckets.stream().filter(bucket -> bucket.getUpperBound() <= seconds)
            .mapToLong(ClassicHistogramBucket::getCount).sum();
    }

    @Test
    void shouldPutCountsWhereTheirBoundsAre() {
        // Bounds as the two precisions of the histograms round them.
        for (final long[] pairs : new long[][] {{1, 2, 4, 5, 264, 9, 1056, 10}, {1, 2, 4, 5, 278, 9, 1114, 10}}) {
            final ClassicHistogramBuckets buckets = LatencyFamilies.buckets(10, numbers(pairs));
            assertEquals(27, buckets.size());
            assertEquals(2, within(buckets, 1.024e-6));
            assertEquals(2, within(buckets, 2.1e-6));
            assertEquals(5, within(buckets, 4.1e-6));
            assertEquals(5, within(buckets, 132e-6));
            assertEquals(9, within(buckets, 263e-6));
            assertEquals(9, within(buckets, 525e-6));
            assertEquals(10, within(buckets, 1050e-6));
            assertEquals(10, within(buckets, Double.POSITIVE_INFINITY));
        }
    }

    @Test
    void shouldHaveAllBucketsWithoutCalls() {
        final ClassicHistogramBuckets buckets = LatencyFamilies.buckets(0, List.of());
        assertEquals(27, buckets.size());
        assertEquals(0, within(buckets, Double.POSITIVE_INFINITY));
    }

    @Test
    void shouldKeepWhatIsBeyondAllBounds() {
        final ClassicHistogramBuckets buckets = LatencyFamilies.buckets(3, numbers(1, 2, 68_719_476, 3));
        assertEquals(2, within(buckets, 40));
        assertEquals(3, within(buckets, Double.POSITIVE_INFINITY));
    }
}
