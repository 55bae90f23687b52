package org.ouzel.engine.ring;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.NamespaceCounts;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.latency.LatencyMonitor;

/** Keeps what is to be known of calls: their times, the slow ones, and what those who monitor see. One thread. */
final class CallRecorder {
    private static final int SLOW_LOG_ARGUMENT_COUNT = 32;
    private static final int SLOW_LOG_ARGUMENT_BYTES = 128;
    private static final String SCRIPT = "lua";
    private static final long NS_PER_US = 1000;
    private static final long NS_PER_MS = 1_000_000;

    private final ServerState server;
    private final Shard shard;

    CallRecorder(final ServerState server, final Shard shard) {
        this.server = server;
        this.shard = shard;
    }

    /** Counts a call. */
    void countCall(final CommandEvent event, final CommandSpec spec) {
        shard.latencies().countCall(spec.id());
        final NamespaceCounts own = shard.countsOf(event.namespace());
        if (own != null) {
            own.countCall(spec.id());
        }
    }

    /** Counts a call that was refused before it ran. */
    void countRejected(final CommandEvent event, final CommandSpec spec) {
        shard.latencies().countRejected(spec.id());
        final NamespaceCounts own = shard.countsOf(event.namespace());
        if (own != null) {
            own.latencies().countRejected(spec.id());
        }
    }

    /** Counts a call that was answered with an error. */
    void countFailed(final CommandEvent event, final CommandSpec spec) {
        shard.latencies().countFailed(spec.id());
        final NamespaceCounts own = shard.countsOf(event.namespace());
        if (own != null) {
            own.latencies().countFailed(spec.id());
        }
    }

    /** Returns how many of its namespace's calls the time of this one will stand for, 0 if it isn't to be timed. */
    int sampleWeight(final CommandEvent event, final CommandSpec spec) {
        final NamespaceCounts own = shard.countsOf(event.namespace());
        return (own == null ? shard.latencies() : own.latencies())
            .sampleWeight(spec.id(), server.latencySampleInterval());
    }

    /** Takes in the time of a call that stands for {@code weight} calls. */
    void recordTime(final CommandEvent event, final CommandSpec spec, final long elapsedNs, final int weight) {
        shard.latencies().record(spec.id(), elapsedNs, weight, server.isLatencyTracked());
        final NamespaceCounts own = shard.countsOf(event.namespace());
        if (own != null) {
            own.latencies().record(spec.id(), elapsedNs, weight, server.isLatencyTracked());
        }
    }

    /** Records the time of a call that stands for {@code weight} calls. */
    void record(final CommandEvent event, final CommandSpec spec, final long elapsedNs, final int weight) {
        recordTime(event, spec, elapsedNs, weight);
        if (server.slowLogThresholdUs() >= 0 && elapsedNs >= server.slowLogThresholdUs() * NS_PER_US
            && !spec.isSecret() && !spec.has(CommandFlag.SKIP_SLOWLOG)) {
            noteSlow(event, elapsedNs);
        }
        if (server.latencyThresholdMs() > 0 && elapsedNs >= server.latencyThresholdMs() * NS_PER_MS) {
            final String kind = spec.isFast() ? LatencyMonitor.FAST_COMMAND : LatencyMonitor.COMMAND;
            shard.latencyMonitor().record(kind, event.nowMs(), elapsedNs / NS_PER_MS);
            final NamespaceCounts own = shard.countsOf(event.namespace());
            if (own != null) {
                own.latencyMonitor().record(kind, event.nowMs(), elapsedNs / NS_PER_MS);
            }
        }
    }

    /** Shows a client's request to those who monitor. */
    void feedMonitors(final CommandEvent event) {
        if (server.monitorCount().get() > 0) {
            feedMonitors(event, event.session().peerAddress());
        }
    }

    /** Shows what a script calls to those who monitor. */
    void feedMonitorsFromScript(final CommandEvent event) {
        if (server.monitorCount().get() > 0) {
            feedMonitors(event, SCRIPT);
        }
    }

    private void feedMonitors(final CommandEvent event, final String caller) {
        if (isMonitored(event.spec()) && server.loading() == null) {
            event.deliver(new Delivery(Delivery.Kind.MONITOR_LINE, null, RequestText.monitorLine(event, caller)));
        }
    }

    private static boolean isMonitored(final CommandSpec spec) {
        return !spec.isSecret() && !spec.has(CommandFlag.ADMIN);
    }

    private void noteSlow(final CommandEvent event, final long elapsedNs) {
        final List<byte[]> arguments = new ArrayList<>();
        final int count = event.argCount();
        for (int i = 0; i < count; i++) {
            if (count > SLOW_LOG_ARGUMENT_COUNT && i == SLOW_LOG_ARGUMENT_COUNT - 1) {
                arguments.add(RequestText.bytes("... (" + (count - i) + " more arguments)"));
                break;
            }
            arguments.add(RequestText.shown(event, i, SLOW_LOG_ARGUMENT_BYTES));
        }
        shard.slowLog().add(event.namespace(), event.nowMs(), elapsedNs / NS_PER_US, arguments,
            event.session().peerAddress(), event.session().name(), server.slowLogMaxLength());
    }
}
