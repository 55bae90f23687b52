package org.ouzel.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ouzel.bench.load.LoadReport;

/** Gathers the figures of one measurement. */
final class SampleBuilder {
    private static final double REACHED_SHARE = 0.98;

    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
    private final List<String> notes = new ArrayList<>();

    SampleBuilder put(final Metric metric, final double value) {
        values.put(metric, value);
        return this;
    }

    SampleBuilder note(final String text) {
        notes.add(text);
        return this;
    }

    SampleBuilder putRate(final LoadReport report) {
        put(Metric.P50, report.response().p50Us());
        put(Metric.P99, report.response().p99Us());
        put(Metric.P999, report.response().p999Us());
        put(Metric.MAX, report.response().maximumUs());
        return check(report, "open-loop load");
    }

    SampleBuilder putProbe(final LoadReport report) {
        put(Metric.PROBE_P999, report.response().p999Us());
        put(Metric.PROBE_MAX, report.response().maximumUs());
        put(Metric.PROBE_SERVICE_MAX, report.service().maximumUs());
        put(Metric.SLOW_COUNT, report.slowCount());
        return check(report, "probe");
    }

    private SampleBuilder check(final LoadReport report, final String what) {
        put(Metric.SEND_LAG, report.maximumLagUs());
        if (!report.isCorrect()) {
            note(what + " went wrong: " + report.toText());
        }
        if (report.sentRate() < REACHED_SHARE * report.plannedRate()) {
            note(String.format(java.util.Locale.ROOT, "%s sent %,.0f/s instead of %,.0f/s",
                what, report.sentRate(), report.plannedRate()));
        }
        return this;
    }

    Sample build() {
        return new Sample(values, notes);
    }
}
