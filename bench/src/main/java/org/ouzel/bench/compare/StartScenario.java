package org.ouzel.bench.compare;

import java.io.IOException;
import org.ouzel.bench.proc.MemoryReading;

/** From the start of the process to the first PONG of an empty server. */
final class StartScenario implements FreshServerScenario {
    private static final double BYTES_PER_MB = 1e6;

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        try (ServerProcess server = contender.startAnother()) {
            return new SampleBuilder()
                .put(Metric.START_MS, server.startMs())
                .put(Metric.RESIDENT_MB, MemoryReading.residentBytes(server.pid()) / BYTES_PER_MB)
                .build();
        }
    }
}
