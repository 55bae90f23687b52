package org.ouzel.engine.command.server;

import java.util.Map;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.ShardStatistics;
import org.ouzel.engine.Traffic;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.latency.CommandLatencies;
import org.ouzel.engine.latency.TimeHistogram;
import org.ouzel.engine.pubsub.SubscriptionKind;

/** INFO's sections of counts: in all, by command, by error, and the times of commands. */
final class StatsInfo {
    private static final double BYTES_PER_KB = 1024;
    private static final double NS_PER_US = 1000;

    private StatsInfo() {
    }

    static void stats(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        final Traffic traffic = server.traffic();
        final ShardStatistics counts = scope.statistics();
        text.section("Stats");
        text.add("total_connections_received", scope.isServer() ? server.sessions().receivedCount()
            : scope.namespace().receivedCount());
        text.add("total_commands_processed", scope.callCount());
        text.add("instantaneous_ops_per_sec", scope.commandsPerSecond());
        text.add("total_net_input_bytes", scope.inputBytes());
        text.add("total_net_output_bytes", scope.outputBytes());
        text.addZeros("total_net_repl_input_bytes", "total_net_repl_output_bytes");
        text.add("instantaneous_input_kbps", scope.ofServer(traffic.inputBytesPerSecond()) / BYTES_PER_KB, 2);
        text.add("instantaneous_output_kbps", scope.ofServer(traffic.outputBytesPerSecond()) / BYTES_PER_KB, 2);
        text.add("instantaneous_input_repl_kbps", "0.00");
        text.add("instantaneous_output_repl_kbps", "0.00");
        text.add("rejected_connections", scope.isServer() ? server.sessions().rejectedCount()
            : scope.namespace().refusalCount(Namespace.Limit.CONNECTIONS));
        text.addZeros("sync_full", "sync_partial_ok", "sync_partial_err");
        text.add("expired_keys", counts.expiredCount());
        text.add("expired_stale_perc", "0.00");
        text.addZeros("expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds");
        text.add("evicted_keys", counts.evictedCount());
        text.add("evicted_clients", 0);
        text.add("evicted_scripts", scope.ofServer(server.scripts().figures().evictedScriptCount()));
        EvictionInfo.add(context, scope, text);
        text.add("keyspace_hits", counts.hitCount());
        text.add("keyspace_misses", counts.missCount());
        addListeners(context, scope, text);
        text.add("unexpected_error_replies", counts.failureCount());
        text.add("total_error_replies", scope.errorCount());
        text.add("dump_payload_sanitizations", 0);
        text.add("total_reads_processed", scope.ofServer(traffic.readCount()));
        text.add("total_writes_processed", scope.ofServer(traffic.writeCount()));
        text.addZeros("io_threaded_reads_processed", "io_threaded_writes_processed");
        text.add("client_query_buffer_limit_disconnections", scope.ofServer(traffic.queryLimitCount()));
        text.add("client_output_buffer_limit_disconnections", scope.ofServer(traffic.outputLimitCount()));
        text.addZeros("reply_buffer_shrinks", "reply_buffer_expands");
        for (final Map.Entry<String, Long> refusal : scope.refusals().entrySet()) {
            text.begin("acl_access_denied_", refusal.getKey()).part(refusal.getValue()).end();
        }
    }

    private static void addListeners(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        final int namespace = context.event().namespace();
        long channelCount = 0;
        long shardChannelCount = 0;
        long trackedKeyCount = 0;
        long trackedItemCount = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            final Shard shard = server.shard(i);
            channelCount += shard.channels().channelCount(namespace, SubscriptionKind.CHANNEL);
            shardChannelCount += shard.channels().channelCount(namespace, SubscriptionKind.SHARD_CHANNEL);
            trackedKeyCount += shard.observers().tracking().keyCount();
            trackedItemCount += shard.observers().tracking().itemCount();
        }
        text.add("pubsub_channels", channelCount);
        text.add("pubsub_patterns", context.shard().channels().distinctPatternCount(namespace));
        text.add("pubsubshard_channels", shardChannelCount);
        text.addZeros("latest_fork_usec", "total_forks", "migrate_cached_sockets", "slave_expires_tracked_keys",
            "active_defrag_hits", "active_defrag_misses", "active_defrag_key_hits", "active_defrag_key_misses",
            "total_active_defrag_time", "current_active_defrag_time");
        text.add("tracking_total_keys", scope.ofServer(trackedKeyCount));
        text.add("tracking_total_items", scope.ofServer(trackedItemCount));
        text.add("tracking_total_prefixes", scope.ofServer(context.shard().observers().tracking().prefixCount()));
    }

    static void commandStats(final CommandContext context, final Scope scope, final InfoText text) {
        text.section("Commandstats");
        final CommandLatencies[] all = scope.latencies();
        for (final CommandSpec spec : context.server().commandTable().all()) {
            final int id = spec.id();
            long calls = 0;
            long rejected = 0;
            long failed = 0;
            long totalNs = 0;
            for (final CommandLatencies each : all) {
                calls += each.calls(id);
                rejected += each.rejectedCalls(id);
                failed += each.failedCalls(id);
                totalNs += each.totalNs(id);
            }
            if (calls + rejected + failed > 0) {
                final double totalUs = totalNs / NS_PER_US;
                text.begin("cmdstat_", spec.name()).part("calls=").part(calls).part(",usec=").part((long) totalUs)
                    .part(",usec_per_call=").part(MemoryInfo.ratio(totalUs, calls), 2).part(",rejected_calls=")
                    .part(rejected).part(",failed_calls=").part(failed).end();
            }
        }
    }

    static void errorStats(final Scope scope, final InfoText text) {
        text.section("Errorstats");
        for (final Map.Entry<String, Long> error : scope.errorsByCode().entrySet()) {
            text.begin("errorstat_", error.getKey()).part("count=").part(error.getValue()).end();
        }
    }

    static void latencyStats(final CommandContext context, final Scope scope, final InfoText text) {
        text.section("Latencystats");
        final PercentileText percentiles = new PercentileText(context.server().settings().getPercentiles());
        for (final CommandSpec spec : context.server().commandTable().all()) {
            final TimeHistogram times = scope.times(spec.id());
            if (times != null) {
                percentiles.write(text.begin("latency_percentiles_usec_", spec.name()), times);
            }
        }
    }
}
