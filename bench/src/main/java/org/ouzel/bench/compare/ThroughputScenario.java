package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.LoadReport;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.proc.CpuReading;
import org.ouzel.bench.proc.MachineCpu;
import org.ouzel.bench.proc.MemoryReading;
import org.ouzel.bench.proc.ProcessStat;
import org.ouzel.protocol.client.RespClient;

/** A redis-benchmark run at saturation, then an open-loop run of the same shape at a stated rate. */
final class ThroughputScenario implements Scenario {
    private static final double NS_PER_US = 1e3;
    private static final double BYTES_PER_MB = 1e6;
    private static final long OPEN_LOOP_WARM_UP_MS = 500;
    private static final long OPEN_LOOP_SEED = 42;

    private final Shape shape;

    ThroughputScenario(final Shape shape) {
        this.shape = shape;
    }

    @Override
    public boolean isOnRunningServer() {
        return true;
    }

    @Override
    public void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        contender.load(shape);
        if (options.warmUpScale() > 0) {
            final int requests = (int) Math.max(1000, options.scaled(shape.requestCount()) * options.warmUpScale());
            RedisBenchmark.run(shape, requests, contender.running().port(), options.core());
            if (options.latencyMs() > 0) {
                OpenLoopLoad.run(plan(contender.running(), options)); // the generator has to warm up, too
            }
        }
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final SampleBuilder sample = new SampleBuilder();
        saturate(contender.running(), options, sample);
        if (options.latencyMs() > 0) {
            runAtRate(contender.running(), options, sample);
        }
        final double residentMb = MemoryReading.residentBytes(contender.running().pid()) / BYTES_PER_MB;
        return sample.put(Metric.RESIDENT_MB, residentMb).build();
    }

    private void saturate(final ServerProcess server, final CompareOptions options, final SampleBuilder sample)
        throws IOException, InterruptedException {
        final int requests = options.scaled(shape.requestCount());
        final long self = ProcessHandle.current().pid();
        final long callsBefore = calls(server.port());
        final CpuReading serverBefore = CpuReading.of(server.pid());
        final long generatorBeforeNs = generatorNs(self);
        final MachineCpu machineBefore = MachineCpu.now();
        final long beforeNs = System.nanoTime();

        final BenchmarkCsv result = RedisBenchmark.run(shape, requests, server.port(), options.core());

        final long elapsedNs = System.nanoTime() - beforeNs;
        final long machineNs = MachineCpu.now().busyNs() - machineBefore.busyNs();
        final long generatorNs = generatorNs(self) - generatorBeforeNs;
        final long serverNs = CpuReading.of(server.pid()).nsSince(serverBefore);
        final long calls = calls(server.port()) - callsBefore;

        sample.put(Metric.THROUGHPUT, result.throughput());
        sample.put(Metric.CPU_PER_REQUEST, serverNs / NS_PER_US / requests);
        sample.put(Metric.SATURATED_P50, result.p50Us());
        sample.put(Metric.SATURATED_P99, result.p99Us());
        sample.put(Metric.SATURATED_MAX, result.maximumUs());
        sample.put(Metric.OTHER_CPU, Math.max(0, 100.0 * (machineNs - generatorNs - serverNs) / elapsedNs));
        // redis-benchmark stops at the first whole pipeline beyond its number.
        if (calls < requests || calls > requests + (long) shape.pipeline() * shape.clientCount()) {
            sample.note(String.format(Locale.ROOT, "commandstats counts %,d calls of %s for %,d requests",
                calls, shape.operation(), requests));
        }
    }

    private void runAtRate(final ServerProcess server, final CompareOptions options, final SampleBuilder sample)
        throws IOException, InterruptedException {
        final CpuReading before = CpuReading.of(server.pid());
        try (OpenLoopLoad load = new OpenLoopLoad(plan(server, options))) {
            load.start();
            load.awaitReplies();
            final long serverNs = CpuReading.of(server.pid()).nsSince(before);
            final LoadReport report = load.finish(false);
            sample.put(Metric.CPU_AT_RATE, serverNs / NS_PER_US / report.sentCount());
            sample.putRate(report);
        }
    }

    private LoadPlan plan(final ServerProcess server, final CompareOptions options) {
        final double rate = options.rate() > 0 ? options.rate() : shape.ratePerSecond();
        return new LoadPlan(
            server.port(), rate, OPEN_LOOP_WARM_UP_MS, options.latencyMs(), shape.clientCount(), shape.pipeline(), 1,
            shape.keyCount(), shape.valueBytes(), List.of(shape.operation()), OPEN_LOOP_SEED, false, options.core());
    }

    private long calls(final int port) throws IOException {
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            return InfoText.calls(InfoText.of(connection, "commandstats"), shape.operation().word());
        }
    }

    private static long generatorNs(final long self) throws IOException {
        final ProcessStat stat = ProcessStat.of(self);
        return stat.cpuNs() + stat.waitedChildrenTicks() * ProcessStat.TICK_NS;
    }
}
