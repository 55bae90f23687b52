package org.ouzel.engine;

import org.ouzel.engine.latency.CommandLatencies;
import org.ouzel.engine.latency.LatencyMonitor;

/**
 * What one shard counts of one namespace, for those who may not know of the others. The shard's thread, or whoever
 * holds the shard.
 */
public final class NamespaceCounts {
    /** Enough to see the order of a time, and small, since there may be many namespaces. */
    private static final int SIGNIFICANT_DIGITS = 1;

    private long callCount;
    private final CommandLatencies latencies;
    private final ShardStatistics statistics = new ShardStatistics();
    private final LatencyMonitor latencyMonitor = new LatencyMonitor();

    NamespaceCounts(final int commandCount) {
        latencies = new CommandLatencies(commandCount, SIGNIFICANT_DIGITS);
    }

    /** Counts a call of a command. */
    public void countCall(final int command) {
        callCount++;
        latencies.countCall(command);
    }

    /** Returns the calls of all commands since the start. */
    long callCount() {
        return callCount;
    }

    public CommandLatencies latencies() {
        return latencies;
    }

    public ShardStatistics statistics() {
        return statistics;
    }

    public LatencyMonitor latencyMonitor() {
        return latencyMonitor;
    }

    /** Puts all counts that CONFIG RESETSTAT clears back to 0. */
    public void reset() {
        latencies.reset();
        statistics.reset();
    }
}
