package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.KeyLoader;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.load.Operation;
import org.ouzel.bench.proc.MemoryReading;
import org.ouzel.protocol.client.RespClient;

/** An empty server is filled with keys of 16 B and values of 64 B, each written once, while a probe reads. */
final class LoadingScenario implements FreshServerScenario {
    private static final int VALUE_BYTES = 64;
    private static final double PROBE_RATE = 1000;
    private static final int PROBE_KEYS = 1000;
    private static final int WARM_UP_REQUESTS = 300_000;
    private static final int WARM_UP_RATE = 50_000;
    private static final double BYTES_PER_MB = 1e6;

    private final int keyCount;

    LoadingScenario(final int keyCount) {
        this.keyCount = keyCount;
    }

    @Override
    public void prepare(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        // So that neither the server nor the loader is built, read from disk or compiled when it counts.
        run(contender, Math.min(WARM_UP_REQUESTS, options.scaled(keyCount)), 0, 0);
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final int warmUpRequests = (int) (options.scaled(WARM_UP_REQUESTS) * options.warmUpScale());
        return run(contender, options.scaled(keyCount), options.settleMs(), warmUpRequests);
    }

    private static Sample run(
        final Contender contender, final int count, final long settleMs, final int warmUpRequests)
        throws IOException, InterruptedException {
        try (ServerProcess server = contender.startAnother();
            OpenLoopLoad probe = new OpenLoopLoad(LoadPlan.probe(server.port(), PROBE_RATE, PROBE_KEYS))) {
            TimeUnit.MILLISECONDS.sleep(settleMs);
            final long emptyBytes = MemoryReading.residentBytes(server.pid());
            final SampleBuilder sample = new SampleBuilder();
            warmUp(server.port(), warmUpRequests);
            load(server.port(), count, probe, sample);
            expectSize(server.port(), count, contender.name());
            TimeUnit.MILLISECONDS.sleep(settleMs);
            final long fullBytes = MemoryReading.residentBytes(server.pid());
            return sample
                .put(Metric.BYTES_PER_KEY, (double) (fullBytes - emptyBytes) / count)
                .put(Metric.RESIDENT_MB, fullBytes / BYTES_PER_MB)
                .build();
        }
    }

    /** Runs both commands on few keys, so that neither memory nor the index grow, and takes the keys away again. */
    private static void warmUp(final int port, final int requests) throws IOException, InterruptedException {
        if (requests == 0) {
            return;
        }
        for (int sent = 0; sent < requests; sent += PROBE_KEYS) {
            KeyLoader.load(port, KeyFamily.STRINGS, 0, PROBE_KEYS, VALUE_BYTES);
        }
        final long gets = Math.max(1, requests / WARM_UP_RATE);
        OpenLoopLoad.run(new LoadPlan(port, WARM_UP_RATE, 0, 1000 * gets, 1, 1, 1, PROBE_KEYS, VALUE_BYTES,
            List.of(Operation.GET), 1, false, -1));
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            connection.call("FLUSHALL");
        }
    }

    private static void load(final int port, final int count, final OpenLoopLoad probe, final SampleBuilder sample)
        throws IOException, InterruptedException {
        probe.start();
        final long beforeNs = System.nanoTime();
        KeyLoader.load(port, KeyFamily.STRINGS, 0, count, VALUE_BYTES);
        sample.put(Metric.LOAD_SECONDS, (System.nanoTime() - beforeNs) / 1e9);
        sample.putProbe(probe.finish(true));
    }

    private static void expectSize(final int port, final int count, final String name) throws IOException {
        try (RespClient connection = RespClient.connect("127.0.0.1", port)) {
            final Object size = connection.call("DBSIZE");
            if (!Long.valueOf(count).equals(size)) {
                throw new IOException(name + " holds another number of keys: expected=" + count + " found=" + size);
            }
        }
    }
}
