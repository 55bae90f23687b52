package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.LoadReport;
import org.ouzel.bench.load.NoisyTenant;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.load.Operation;
import org.ouzel.protocol.client.RespClient;
import org.ouzel.protocol.client.RespError;

/**
 * What a quiet tenant notices of one that sends ten times what its quota allows: the quiet one's percentiles alone and
 * with the other, in turn on the same server. Redis, which has no quotas, shows what the same noise does without one.
 */
final class TenantNoiseScenario implements FreshServerScenario {
    private static final double QUIET_RATE = 2000;
    private static final int QUIET_CLIENT_COUNT = 10;
    private static final int QUOTA = 2000;
    private static final int EXCESS = 10;
    private static final int NOISY_CLIENT_COUNT = 4;
    private static final int KEY_COUNT = 10_000;
    private static final int VALUE_BYTES = 64;
    private static final int PAIR_COUNT = 3;
    private static final long SEED = 42;
    private static final double PERCENT = 100;

    @Override
    public Sample measure(final Contender contender, final CompareOptions options)
        throws IOException, InterruptedException {
        try (ServerProcess server = contender.startAnother();
            RespClient control = RespClient.connect("127.0.0.1", server.port())) {
            require(control.call("ACL", "SETUSER", NoisyTenant.NAME, "on", ">" + NoisyTenant.PASSWORD, "~*", "+@all"));
            final boolean hasQuotas =
                !(control.call("TENANT", "SETQUOTA", NoisyTenant.NAME, "operations", QUOTA) instanceof RespError);
            OpenLoopLoad.run(plan(server, options));
            final SampleBuilder sample = new SampleBuilder();
            final List<Double> extraPercents = new ArrayList<>();
            final List<Double> disturbed = new ArrayList<>();
            for (int pair = 0; pair < PAIR_COUNT; pair++) {
                final double alone = p99Us(server, options, sample);
                try (NoisyTenant noise =
                    NoisyTenant.start(server.port(), NOISY_CLIENT_COUNT, (double) QUOTA * EXCESS)) {
                    final double together = p99Us(server, options, sample);
                    extraPercents.add(PERCENT * (together / alone - 1));
                    disturbed.add(together);
                    noise.stop();
                    if (hasQuotas != noise.refusedCount() > 0) {
                        sample.note("of " + noise.answeredCount() + " noisy requests " + noise.refusedCount()
                            + " were refused");
                    }
                }
            }
            return sample.put(Metric.NOISE_P99_PERCENT, Figure.median(extraPercents))
                .put(Metric.P99, Figure.median(disturbed)).build();
        }
    }

    private static double p99Us(final ServerProcess server, final CompareOptions options, final SampleBuilder sample)
        throws IOException, InterruptedException {
        final LoadReport report = OpenLoopLoad.run(plan(server, options));
        sample.putRate(report);
        return report.response().p99Us();
    }

    private static LoadPlan plan(final ServerProcess server, final CompareOptions options) {
        return new LoadPlan(server.port(), QUIET_RATE, options.settleMs() / 2, Math.max(100, options.latencyMs()),
            QUIET_CLIENT_COUNT, 1, 1, KEY_COUNT, VALUE_BYTES, List.of(Operation.GET, Operation.SET), SEED, true,
            options.core());
    }

    private static void require(final Object reply) throws IOException {
        if (reply instanceof RespError) {
            throw new IOException("no noisy tenant: " + reply);
        }
    }
}
