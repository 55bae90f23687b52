package org.ouzel.engine.command.server;

import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.Traffic;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.pubsub.SubscriptionKind;

/** INFO's sections of counts: in all, by command, by error, and the times of commands. */
final class StatsInfo {
    private static final double BYTES_PER_KB = 1024;
    private static final double NS_PER_US = 1000;

    private StatsInfo() {
    }

    static void stats(final CommandContext context, final InfoText text) {
        final ServerState server = context.server();
        final Traffic traffic = server.traffic();
        text.section("Stats");
        text.add("total_connections_received", server.sessions().receivedCount());
        text.add("total_commands_processed", sum(server, shard -> shard.latencies().totalCalls()));
        text.add("instantaneous_ops_per_sec", sum(server, shard -> shard.statistics().commandRate().perSecond()));
        text.add("total_net_input_bytes", traffic.inputBytes());
        text.add("total_net_output_bytes", traffic.outputBytes());
        text.addZeros("total_net_repl_input_bytes", "total_net_repl_output_bytes");
        text.add("instantaneous_input_kbps", traffic.inputBytesPerSecond() / BYTES_PER_KB, 2);
        text.add("instantaneous_output_kbps", traffic.outputBytesPerSecond() / BYTES_PER_KB, 2);
        text.add("instantaneous_input_repl_kbps", "0.00");
        text.add("instantaneous_output_repl_kbps", "0.00");
        text.add("rejected_connections", server.sessions().rejectedCount());
        text.addZeros("sync_full", "sync_partial_ok", "sync_partial_err");
        text.add("expired_keys", sum(server, shard -> shard.statistics().expiredCount()));
        text.add("expired_stale_perc", "0.00");
        text.addZeros("expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds", "evicted_keys",
            "evicted_clients");
        text.add("evicted_scripts", server.scripts().figures().evictedScriptCount());
        text.addZeros("total_eviction_exceeded_time", "current_eviction_exceeded_time");
        text.add("keyspace_hits", sum(server, shard -> shard.statistics().hitCount()));
        text.add("keyspace_misses", sum(server, shard -> shard.statistics().missCount()));
        final int namespace = context.event().namespace();
        text.add("pubsub_channels", sum(server,
            shard -> shard.channels().channelCount(namespace, SubscriptionKind.CHANNEL)));
        text.add("pubsub_patterns", context.shard().channels().distinctPatternCount(namespace));
        text.add("pubsubshard_channels", sum(server,
            shard -> shard.channels().channelCount(namespace, SubscriptionKind.SHARD_CHANNEL)));
        text.addZeros("latest_fork_usec", "total_forks", "migrate_cached_sockets", "slave_expires_tracked_keys",
            "active_defrag_hits", "active_defrag_misses", "active_defrag_key_hits", "active_defrag_key_misses",
            "total_active_defrag_time", "current_active_defrag_time");
        text.add("tracking_total_keys", sum(server, shard -> shard.observers().tracking().keyCount()));
        text.add("tracking_total_items", sum(server, shard -> shard.observers().tracking().itemCount()));
        text.add("tracking_total_prefixes", context.shard().observers().tracking().prefixCount());
        text.add("unexpected_error_replies", sum(server, shard -> shard.statistics().failureCount()));
        text.add("total_error_replies", server.errors().total());
        text.add("dump_payload_sanitizations", 0);
        text.add("total_reads_processed", traffic.readCount());
        text.add("total_writes_processed", traffic.writeCount());
        text.add("client_query_buffer_limit_disconnections", traffic.queryLimitCount());
        text.add("client_output_buffer_limit_disconnections", traffic.outputLimitCount());
        text.addZeros("io_threaded_reads_processed", "io_threaded_writes_processed", "reply_buffer_shrinks",
            "reply_buffer_expands", "acl_access_denied_auth", "acl_access_denied_cmd", "acl_access_denied_key",
            "acl_access_denied_channel");
        server.access().refusalCounts().forEach((lack, count) -> text.add("acl_access_denied_" + lack, count));
    }

    static void commandStats(final CommandContext context, final InfoText text) {
        final ServerState server = context.server();
        text.section("Commandstats");
        for (final CommandSpec spec : server.commandTable().all()) {
            final int id = spec.id();
            final long calls = sum(server, shard -> shard.latencies().calls(id));
            final long rejected = sum(server, shard -> shard.latencies().rejectedCalls(id));
            final long failed = sum(server, shard -> shard.latencies().failedCalls(id));
            if (calls + rejected + failed > 0) {
                final double totalUs = sum(server, shard -> shard.latencies().totalNs(id)) / NS_PER_US;
                text.add("cmdstat_" + spec.name(), "calls=" + calls + ",usec=" + (long) totalUs + ",usec_per_call="
                    + InfoText.decimal(MemoryInfo.ratio(totalUs, calls), 2) + ",rejected_calls=" + rejected
                    + ",failed_calls=" + failed);
            }
        }
    }

    static void errorStats(final CommandContext context, final InfoText text) {
        text.section("Errorstats");
        for (final Map.Entry<String, Long> each : context.server().errors().byCode().entrySet()) {
            text.add("errorstat_" + each.getKey(), "count=" + each.getValue());
        }
    }

    static void latencyStats(final CommandContext context, final InfoText text) {
        final ServerState server = context.server();
        text.section("Latencystats");
        final double[] percentiles = server.settings().getPercentiles();
        for (final CommandSpec spec : server.commandTable().all()) {
            final Histogram times = LatencyHistogram.merged(server, spec.id());
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
