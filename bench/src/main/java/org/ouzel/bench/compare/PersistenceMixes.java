package org.ouzel.bench.compare;

import java.util.List;

/** The mixes of the journal, of snapshots and of recovery. */
final class PersistenceMixes {
    private PersistenceMixes() {
    }

    static List<Mix> all() {
        return List.of(
            aof("everysec", 16, 3_000_000, Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 0.8)),
            aof("everysec", 1, 300_000, Hold.ratioAtMost(Metric.CPU_PER_REQUEST, 1.0)),
            aof("always", 16, 300_000, Hold.ratioAtLeast(Metric.THROUGHPUT, 1.2)),
            aof("always", 1, 200_000, Hold.ratioAtLeast(Metric.THROUGHPUT, 1.2)),
            new Mix("snapshot", "BGSAVE of 3 M keys under 20,000 GET and SET/s", new SnapshotScenario(),
                List.of(Hold.ratioAtMost(Metric.PROBE_MAX, 1.0),
                    new Hold(Metric.PROBE_MAX, Hold.Kind.CANDIDATE_AT_MOST, 10_000),
                    new Hold(Metric.EXTRA_MEMORY_PERCENT, Hold.Kind.CANDIDATE_AT_MOST, 5))),
            recovery("rdb", "a snapshot of 3 M keys", new RecoveryScenario(List.of(), true)),
            recovery("aof", "a journal of 3 M records", new RecoveryScenario(List.of("--appendonly", "yes",
                "--auto-aof-rewrite-percentage", "0"), false)));
    }

    private static Mix aof(final String policy, final int pipeline, final int requestCount, final Hold hold) {
        return new Mix("aof-" + policy + "-p" + pipeline, "P=" + pipeline + " SET, 1 M random keys, 64 B, appendfsync "
            + policy, new AofScenario(policy, pipeline, requestCount), List.of(hold));
    }

    private static Mix recovery(final String name, final String what, final Scenario scenario) {
        return new Mix("recovery-" + name, "start with " + what, scenario,
            List.of(Hold.ratioAtMost(Metric.RECOVERY_SECONDS, 1.0)));
    }
}
