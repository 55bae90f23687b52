package org.ouzel.engine.command.server;

import org.ouzel.engine.latency.TimeHistogram;

/** Writes times in microseconds as INFO shows them: {@code p50=1.003,p99=2.007}. */
final class PercentileText {
    private static final double NS_PER_US = 1000;
    private static final int DIGITS = 3;

    private final double[] percentiles;
    private final String[] names;

    PercentileText(final double... percentiles) {
        this.percentiles = percentiles.clone();
        names = new String[percentiles.length];
        for (int i = 0; i < names.length; i++) {
            final double each = percentiles[i];
            names[i] = (i == 0 ? "p" : ",p")
                + (each == Math.rint(each) ? String.valueOf((long) each) : String.valueOf(each)) + '=';
        }
    }

    /** Ends a line with the percentiles of some times. */
    void write(final InfoText line, final TimeHistogram times) {
        for (int i = 0; i < names.length; i++) {
            line.part(names[i]).part(times.atPercentile(percentiles[i]) / NS_PER_US, DIGITS);
        }
        line.end();
    }
}
