package org.ouzel.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.bench.load.KeyFamily;
import org.ouzel.bench.load.LoadPlan;
import org.ouzel.bench.load.LoadReport;
import org.ouzel.bench.load.OpenLoopLoad;
import org.ouzel.bench.load.Operation;
import org.ouzel.protocol.client.RespClient;

/** Compares redis-server with itself by a few thousand requests: that it runs to its end, not what it measures. */
class ComparisonIT {
    private static final String REDIS = "/usr/bin/redis-server";
    private static final CompareOptions OPTIONS = new CompareOptions(2, 0.001, 0.1, 2000, 100, -1, 20, 20);

    @BeforeEach
    void needRedis() {
        assumeTrue(Files.isExecutable(Path.of(REDIS)), "Redis isn't installed");
    }

    @Test
    void shouldMeasureBothServersInEveryKindOfMix() throws Exception {
        final List<Mix> mixes = List.of(
            mix(new ThroughputScenario(new Shape(Operation.MSET, 16, 1_000_000 / 500, 64, 5))),
            mix(new ThroughputScenario(new Shape(Operation.INCR, 1, 1, 3, 5))),
            mix(new StartScenario()), mix(new LoadingScenario(10_000)), mix(new ConnectionsScenario()),
            mix(new AccessCostScenario()), mix(new TenantNoiseScenario()));
        final List<MixResult> results;
        final List<Long> pids = new ArrayList<>();
        try (Contender baseline = new Contender("a", List.of(REDIS));
            Contender candidate = new Contender("b", List.of(REDIS))) {
            final Comparison comparison = new Comparison(baseline, candidate, OPTIONS);
            assertTrue(comparison.version(baseline).contains("redis_version="));
            pids.add(baseline.running().pid());
            pids.add(candidate.running().pid());
            results = comparison.run(mixes, result -> assertTrue(result.failure().isEmpty(), result.failure()));
        }
        assertEquals(mixes.size(), results.size());
        for (final MixResult result : results) {
            assertTrue(result.figures().size() >= 2, result.toString());
            assertEquals(OPTIONS.rounds(), result.rounds().size());
        }
        for (final long pid : pids) {
            assertTrue(ProcessHandle.of(pid).isEmpty(), () -> "still there: pid=" + pid);
        }
    }

    @Test
    void shouldGiveUpAMixWhoseServerDoesNotStart() throws Exception {
        try (Contender baseline = new Contender("a", List.of(REDIS));
            Contender candidate = new Contender("b", List.of(REDIS, "--no-such-setting", "1"))) {
            final List<MixResult> results =
                new Comparison(baseline, candidate, OPTIONS).run(List.of(mix(new StartScenario())), result -> { });
            assertTrue(results.get(0).failure().contains("no-such-setting"), results.get(0).failure());
        }
    }

    @Test
    void shouldVerifyTheFinalStateAndSeeItWhenItIsWrong() throws Exception {
        try (ServerProcess server = ServerProcess.start(List.of(REDIS))) {
            final LoadPlan plan = new LoadPlan(server.port(), 5000, 0, 200, 3, 2, 2, 50, 20,
                List.of(Operation.SET, Operation.GET, Operation.INCR), 1, true, -1);
            final LoadReport right = OpenLoopLoad.run(plan);
            assertTrue(right.isCorrect(), right.toText());
            assertEquals(1000, right.sentCount());
            assertTrue(right.verifiedKeyCount() > 50, right.toText());
            try (OpenLoopLoad load = new OpenLoopLoad(plan);
                RespClient other = RespClient.connect("127.0.0.1", server.port())) {
                load.start();
                load.awaitReplies();
                other.call("SET", KeyFamily.STRINGS.key(7), "another");
                other.call("INCR", KeyFamily.COUNTERS.key(8));
                final LoadReport wrong = load.finish(false);
                assertEquals(Set.of(2L), Set.of(wrong.mismatchCount()), wrong.toText());
            }
        }
    }

    private static Mix mix(final Scenario scenario) {
        return new Mix("test", "test", scenario, List.of());
    }
}
