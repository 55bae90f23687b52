package org.ouzel.bench.compare;

import java.util.List;

/** The mixes of users and tenants. */
final class AccessMixes {
    private static final double MOST_ACCESS_COST_PERCENT = 2;
    private static final double MOST_NOISE_PERCENT = 10;

    private AccessMixes() {
    }

    static List<Mix> all() {
        return List.of(
            new Mix("access-cost", "P=16 SET by a user who may not do everything, beside one who may",
                new AccessCostScenario(),
                List.of(new Hold(Metric.ACCESS_COST_PERCENT, Hold.Kind.CANDIDATE_AT_MOST, MOST_ACCESS_COST_PERCENT))),
            new Mix("tenant-noise", "2,000/s of one tenant while another sends ten times its quota",
                new TenantNoiseScenario(),
                List.of(new Hold(Metric.NOISE_P99_PERCENT, Hold.Kind.CANDIDATE_AT_MOST, MOST_NOISE_PERCENT))));
    }
}
