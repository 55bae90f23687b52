package org.ouzel.network.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/** Heap, threads and garbage collection, as the Java virtual machine counts them. */
final class JvmFamilies {
    private static final double SECONDS_PER_MS = 1e-3;

    private JvmFamilies() {
    }

    static List<MetricSnapshot> read() {
        final List<MetricSnapshot> families = new ArrayList<>();
        final MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        families.add(gauge("jvm_heap_used_bytes", "Heap in use.", heap.getUsed()));
        families.add(gauge("jvm_heap_committed_bytes", "Heap taken from the system.", heap.getCommitted()));
        families.add(gauge("jvm_heap_max_bytes", "Largest heap; -1 for no limit.", heap.getMax()));
        families.add(gauge("jvm_threads", "Threads that are alive.",
            ManagementFactory.getThreadMXBean().getThreadCount()));
        final List<CounterDataPointSnapshot> counts = new ArrayList<>();
        final List<CounterDataPointSnapshot> times = new ArrayList<>();
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            final Labels labels = Labels.of("collector", collector.getName());
            counts.add(MetricFamilies.count(collector.getCollectionCount(), labels));
            times.add(MetricFamilies.count(collector.getCollectionTime() * SECONDS_PER_MS, labels));
        }
        families.add(MetricFamilies.counter("jvm_gc_collections", "Garbage collections.", counts));
        families.add(MetricFamilies.counter("jvm_gc_seconds", "Time of garbage collections.", times));
        return families;
    }

    private static MetricSnapshot gauge(final String name, final String help, final double value) {
        final List<GaugeDataPointSnapshot> points = List.of(MetricFamilies.level(value, Labels.EMPTY));
        return MetricFamilies.gauge(name, help, points);
    }
}
