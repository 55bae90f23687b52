package org.ouzel.bench.compare;

import java.io.IOException;
import org.ouzel.bench.load.TransactionLoad;
import org.ouzel.bench.proc.CpuReading;

/** Transactions of four SETs over random keys, from 50 connections. */
final class TransactionScenario implements Scenario {
    private static final double NS_PER_US = 1e3;
    private static final int CLIENT_COUNT = 50;
    private static final int KEY_COUNT = 100_000;
    private static final int TRANSACTION_COUNT = 200_000;

    @Override
    public boolean isOnRunningServer() {
        return true;
    }

    @Override
    public void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        contender.forgetLoaded();
        CollectionFill.NOTHING.run(contender.running().port(), options);
        if (options.warmUpScale() > 0) {
            measure(contender, options);
        }
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final ServerProcess server = contender.running();
        try (TransactionLoad load = new TransactionLoad(server.port(), CLIENT_COUNT, KEY_COUNT)) {
            final CpuReading before = CpuReading.of(server.pid());
            final long beforeNs = System.nanoTime();
            final int count = load.run(options.scaled(TRANSACTION_COUNT));
            final double seconds = (System.nanoTime() - beforeNs) / 1e9;
            final long serverNs = CpuReading.of(server.pid()).nsSince(before);
            return new SampleBuilder()
                .put(Metric.THROUGHPUT, count / seconds)
                .put(Metric.CPU_PER_REQUEST, serverNs / NS_PER_US / count)
                .build();
        }
    }
}
