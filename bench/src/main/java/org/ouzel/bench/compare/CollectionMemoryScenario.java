package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.ouzel.bench.proc.MemoryReading;

/** An empty server is filled with collections; what each request's worth of them takes of resident memory. */
final class CollectionMemoryScenario implements FreshServerScenario {
    private static final double BYTES_PER_MB = 1e6;
    private static final int WARM_UP_TURNS = 100;

    private final CollectionFill fill;
    private final Metric metric;

    /**
     * @param fill what is made; one request makes one of what the metric counts
     * @param metric {@link Metric#BYTES_PER_KEY} or {@link Metric#BYTES_PER_ELEMENT}
     */
    CollectionMemoryScenario(final CollectionFill fill, final Metric metric) {
        this.fill = fill;
        this.metric = metric;
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        try (ServerProcess server = contender.startAnother()) {
            fill.warmUp(server.port(), (int) (WARM_UP_TURNS * options.warmUpScale()));
            TimeUnit.MILLISECONDS.sleep(options.settleMs());
            final long emptyBytes = MemoryReading.residentBytes(server.pid());
            final long beforeNs = System.nanoTime();
            fill.run(server.port(), options);
            final double seconds = (System.nanoTime() - beforeNs) / 1e9;
            TimeUnit.MILLISECONDS.sleep(options.settleMs());
            final long fullBytes = MemoryReading.residentBytes(server.pid());
            return new SampleBuilder()
                .put(metric, (double) (fullBytes - emptyBytes) / fill.scaledCount(options))
                .put(Metric.LOAD_SECONDS, seconds)
                .put(Metric.RESIDENT_MB, fullBytes / BYTES_PER_MB)
                .build();
        }
    }
}
