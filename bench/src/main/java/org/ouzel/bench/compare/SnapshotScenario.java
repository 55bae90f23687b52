package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.KeyLoader;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.load.Operation;
import org.ouzel.bench.proc.MemoryReading;
import org.ouzel.protocol.client.RespClient;

/** BGSAVE over 3 M keys while 20,000 requests per second read and write them. */
final class SnapshotScenario implements FreshServerScenario {
    private static final int KEY_COUNT = 3_000_000;
    private static final int VALUE_BYTES = 64;
    private static final double RATE = 20_000;
    private static final int CLIENT_COUNT = 20;
    private static final long SEED = 42;
    private static final long POLL_MS = 5;
    private static final double PERCENT = 100;

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final int keys = options.scaled(KEY_COUNT);
        try (DataDirectory directory = new DataDirectory();
            ServerProcess server = contender.startIn(directory.path(), List.of());
            RespClient control = RespClient.connect("127.0.0.1", server.port())) {
            KeyLoader.load(server.port(), KeyFamily.STRINGS, 0, keys, VALUE_BYTES);
            OpenLoopLoad.run(plan(server, keys, options.settleMs(), options));
            TimeUnit.MILLISECONDS.sleep(options.settleMs());
            final SampleBuilder sample = new SampleBuilder();
            try (OpenLoopLoad load = new OpenLoopLoad(plan(server, keys, 0, options))) {
                load.start();
                TimeUnit.MILLISECONDS.sleep(options.settleMs() / 4);
                save(server, control, sample);
                sample.putProbe(load.finish(true));
            }
            return sample.build();
        }
    }

    private static LoadPlan plan(final ServerProcess server, final int keys, final long measuredMs,
        final CompareOptions options) {
        return new LoadPlan(server.port(), RATE, 0, measuredMs, CLIENT_COUNT, 1, 1, keys, VALUE_BYTES,
            List.of(Operation.SET, Operation.GET), SEED, true, options.core());
    }

    private static void save(final ServerProcess server, final RespClient control, final SampleBuilder sample)
        throws IOException, InterruptedException {
        final long beforeBytes = MemoryReading.residentBytes(server.pid());
        final long beforeNs = System.nanoTime();
        control.call("BGSAVE");
        long mostBytes = beforeBytes;
        Map<String, String> info;
        do {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            mostBytes = Math.max(mostBytes, MemoryReading.residentBytes(server.pid()));
            info = InfoText.parse(InfoText.of(control, "persistence"));
        } while ("1".equals(info.get("rdb_bgsave_in_progress")));
        if (!"ok".equals(info.get("rdb_last_bgsave_status"))) {
            throw new IOException("BGSAVE failed: " + info.get("rdb_last_bgsave_status"));
        }
        final long copiedBytes = Long.parseLong(info.getOrDefault("rdb_last_cow_size", "0"));
        sample.put(Metric.SNAPSHOT_SECONDS, (System.nanoTime() - beforeNs) / 1e9);
        sample.put(Metric.EXTRA_MEMORY_PERCENT, PERCENT * (mostBytes - beforeBytes + copiedBytes) / beforeBytes);
    }
}
