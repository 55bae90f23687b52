package org.ouzel.bench.load;

import org.HdrHistogram.Histogram;

/** What one sending thread has counted. Written by that thread, read when it has ended. */
final class LoadTally {
    private static final long HIGHEST_NS = 120_000_000_000L;
    private static final int DIGITS = 3;

    /** From the planned send to the reply. */
    private final Histogram response = new Histogram(HIGHEST_NS, DIGITS);
    /** From the actual send to the reply: tells a slow server from a late generator. */
    private final Histogram service = new Histogram(HIGHEST_NS, DIGITS);
    private long sentCount;
    private long replyCount;
    private long errorCount;
    private long mismatchCount;
    private long slowCount;
    private long maximumLagNs;
    private long lastSendNs;
    private String firstProblem = "";

    void onSent(final int requests, final long plannedNs, final long nowNs) {
        sentCount += requests;
        lastSendNs = nowNs;
        maximumLagNs = Math.max(maximumLagNs, nowNs - plannedNs);
    }

    long lastSendNs() {
        return lastSendNs;
    }

    void onReply(final long plannedNs, final long sentNs, final long nowNs, final boolean isRecorded) {
        replyCount++;
        if (isRecorded) {
            final long responseNs = Math.min(HIGHEST_NS, Math.max(0, nowNs - plannedNs));
            response.recordValue(responseNs);
            service.recordValue(Math.min(HIGHEST_NS, Math.max(0, nowNs - sentNs)));
            if (responseNs > LoadReport.SLOW_NS) {
                slowCount++;
            }
        }
    }

    void onError(final String text) {
        errorCount++;
        note(text);
    }

    void onMismatch(final String text) {
        mismatchCount++;
        note(text);
    }

    void add(final LoadTally other) {
        response.add(other.response);
        service.add(other.service);
        sentCount += other.sentCount;
        replyCount += other.replyCount;
        errorCount += other.errorCount;
        mismatchCount += other.mismatchCount;
        slowCount += other.slowCount;
        maximumLagNs = Math.max(maximumLagNs, other.maximumLagNs);
        lastSendNs = lastSendNs == 0 ? other.lastSendNs : Math.max(lastSendNs, other.lastSendNs);
        note(other.firstProblem);
    }

    LoadReport report(final double plannedRate, final long elapsedNs, final long verifiedKeyCount) {
        final double sentRate = elapsedNs > 0 ? sentCount / (elapsedNs / 1e9) : 0;
        return new LoadReport(
            plannedRate, sentRate, sentCount, sentCount - replyCount, errorCount, mismatchCount, verifiedKeyCount,
            slowCount, maximumLagNs / 1e3, Percentiles.of(response), Percentiles.of(service),
            firstProblem);
    }

    private void note(final String problem) {
        if (firstProblem.isEmpty()) {
            firstProblem = problem;
        }
    }
}
