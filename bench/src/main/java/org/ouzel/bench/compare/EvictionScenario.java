package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.KeyLoader;
import org.ouzel.bench.load.Operation;
import org.ouzel.bench.load.SkewedLoad;
import org.ouzel.bench.proc.CpuReading;
import org.ouzel.bench.proc.MemoryReading;
import org.ouzel.protocol.client.RespClient;

/**
 * A server that may hold half of the keys that it gets: SET of random ones at saturation, of which about half evict
 * another, then the load of a cache with few popular keys.
 *
 * <p>Each server's limit is half of what all keys take in it, so that both hold about as many.
 */
final class EvictionScenario implements FreshServerScenario {
    private static final int KEY_COUNT = 1_000_000;
    private static final int VALUE_BYTES = 64;
    private static final int CLIENT_COUNT = 50;
    private static final int PIPELINE = 16;
    private static final int REQUEST_COUNT = 3_000_000;
    private static final int SKEWED_COUNT = 2_000_000;
    private static final long SETTLE_POLL_MS = 20;
    private static final int SETTLE_POLL_COUNT = 3000;
    /** What a request for the figure may itself take, which counts in Redis. */
    private static final long ASKING_BYTES = 64 * 1024;
    private static final double NS_PER_US = 1e3;
    private static final double BYTES_PER_MB = 1e6;

    private final String policy;

    EvictionScenario(final String policy) {
        this.policy = policy;
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final Shape shape = new Shape(Operation.SET, PIPELINE, options.scaled(KEY_COUNT), VALUE_BYTES, CLIENT_COUNT);
        final int requests = options.scaled(REQUEST_COUNT);
        final SampleBuilder sample = new SampleBuilder();
        try (ServerProcess server = contender.startAnother();
            RespClient control = RespClient.connect("127.0.0.1", server.port())) {
            final long emptyBytes = countedBytes(control);
            KeyLoader.load(server.port(), KeyFamily.STRINGS, 0, shape.keyCount(), VALUE_BYTES);
            limit(control, emptyBytes);
            final int warmUp = (int) (requests * options.warmUpScale());
            if (warmUp > 0) {
                RedisBenchmark.run(RedisBenchmark.test(shape, warmUp, server.port(), options.core()));
            }
            final long evictedBefore = figure(control, "stats", "evicted_keys");
            Saturation.measure(server, RedisBenchmark.test(shape, requests, server.port(), options.core()), "set",
                requests, PIPELINE * CLIENT_COUNT, sample);
            if (figure(control, "stats", "evicted_keys") == evictedBefore) {
                sample.note("nothing was evicted");
            }
            measureSkewed(server, shape.keyCount(), options, sample);
            sample.put(Metric.KEY_COUNT, ((Number) control.call("DBSIZE")).doubleValue());
            return sample.put(Metric.RESIDENT_MB, MemoryReading.residentBytes(server.pid()) / BYTES_PER_MB).build();
        }
    }

    /** Lets the server hold half of the keys that it holds, and waits until it does. */
    private void limit(final RespClient control, final long emptyBytes) throws IOException, InterruptedException {
        final long mostBytes = emptyBytes + (countedBytes(control) - emptyBytes) / 2;
        final Object reply = control.call("CONFIG", "SET", "maxmemory-policy", policy, "maxmemory", mostBytes);
        if (!"OK".equals(reply)) {
            throw new IOException("no limit: found=" + reply);
        }
        for (int i = 0; countedBytes(control) > mostBytes + ASKING_BYTES; i++) {
            if (i == SETTLE_POLL_COUNT) {
                throw new IOException("not evicted: bytes=" + countedBytes(control) + " limit=" + mostBytes);
            }
            Thread.sleep(SETTLE_POLL_MS);
        }
    }

    private static void measureSkewed(
        final ServerProcess server, final int keyCount, final CompareOptions options, final SampleBuilder sample)
        throws IOException {
        try (SkewedLoad load = new SkewedLoad(server.port(), keyCount, VALUE_BYTES)) {
            final int count = options.scaled(SKEWED_COUNT);
            load.run((long) (count * options.warmUpScale()));
            final CpuReading before = CpuReading.of(server.pid());
            final SkewedLoad.Result result = load.run(count);
            sample.put(Metric.CPU_SKEWED, CpuReading.of(server.pid()).nsSince(before) / NS_PER_US
                / (result.readCount() + result.writeCount()));
            sample.put(Metric.HIT_PERCENT, result.hitPercent());
        }
    }

    /** Returns what counts towards the limit. */
    private static long countedBytes(final RespClient control) throws IOException {
        return figure(control, "memory", "used_memory") - figure(control, "memory", "mem_not_counted_for_evict");
    }

    private static long figure(final RespClient control, final String section, final String name) throws IOException {
        final Map<String, String> fields = InfoText.parse(InfoText.of(control, section));
        if (!fields.containsKey(name)) {
            throw new IOException("INFO " + section + " has no " + name);
        }
        return Long.parseLong(fields.get(name));
    }

    static List<Mix> mixes() {
        return List.of(new Mix("evict", "P=16 SET of 1 M random keys, 64 B, where half may stay (allkeys-lru); "
            + "then a cache's load", new EvictionScenario("allkeys-lru"),
            List.of(Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 1.0), Hold.ratioAtLeast(Metric.HIT_PERCENT, 0.98))));
    }
}
