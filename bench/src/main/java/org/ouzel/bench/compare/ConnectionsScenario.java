package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ouzel.bench.load.IdleConnections;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.LoadReport;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.load.Operation;
import org.ouzel.bench.proc.MemoryReading;

/** Thousands of idle connections, and one that works. */
final class ConnectionsScenario implements FreshServerScenario {
    private static final double RATE = 5000;
    private static final int KEY_COUNT = 1000;
    private static final int VALUE_BYTES = 64;
    private static final long SEED = 42;
    private static final double BYTES_PER_MB = 1e6;

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        try (ServerProcess server = contender.startAnother()) {
            run(server, options); // the code and the heap are in use before memory is looked at
            TimeUnit.MILLISECONDS.sleep(options.settleMs());
            final long withoutBytes = MemoryReading.residentBytes(server.pid());
            try (IdleConnections idle = new IdleConnections(server.port(), options.connectionCount())) {
                TimeUnit.MILLISECONDS.sleep(options.settleMs());
                final long withBytes = MemoryReading.residentBytes(server.pid());
                final LoadReport report = run(server, options);
                return new SampleBuilder()
                    .put(Metric.BYTES_PER_CONNECTION, (double) (withBytes - withoutBytes) / idle.count())
                    .put(Metric.RESIDENT_MB, withBytes / BYTES_PER_MB)
                    .putRate(report)
                    .build();
            }
        }
    }

    private static LoadReport run(final ServerProcess server, final CompareOptions options)
        throws IOException, InterruptedException {
        return OpenLoopLoad.run(new LoadPlan(
            server.port(), RATE, options.settleMs(), Math.max(100, options.latencyMs()), 1, 1, 1, KEY_COUNT,
            VALUE_BYTES, List.of(Operation.GET, Operation.SET), SEED, false, options.core()));
    }
}
