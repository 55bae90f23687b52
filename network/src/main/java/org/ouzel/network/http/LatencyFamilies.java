package org.ouzel.network.http;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Times: of each command as a histogram, of each stage as quantiles.
 *
 * <p>LATENCY HISTOGRAM leaves out buckets without calls; Prometheus wants the same ones at every scrape. Their bounds
 * double from 1.024 µs on, as there.
 */
final class LatencyFamilies {
    private static final int BUCKET_COUNT = 26;
    private static final double FIRST_BOUND_US = 1.024;
    private static final int PERCENT_DIGITS = 2;
    private static final int MICRO_DIGITS = 6;

    private LatencyFamilies() {
    }

    static List<MetricSnapshot> of(final InfoFigures info, final Reply times) {
        final List<MetricSnapshot> families = new ArrayList<>();
        addCommands(info.group("cmdstat_"), times, families);
        addStages(info, "stage_wait_usec_shard", "stage_wait_seconds", "shard",
            "From a request's decoding to its execution.", families);
        addStages(info, "stage_batch_usec_shard", "stage_batch_seconds", "shard",
            "How long a batch of requests ran.", families);
        addStages(info, "stage_total_usec_loop", "stage_total_seconds", "loop",
            "From a request's decoding to its reply.", families);
        return families;
    }

    private static void addCommands(final Map<String, Map<String, String>> commands, final Reply times,
        final List<MetricSnapshot> families) {
        final List<HistogramDataPointSnapshot> points = new ArrayList<>();
        for (int i = 0; i + 1 < times.items().size(); i += 2) {
            final String command = times.items().get(i).text();
            final List<Reply> parts = times.items().get(i + 1).items();
            final double sumUs = InfoFigures.toNumber(commands.getOrDefault(command, Map.of()).get("usec"));
            points.add(HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets(number(parts.get(1)), parts.get(3).items()))
                .sum(Double.isNaN(sumUs) ? 0 : sumUs * FigureTable.SECONDS_PER_US)
                .labels(Labels.of("command", command)).build());
        }
        if (!points.isEmpty()) {
            families.add(new HistogramSnapshot(new MetricMetadata("ouzel_command_duration_seconds",
                "Times of each command; of the quickest ones, samples that stand for as many calls."), points));
        }
    }

    /**
     * Returns counts for each bound apart, the last without bound.
     *
     * @param callCount all calls
     * @param pairs     upper bounds in microseconds, and how many calls were within
     */
    static ClassicHistogramBuckets buckets(final long callCount, final List<Reply> pairs) {
        final double[] bounds = new double[BUCKET_COUNT + 1];
        final long[] within = new long[BUCKET_COUNT + 1];
        for (int i = 0; i < BUCKET_COUNT; i++) {
            bounds[i] = FIRST_BOUND_US * FigureTable.SECONDS_PER_US * (1L << i);
        }
        bounds[BUCKET_COUNT] = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            final long count = number(pairs.get(i + 1));
            // The bounds in the reply are rounded; the nearest power of two is the one that is meant.
            final double ratio = Math.max(1, number(pairs.get(i))) / FIRST_BOUND_US;
            final long exponent = Math.round(Math.log(ratio) / Math.log(2));
            for (int bucket = (int) Math.max(0, exponent); bucket < BUCKET_COUNT; bucket++) {
                within[bucket] = Math.max(within[bucket], count);
            }
        }
        within[BUCKET_COUNT] = Math.max(callCount, within[BUCKET_COUNT - 1]);
        final long[] counts = within.clone();
        for (int i = BUCKET_COUNT; i > 0; i--) {
            counts[i] -= within[i - 1];
        }
        return ClassicHistogramBuckets.of(bounds, Arrays.stream(counts).boxed().toArray(Number[]::new));
    }

    private static long number(final Reply reply) {
        return Long.parseLong(reply.text());
    }

    /** Moves the decimal point, so that no digit is lost. */
    private static double shifted(final String decimal, final int digits) {
        return new BigDecimal(decimal).movePointLeft(digits).doubleValue();
    }

    private static void addStages(final InfoFigures info, final String infoPrefix, final String name,
        final String label, final String help, final List<MetricSnapshot> families) {
        final List<SummaryDataPointSnapshot> points = new ArrayList<>();
        info.group(infoPrefix).forEach((number, percentiles) -> {
            final Quantiles.Builder quantiles = Quantiles.builder();
            percentiles.forEach((percentile, us) -> quantiles.quantile(shifted(percentile.substring(1), PERCENT_DIGITS),
                shifted(us, MICRO_DIGITS)));
            points.add(SummaryDataPointSnapshot.builder().quantiles(quantiles.build())
                .labels(Labels.of(label, number)).build());
        });
        if (!points.isEmpty()) {
            families.add(new SummarySnapshot(new MetricMetadata("ouzel_" + name, help), points));
        }
    }
}
