package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.LoadReport;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.proc.CpuReading;
import org.ouzel.bench.proc.MemoryReading;

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
            RedisBenchmark.run(
                RedisBenchmark.test(shape, requests, contender.running().port(), options.core()));
            if (options.latencyMs() > 0) {
                OpenLoopLoad.run(plan(contender.running(), options)); // the generator has to warm up, too
            }
        }
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final SampleBuilder sample = new SampleBuilder();
        final ServerProcess server = contender.running();
        final int requests = options.scaled(shape.requestCount());
        Saturation.measure(server, RedisBenchmark.test(shape, requests, server.port(), options.core()),
            shape.operation().word(), requests, shape.pipeline() * shape.clientCount(), sample);
        if (options.latencyMs() > 0) {
            runAtRate(contender.running(), options, sample);
        }
        final double residentMb = MemoryReading.residentBytes(contender.running().pid()) / BYTES_PER_MB;
        return sample.put(Metric.RESIDENT_MB, residentMb).build();
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
}
