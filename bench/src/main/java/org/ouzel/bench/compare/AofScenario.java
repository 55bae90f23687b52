package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.List;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.KeyLoader;
import org.ouzel.bench.load.Operation;

/** SET at saturation while the journal is written. */
final class AofScenario implements FreshServerScenario {
    private static final int KEY_COUNT = 1_000_000;
    private static final int VALUE_BYTES = 64;
    private static final int CLIENT_COUNT = 50;

    private final String policy;
    private final int pipeline;
    private final int requestCount;

    /**
     * @param policy {@code appendfsync}
     * @param requestCount requests of one run
     */
    AofScenario(final String policy, final int pipeline, final int requestCount) {
        this.policy = policy;
        this.pipeline = pipeline;
        this.requestCount = requestCount;
    }

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        final Shape shape = new Shape(Operation.SET, pipeline, KEY_COUNT, VALUE_BYTES, CLIENT_COUNT);
        final int requests = options.scaled(requestCount);
        final SampleBuilder sample = new SampleBuilder();
        try (DataDirectory directory = new DataDirectory();
            ServerProcess server = contender.startIn(directory.path(), List.of("--appendonly", "yes",
                "--appendfsync", policy, "--auto-aof-rewrite-percentage", "0"))) {
            KeyLoader.load(server.port(), KeyFamily.STRINGS, 0, options.scaled(KEY_COUNT), VALUE_BYTES);
            final int warmUp = (int) (requests * options.warmUpScale());
            if (warmUp > 0) {
                RedisBenchmark.run(RedisBenchmark.test(shape, warmUp, server.port(), options.core()));
            }
            Saturation.measure(server, RedisBenchmark.test(shape, requests, server.port(), options.core()), "set",
                requests, pipeline * CLIENT_COUNT, sample);
        }
        return sample.build();
    }
}
