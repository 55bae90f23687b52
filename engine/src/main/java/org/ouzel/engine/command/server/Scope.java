package org.ouzel.engine.command.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ouzel.engine.NamespaceCounts;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.ShardStatistics;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.latency.CommandLatencies;
import org.ouzel.engine.latency.LatencyMonitor;
import org.ouzel.engine.latency.TimeHistogram;
import org.ouzel.engine.session.Session;

/**
 * Whose figures a client gets to see. Administrators (who may ask for the namespaces) see the whole server's, and so
 * does everybody as long as there is the default namespace only; all others see those of their own namespace, and
 * nothing that would change with what others do. Holds all shards.
 */
public final class Scope {
    private static final String ADMINISTRATORS_COMMAND = "tenant|list";
    private static final String[] DENIED = {"auth", "cmd", "key", "channel"};

    private MemoryUse memoryUse;
    private List<Session> sessions;
    private CommandLatencies[] latencies;
    private final boolean isServer;
    private final Namespace namespace;
    private final ServerState server;

    private Scope(final boolean isServer, final Namespace namespace, final ServerState server) {
        this.isServer = isServer;
        this.namespace = namespace;
        this.server = server;
    }

    static Scope of(final CommandContext context) {
        final ServerState server = context.server();
        final CommandSpec spec = server.commandTable().find(ADMINISTRATORS_COMMAND);
        final Namespace own = context.event().user().namespace();
        final boolean isAdministrator = spec == null || context.event().user().permissions().isFree(spec.id());
        return new Scope(isAdministrator || own.number() == 0 && !server.isShared(), own, server);
    }

    /** Returns the scope of a namespace, whoever asks. */
    public static Scope of(final ServerState server, final Namespace namespace) {
        return new Scope(false, namespace, server);
    }

    /** Returns whether it is the whole server. */
    boolean isServer() {
        return isServer;
    }

    /** Returns the namespace, of the client if it is the whole server. */
    Namespace namespace() {
        return namespace;
    }

    /** Returns a figure of the server, or none of others: 0. */
    long ofServer(final long figure) {
        return isServer ? figure : 0;
    }

    private List<NamespaceCounts> counts() {
        final List<NamespaceCounts> counts = new ArrayList<>();
        for (int i = 0; i < server.shardCount(); i++) {
            final NamespaceCounts own = server.shard(i).countsOfIfAny(namespace.number());
            if (own != null) {
                counts.add(own);
            }
        }
        return counts;
    }

    /** Returns the shards whose own counts are those asked for: nobody else has run anything there. */
    private List<Shard> shards() {
        final List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < server.shardCount(); i++) {
            if (isServer || namespace.number() == 0 && server.shard(i).isAlone()) {
                shards.add(server.shard(i));
            }
        }
        return shards;
    }

    /** Returns what is counted of commands: the sum of all of these. */
    CommandLatencies[] latencies() {
        if (latencies == null) {
            final List<CommandLatencies> all = new ArrayList<>();
            for (final Shard shard : shards()) {
                all.add(shard.latencies());
            }
            if (!isServer) {
                counts().forEach(each -> all.add(each.latencies()));
            }
            latencies = all.toArray(new CommandLatencies[0]);
        }
        return latencies;
    }

    /** Returns who notes slow moments. */
    List<LatencyMonitor> latencyMonitors() {
        final List<LatencyMonitor> all = new ArrayList<>();
        shards().forEach(shard -> all.add(shard.latencyMonitor()));
        if (!isServer) {
            counts().forEach(each -> all.add(each.latencyMonitor()));
        }
        return all;
    }

    /** Returns the calls of all commands. */
    long callCount() {
        long count = 0;
        for (final CommandLatencies each : latencies()) {
            count += each.totalCalls();
        }
        return count;
    }

    /** Returns what the memory is used for, as it was when it was asked for first. */
    MemoryUse memoryUse() {
        if (memoryUse == null) {
            memoryUse = new MemoryUse(server, this);
        }
        return memoryUse;
    }

    /** Returns the sum of what else is counted, its rate excepted. */
    public ShardStatistics statistics() {
        final ShardStatistics sum = new ShardStatistics();
        for (final Shard shard : shards()) {
            sum.add(shard.statistics());
        }
        if (!isServer) {
            for (final NamespaceCounts own : counts()) {
                sum.add(own.statistics());
            }
        }
        return sum;
    }

    /** Returns how many commands a second there were lately. */
    long commandsPerSecond() {
        long sum = 0;
        for (final Shard shard : shards()) {
            sum += shard.statistics().commandRate().perSecond();
        }
        if (!isServer) {
            for (final NamespaceCounts own : counts()) {
                sum += own.statistics().commandRate().perSecond();
            }
        }
        return sum;
    }

    /** Returns a command's times, not to be changed, or null without any. */
    TimeHistogram times(final int command) {
        TimeHistogram first = null;
        TimeHistogram sum = null;
        for (final CommandLatencies each : latencies()) {
            final TimeHistogram part = each.histogram(command);
            if (part != null && first == null) {
                first = part;
            } else if (part != null) {
                if (sum == null) {
                    sum = first.copy();
                }
                sum.add(part);
            }
        }
        return sum == null ? first : sum;
    }

    long errorCount() {
        return isServer ? server.errors().total() : server.errors().total(namespace.number());
    }

    Map<String, Long> errorsByCode() {
        return isServer ? server.errors().byCode() : server.errors().byCode(namespace.number());
    }

    /** Returns how often access was refused, by what was lacking. */
    Map<String, Long> refusals() {
        final Map<String, Long> refusals = new LinkedHashMap<>();
        for (final String each : DENIED) {
            refusals.put(each, 0L);
        }
        refusals.putAll(isServer ? server.access().refusalCounts() : server.access().refusalCounts(namespace.number()));
        return refusals;
    }

    /** Returns the sessions, in no order. */
    List<Session> sessions() {
        if (sessions == null) {
            sessions = new ArrayList<>(server.sessions().size());
            for (final Session each : server.sessions()) {
                if (isServer || each.namespace() == namespace.number()) {
                    sessions.add(each);
                }
            }
        }
        return sessions;
    }

    /** Returns the bytes received from clients. */
    long inputBytes() {
        if (isServer) {
            return server.traffic().inputBytes();
        }
        long bytes = namespace.pastInputBytes();
        for (final Session session : sessions()) {
            bytes += session.inputBytesHere();
        }
        return bytes;
    }

    /** Returns the bytes sent to clients. */
    long outputBytes() {
        if (isServer) {
            return server.traffic().outputBytes();
        }
        long bytes = namespace.pastOutputBytes();
        for (final Session session : sessions()) {
            bytes += session.outputBytesHere();
        }
        return bytes;
    }

    /** Forgets what was counted. */
    void reset() {
        if (isServer) {
            server.resetStatistics();
            for (int i = 0; i < server.ring().loopCount(); i++) {
                server.ring().loop(i).replies().resetTimes();
            }
            server.errors().reset();
            server.sessions().resetCounts();
            server.traffic().reset();
        } else {
            counts().forEach(NamespaceCounts::reset);
            server.errors().reset(namespace.number());
        }
    }
}
