package org.ouzel.engine.command.server;

import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.ShardStatistics;
import org.ouzel.engine.Traffic;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.latency.CommandLatencies;
import org.ouzel.engine.pubsub.SubscriptionKind;

/** INFO's sections of counts: in all, by command, by error, and the times of commands. */
final class StatsInfo {
    private static final double BYTES_PER_KB = 1024;
    private static final double NS_PER_US = 1000;

    private StatsInfo() {
    }

    static void stats(final CommandContext context, final InfoText text) {
        final ServerState server = context.server();
        final Scope scope = Scope.of(context);
        final Traffic traffic = server.traffic();
        text.section("Stats");
        text.add("total_connections_received", scope.isServer() ? server.sessions().receivedCount()
            : scope.namespace().receivedCount());
        text.add("total_commands_processed", scope.sumOfCalls(CommandLatencies::totalCalls));
        text.add("instantaneous_ops_per_sec", scope.sum(each -> each.commandRate().perSecond()));
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
        text.add("expired_keys", scope.sum(ShardStatistics::expiredCount));
        text.add("expired_stale_perc", "0.00");
        text.addZeros("expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds");
        text.add("evicted_keys", scope.sum(ShardStatistics::evictedCount));
        text.add("evicted_clients", 0);
        text.add("evicted_scripts", scope.ofServer(server.scripts().figures().evictedScriptCount()));
        EvictionInfo.add(context, scope, text);
        text.add("keyspace_hits", scope.sum(ShardStatistics::hitCount));
        text.add("keyspace_misses", scope.sum(ShardStatistics::missCount));
        addListeners(context, scope, text);
        text.add("unexpected_error_replies", scope.sum(ShardStatistics::failureCount));
        text.add("total_error_replies", scope.errorCount());
        text.add("dump_payload_sanitizations", 0);
        text.add("total_reads_processed", scope.ofServer(traffic.readCount()));
        text.add("total_writes_processed", scope.ofServer(traffic.writeCount()));
        text.addZeros("io_threaded_reads_processed", "io_threaded_writes_processed");
        text.add("client_query_buffer_limit_disconnections", scope.ofServer(traffic.queryLimitCount()));
        text.add("client_output_buffer_limit_disconnections", scope.ofServer(traffic.outputLimitCount()));
        text.addZeros("reply_buffer_shrinks", "reply_buffer_expands");
        scope.refusals().forEach((lack, count) -> text.add("acl_access_denied_" + lack, count));
    }

    private static void addListeners(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        final int namespace = context.event().namespace();
        text.add("pubsub_channels", sum(server,
            shard -> shard.channels().channelCount(namespace, SubscriptionKind.CHANNEL)));
        text.add("pubsub_patterns", context.shard().channels().distinctPatternCount(namespace));
        text.add("pubsubshard_channels", sum(server,
            shard -> shard.channels().channelCount(namespace, SubscriptionKind.SHARD_CHANNEL)));
        text.addZeros("latest_fork_usec", "total_forks", "migrate_cached_sockets", "slave_expires_tracked_keys",
            "active_defrag_hits", "active_defrag_misses", "active_defrag_key_hits", "active_defrag_key_misses",
            "total_active_defrag_time", "current_active_defrag_time");
        text.add("tracking_total_keys",
            scope.ofServer(sum(server, shard -> shard.observers().tracking().keyCount())));
        text.add("tracking_total_items",
            scope.ofServer(sum(server, shard -> shard.observers().tracking().itemCount())));
        text.add("tracking_total_prefixes", scope.ofServer(context.shard().observers().tracking().prefixCount()));
    }

    static void commandStats(final CommandContext context, final InfoText text) {
        final Scope scope = Scope.of(context);
        text.section("Commandstats");
        for (final CommandSpec spec : context.server().commandTable().all()) {
            final int id = spec.id();
            final long calls = scope.sumOfCalls(each -> each.calls(id));
            final long rejected = scope.sumOfCalls(each -> each.rejectedCalls(id));
            final long failed = scope.sumOfCalls(each -> each.failedCalls(id));
            if (calls + rejected + failed > 0) {
                final double totalUs = scope.sumOfCalls(each -> each.totalNs(id)) / NS_PER_US;
                text.add("cmdstat_" + spec.name(), "calls=" + calls + ",usec=" + (long) totalUs + ",usec_per_call="
                    + InfoText.decimal(MemoryInfo.ratio(totalUs, calls), 2) + ",rejected_calls=" + rejected
                    + ",failed_calls=" + failed);
            }
        }
    }

    static void errorStats(final CommandContext context, final InfoText text) {
        text.section("Errorstats");
        Scope.of(context).errorsByCode().forEach((code, count) -> text.add("errorstat_" + code, "count=" + count));
    }

    static void latencyStats(final CommandContext context, final InfoText text) {
        final Scope scope = Scope.of(context);
        text.section("Latencystats");
        final double[] percentiles = context.server().settings().getPercentiles();
        for (final CommandSpec spec : context.server().commandTable().all()) {
            final Histogram times = scope.times(spec.id());
            if (times != null) {
                text.add("latency_percentiles_usec_" + spec.name(), percentiles(times, percentiles));
            }
        }
    }

    /** Returns {@code p50=1.003,p99=2.007} of times in nanoseconds, in microseconds. */
    static String percentiles(final Histogram times, final double... percentiles) {
        final StringBuilder text = new StringBuilder();
        for (final double percentile : percentiles) {
            text.append(text.isEmpty() ? "p" : ",p").append(name(percentile)).append('=')
                .append(InfoText.decimal(times.getValueAtPercentile(percentile) / NS_PER_US, 3));
        }
        return text.toString();
    }

    private static String name(final double percentile) {
        return percentile == Math.rint(percentile) ? String.valueOf((long) percentile) : String.valueOf(percentile);
    }

    private static long sum(final ServerState server, final ToLongFunction<Shard> number) {
        long sum = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            sum += number.applyAsLong(server.shard(i));
        }
        return sum;
    }
}
