package org.ouzel.bench.compare;

import java.util.Locale;

/**
 * A figure to hold, as ARCHITECTURE §12 states it.
 *
 * @param metric what is held
 * @param kind what the limit applies to
 * @param limit the limit; unused for {@link Kind#NOT_ABOVE_BASELINE}
 */
public record Hold(Metric metric, Kind kind, double limit) {
    /** What is compared with the limit. */
    public enum Kind {
        /** The median ratio may not be above the limit. */
        RATIO_AT_MOST,
        /** The median ratio may not be below the limit. */
        RATIO_AT_LEAST,
        /** The candidate's own median may not be above the limit. */
        CANDIDATE_AT_MOST,
        /** The candidate's median may not be above the baseline's. */
        NOT_ABOVE_BASELINE
    }

    /** Holds a ratio of candidate to baseline below a limit. */
    public static Hold ratioAtMost(final Metric metric, final double limit) {
        return new Hold(metric, Kind.RATIO_AT_MOST, limit);
    }

    /** Holds a ratio of candidate to baseline above a limit. */
    public static Hold ratioAtLeast(final Metric metric, final double limit) {
        return new Hold(metric, Kind.RATIO_AT_LEAST, limit);
    }

    /** Tells whether the medians hold it. A figure that wasn't measured doesn't. */
    public boolean isMet(final double baseline, final double candidate, final double ratio) {
        return switch (kind) {
            case RATIO_AT_MOST -> ratio <= limit;
            case RATIO_AT_LEAST -> ratio >= limit;
            case CANDIDATE_AT_MOST -> candidate <= limit;
            case NOT_ABOVE_BASELINE -> candidate <= baseline;
        };
    }

    /** Returns the condition as a table shows it. */
    public String toText() {
        return switch (kind) {
            case RATIO_AT_MOST -> String.format(Locale.ROOT, "≤ %.2f×", limit);
            case RATIO_AT_LEAST -> String.format(Locale.ROOT, "≥ %.2f×", limit);
            case CANDIDATE_AT_MOST -> String.format(Locale.ROOT, "≤ %.0f", limit);
            case NOT_ABOVE_BASELINE -> "≤ baseline";
        };
    }
}
