package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.Version;
import org.ouzel.engine.blocking.WaitingClients;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.AccessClock;

/** INFO's sections about the process and those around it. */
final class ServerInfo {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MS_PER_SECOND = 1000;
    private static final int CPU_DIGITS = 6;

    private ServerInfo() {
    }

    static void server(final CommandContext context, final InfoText text) {
        final ServerState server = context.server();
        final Settings settings = server.settings();
        final long uptimeSeconds = Math.max(0, context.nowMs() - server.startMs()) / MS_PER_SECOND;
        text.section("Server");
        text.add("redis_version", Version.REDIS);
        text.add("ouzel_version", Version.OUZEL);
        text.add("redis_git_sha1", "00000000");
        text.add("redis_git_dirty", 0);
        text.add("redis_build_id", "ouzel-" + Version.OUZEL);
        text.add("redis_mode", "standalone");
        text.add("os", ProcessFigures.SYSTEM);
        text.add("arch_bits", 64);
        text.add("monotonic_clock", "System.nanoTime");
        text.add("multiplexing_api", server.host().transport());
        text.add("atomicvar_api", "java-varhandle");
        text.add("java_version", System.getProperty("java.vm.version", "?"));
        text.add("process_id", ProcessFigures.ID);
        text.add("process_supervised", settings.getText(SettingsTable.SUPERVISED));
        text.add("run_id", server.runId());
        text.add("tcp_port", server.host().port());
        text.add("server_time_usec", ServerControl.nowUs(context));
        text.add("uptime_in_seconds", uptimeSeconds);
        text.add("uptime_in_days", uptimeSeconds / SECONDS_PER_DAY);
        text.add("hz", settings.getInt(SettingsTable.HZ));
        text.add("configured_hz", settings.getInt(SettingsTable.HZ));
        text.add("lru_clock", AccessClock.lru(context.nowMs()));
        text.add("executable", ProcessFigures.EXECUTABLE);
        text.add("config_file", server.host().settingsFile());
        text.add("io_threads_active", server.ring().loopCount() > 1 ? 1 : 0);
        text.begin("listener", "0").part("name=tcp");
        for (final String address : settings.getWords(SettingsTable.BIND)) {
            text.part(",bind=").part(address);
        }
        text.part(",port=").part(server.host().port()).end();
    }

    static void clients(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        long mostInput = 0;
        long mostOutput = 0;
        int blockedCount = 0;
        int trackingCount = 0;
        int subscribedCount = 0;
        int monitorCount = 0;
        for (final Session session : scope.sessions()) {
            mostInput = Math.max(mostInput, session.sink().queryBytes());
            mostOutput = Math.max(mostOutput, session.sink().outputBytes());
            blockedCount += session.waiter() != null ? 1 : 0;
            trackingCount += session.tracking() != null ? 1 : 0;
            subscribedCount += session.isSubscribed() ? 1 : 0;
            monitorCount += session.isMonitor() ? 1 : 0;
        }
        text.section("Clients");
        text.add("connected_clients", scope.sessions().size());
        text.add("cluster_connections", 0);
        text.add("maxclients", server.settings().getLong(SettingsTable.MAXCLIENTS));
        text.add("client_recent_max_input_buffer", mostInput);
        text.add("client_recent_max_output_buffer", mostOutput);
        text.add("blocked_clients", blockedCount);
        text.add("tracking_clients", trackingCount);
        text.add("pubsub_clients", subscribedCount);
        addWaiting(server, scope, text);
        text.add("monitor_clients", monitorCount);
    }

    private static void addWaiting(final ServerState server, final Scope scope, final InfoText text) {
        long deadlineCount = 0;
        long keyCount = 0;
        long removalKeyCount = 0;
        final int namespace = scope.isServer() ? WaitingClients.ALL_NAMESPACES : scope.namespace().number();
        for (int i = 0; i < server.shardCount(); i++) {
            final WaitingClients waiting = server.shard(i).waitingClients();
            deadlineCount += waiting.deadlineCount(namespace);
            keyCount += waiting.keyCount(namespace, false);
            removalKeyCount += waiting.keyCount(namespace, true);
        }
        text.add("clients_in_timeout_table", deadlineCount);
        text.add("total_blocking_keys", keyCount);
        text.add("total_blocking_keys_on_nokey", removalKeyCount);
    }

    static void replication(final CommandContext context, final InfoText text) {
        text.section("Replication");
        text.add("role", "master");
        text.add("connected_slaves", 0);
        text.add("master_failover_state", "no-failover");
        text.add("master_replid", context.server().runId());
        text.add("master_replid2", "0".repeat(context.server().runId().length()));
        text.add("master_repl_offset", 0);
        text.add("second_repl_offset", -1);
        text.addZeros("repl_backlog_active", "repl_backlog_size", "repl_backlog_first_byte_offset",
            "repl_backlog_histlen");
    }

    static void cpu(final Scope scope, final InfoText text) {
        text.section("CPU");
        if (!scope.isServer()) {
            // What others do shows in it.
            text.addZeros("used_cpu_sys", "used_cpu_user", "used_cpu_sys_children", "used_cpu_user_children");
            return;
        }
        final ProcessFigures figures = ProcessFigures.read();
        text.add("used_cpu_sys", figures.systemSeconds(), CPU_DIGITS);
        text.add("used_cpu_user", figures.userSeconds(), CPU_DIGITS);
        text.add("used_cpu_sys_children", figures.childSystemSeconds(), CPU_DIGITS);
        text.add("used_cpu_user_children", figures.childUserSeconds(), CPU_DIGITS);
    }

    static void cluster(final InfoText text) {
        text.section("Cluster");
        text.add("cluster_enabled", 0);
    }
}
