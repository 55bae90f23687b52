package org.ouzel.network.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Draws up metrics from what commands answered; counts nothing itself. What INFO leaves out is left out. */
final class MetricFamilies {
    private static final String PREFIX = "ouzel_";
    /** Told by INFO to those only who may know of the whole server. */
    private static final String SERVER_ONLY = "heap_used_bytes";

    private final List<MetricSnapshot> families = new ArrayList<>();
    private final InfoFigures info;

    private MetricFamilies(final InfoFigures info) {
        this.info = info;
    }

    /** @param times LATENCY HISTOGRAM's reply, or an error */
    static MetricSnapshots of(final InfoFigures info, final Reply times) {
        final MetricFamilies made = new MetricFamilies(info);
        made.addBuild();
        FigureTable.ROWS.forEach(made::add);
        made.addCommands();
        made.addDatabases();
        made.families.addAll(LatencyFamilies.of(info, times));
        if (info.has(SERVER_ONLY)) {
            made.families.addAll(JvmFamilies.read());
        }
        return new MetricSnapshots(made.families);
    }

    static MetricSnapshot counter(final String name, final String help,
        final Collection<CounterDataPointSnapshot> points) {
        return new CounterSnapshot(new MetricMetadata(PREFIX + name, help), points);
    }

    static MetricSnapshot gauge(final String name, final String help, final Collection<GaugeDataPointSnapshot> points) {
        return new GaugeSnapshot(new MetricMetadata(PREFIX + name, help), points);
    }

    static CounterDataPointSnapshot count(final double value, final Labels labels) {
        return CounterDataPointSnapshot.builder().value(Math.max(0, value)).labels(labels).build();
    }

    static GaugeDataPointSnapshot level(final double value, final Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private void addBuild() {
        families.add(InfoSnapshot.builder().name(PREFIX + "build").help("What runs here.")
            .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of("version", info.text("ouzel_version"),
                "redis_version", info.text("redis_version"), "java", info.text("java_version"), "threading",
                info.text("threading"), "transport", info.text("transport"))).build()).build());
    }

    private void add(final FigureTable.Row row) {
        final String text = info.text(row.infoName());
        final double value = row.okText() == null ? info.number(row.infoName()) * row.scale()
            : text.isEmpty() ? Double.NaN : text.equals(row.okText()) ? 1 : 0;
        if (Double.isNaN(value)) {
            return;
        }
        families.add(row.isCounter() ? counter(row.name(), row.help(), List.of(count(value, Labels.EMPTY)))
            : gauge(row.name(), row.help(), List.of(level(value, Labels.EMPTY))));
    }

    private void addCommands() {
        final Map<String, Map<String, String>> commands = info.group("cmdstat_");
        addCounts("commands", "Calls of each command.", commands, "command", "calls", 1);
        addCounts("commands_failed", "Calls of each command that were answered with an error.", commands, "command",
            "failed_calls", 1);
        addCounts("commands_rejected", "Calls of each command that were refused before they ran.", commands,
            "command", "rejected_calls", 1);
        addCounts("commands_duration_seconds", "Time that the calls of each command took.", commands, "command",
            "usec", FigureTable.SECONDS_PER_US);
        addCounts("error_replies_by_code", "Error replies, by the code that they begin with.",
            info.group("errorstat_"), "code", "count", 1);
    }

    private void addCounts(final String name, final String help, final Map<String, Map<String, String>> group,
        final String label, final String part, final double scale) {
        final List<CounterDataPointSnapshot> points = new ArrayList<>();
        group.forEach((key, parts) ->
            points.add(count(InfoFigures.toNumber(parts.get(part)) * scale, Labels.of(label, key))));
        if (!points.isEmpty()) {
            families.add(counter(name, help, points));
        }
    }

    private void addDatabases() {
        final List<GaugeDataPointSnapshot> keys = new ArrayList<>();
        final List<GaugeDataPointSnapshot> expiring = new ArrayList<>();
        info.group("db").forEach((number, parts) -> {
            if (parts.containsKey("keys")) {
                final Labels labels = Labels.of("database", number);
                keys.add(level(InfoFigures.toNumber(parts.get("keys")), labels));
                expiring.add(level(InfoFigures.toNumber(parts.get("expires")), labels));
            }
        });
        if (!keys.isEmpty()) {
            families.add(gauge("keys", "Keys of each database.", keys));
            families.add(gauge("keys_expiring", "Keys of each database that have an expiry.", expiring));
        }
    }
}
