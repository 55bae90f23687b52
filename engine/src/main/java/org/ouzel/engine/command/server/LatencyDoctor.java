package org.ouzel.engine.command.server;

import java.util.Map;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.latency.LatencyMonitor;
import org.ouzel.engine.latency.LatencyMonitor.History;
import org.ouzel.engine.latency.LatencyMonitor.Sample;

/** LATENCY DOCTOR: says in words what was slow, and what may be done about it. Holds all shards. */
final class LatencyDoctor {
    private LatencyDoctor() {
    }

    static void execute(final CommandContext context) {
        context.reply().verbatim("txt", report(context));
    }

    private static String report(final CommandContext context) {
        final long thresholdMs = context.server().latencyThresholdMs();
        final Map<String, History> histories = LatencyCommands.histories(context);
        if (histories.isEmpty()) {
            return thresholdMs > 0 ? "No event has taken " + thresholdMs + " ms or longer.\n"
                : "Slow events are not recorded. CONFIG SET latency-monitor-threshold <milliseconds> switches it on.\n";
        }
        final StringBuilder text = new StringBuilder();
        histories.forEach((event, history) -> {
            final long averageMs = (long) history.samples().stream().mapToLong(Sample::latencyMs).average().orElse(0);
            text.append(event).append(": ").append(history.samples().size()).append(" slow seconds, ")
                .append(averageMs).append(" ms on average, ").append(history.worstMs()).append(" ms at worst.\n");
        });
        text.append('\n');
        if (histories.containsKey(LatencyMonitor.COMMAND)) {
            text.append("- Slow commands: SLOWLOG GET shows them. Replace those that walk a whole key or database"
                + " (KEYS, SMEMBERS, LRANGE 0 -1) by ones that go in steps (SCAN, SSCAN, shorter ranges).\n");
        }
        if (histories.containsKey(LatencyMonitor.FAST_COMMAND)) {
            text.append("- Commands of constant cost were slow: the machine may be short of memory or processor time."
                + " Look for swapping and for other busy processes.\n");
        }
        if (histories.containsKey(LatencyMonitor.EXPIRE_CYCLE)) {
            text.append("- Expiry: many keys fall due at the same time. Spread their times to live, or lower"
                + " active-expire-effort.\n");
        }
        if (histories.containsKey(LatencyMonitor.EVICTION_CYCLE)
            || histories.containsKey(LatencyMonitor.EVICTION_DEL)) {
            text.append("- Eviction: keys are evicted faster than they can go. Raise maxmemory, or lower"
                + " maxmemory-eviction-tenacity.\n");
        }
        if (thresholdMs == 0) {
            text.append("- Recording is switched off by now (latency-monitor-threshold 0).\n");
        }
        return text.toString();
    }
}
