package org.ouzel.bench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One metric of a mix over all rounds.
 *
 * @param metric what was measured
 * @param baseline median of the baseline's figures
 * @param candidate median of the candidate's figures
 * @param ratio median of the rounds' ratios, candidate over baseline; NaN where there is none
 * @param lowestRatio the rounds' lowest ratio
 * @param highestRatio the rounds' highest ratio
 * @param hold what is to be held, or null
 */
public record Figure(
    Metric metric, double baseline, double candidate, double ratio, double lowestRatio, double highestRatio,
    Hold hold) {
    /** Summarises a metric; answers null when a round lacks it. */
    public static Figure of(final Metric metric, final List<Round> rounds, final List<Hold> holds) {
        final List<Double> baselines = new ArrayList<>();
        final List<Double> candidates = new ArrayList<>();
        final List<Double> ratios = new ArrayList<>();
        for (final Round round : rounds) {
            final Double baseline = round.baseline().values().get(metric);
            final Double candidate = round.candidate().values().get(metric);
            if (baseline == null || candidate == null) {
                return null;
            }
            baselines.add(baseline);
            candidates.add(candidate);
            if (metric.hasRatio() && baseline != 0) {
                ratios.add(candidate / baseline);
            }
        }
        if (rounds.isEmpty()) {
            return null;
        }
        final Hold hold = holds.stream().filter(each -> each.metric() == metric).findFirst().orElse(null);
        return new Figure(
            metric, median(baselines), median(candidates), median(ratios),
            ratios.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
            ratios.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN), hold);
    }

    /** Returns the median: the middle one, or the mean of the two in the middle; NaN of nothing. */
    static double median(final List<Double> values) {
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    }

    /** Tells whether there is a hold and it is missed. */
    public boolean isMissed() {
        return hold != null && !hold.isMet(baseline, candidate, ratio);
    }
}
