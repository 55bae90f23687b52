package org.ouzel.bench.load;

import java.util.Locale;

/**
 * The result of one open-loop run.
 *
 * @param plannedRate requests per second that the schedule asked for
 * @param sentRate requests per second that were sent
 * @param sentCount requests sent, those of the warm-up included
 * @param unansweredCount requests that got no reply before the run was given up
 * @param errorCount error replies
 * @param mismatchCount replies and final values that differ from what was written
 * @param verifiedKeyCount keys read back at the end and compared
 * @param slowCount recorded requests that took over 10 ms from their planned send
 * @param maximumLagUs the latest that a request was sent after its planned time, microseconds
 * @param response from the planned send to the reply
 * @param service from the actual send to the reply
 * @param firstProblem text of the first error or mismatch, or empty
 */
public record LoadReport(
    double plannedRate, double sentRate, long sentCount, long unansweredCount, long errorCount, long mismatchCount,
    long verifiedKeyCount, long slowCount, double maximumLagUs, Percentiles response, Percentiles service,
    String firstProblem) {
    /** A request that takes longer counts as slow, nanoseconds. */
    public static final long SLOW_NS = 10_000_000L;

    /** Tells whether every request was answered as it should be and the final state is right. */
    public boolean isCorrect() {
        return unansweredCount == 0 && errorCount == 0 && mismatchCount == 0;
    }

    /** Returns a few lines for a terminal. */
    public String toText() {
        return String.format(Locale.ROOT,
            "sent %,d requests at %,.0f/s (planned %,.0f/s), unanswered %d, errors %d, mismatches %d, "
                + "%,d keys read back%s%n"
                + "from planned send, µs: %s, over 10 ms: %d%n"
                + "from actual send,  µs: %s, latest send %,.0f behind its plan",
            sentCount, sentRate, plannedRate, unansweredCount, errorCount, mismatchCount, verifiedKeyCount,
            firstProblem.isEmpty() ? "" : ", first problem: " + firstProblem,
            line(response), slowCount, line(service), maximumLagUs);
    }

    private static String line(final Percentiles times) {
        return String.format(Locale.ROOT, "p50 %,.0f  p95 %,.0f  p99 %,.0f  p99.9 %,.0f  max %,.0f",
            times.p50Us(), times.p95Us(), times.p99Us(), times.p999Us(), times.maximumUs());
    }
}
