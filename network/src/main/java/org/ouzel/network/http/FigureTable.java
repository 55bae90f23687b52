package org.ouzel.network.http;

import java.util.List;

/** Which of INFO's single figures become which metrics. */
final class FigureTable {
    static final double SECONDS_PER_US = 1e-6;
    private static final double BYTES_PER_KB = 1024;

    static final List<Row> ROWS = List.of(
        gauge("uptime_seconds", "uptime_in_seconds", "Time since the start."),
        gauge("connected_clients", "connected_clients", "Clients that are connected."),
        gauge("blocked_clients", "blocked_clients", "Clients that wait in a blocking command."),
        gauge("pubsub_clients", "pubsub_clients", "Clients that are subscribed to channels."),
        gauge("monitor_clients", "monitor_clients", "Clients that monitor."),
        gauge("max_clients", "maxclients", "Most clients at once."),
        counter("connections_received", "total_connections_received", "Connections taken."),
        counter("connections_rejected", "rejected_connections", "Connections refused."),
        gauge("memory_used_bytes", "used_memory", "Memory of data and what serves it."),
        gauge("memory_peak_bytes", "used_memory_peak", "Most memory used since the start."),
        gauge("memory_dataset_bytes", "used_memory_dataset", "Memory of data alone."),
        gauge("memory_resident_bytes", "used_memory_rss", "Memory of the process."),
        gauge("memory_clients_bytes", "mem_clients_normal", "Memory of clients' buffers."),
        gauge("memory_scripts_bytes", "used_memory_vm_total", "Memory of scripts' values."),
        gauge("memory_max_bytes", "maxmemory", "Limit of memory; 0 for none."),
        gauge("slab_used_bytes", "slab_used_bytes", "Blocks in use of the memory off the heap."),
        gauge("slab_reserved_bytes", "slab_reserved_bytes", "Memory off the heap taken from the system."),
        gauge("index_bytes", "index_bytes", "Memory of the indexes."),
        gauge("frees_pending", "pending_frees", "Values that are still being freed."),
        counter("commands_processed", "total_commands_processed", "Calls of all commands."),
        gauge("operations_per_second", "instantaneous_ops_per_sec", "Commands a second, lately."),
        counter("error_replies", "total_error_replies", "Error replies."),
        counter("unexpected_error_replies", "unexpected_error_replies", "Errors of the server's own."),
        counter("network_input_bytes", "total_net_input_bytes", "Bytes received from clients."),
        counter("network_output_bytes", "total_net_output_bytes", "Bytes sent to clients."),
        scaled("network_input_bytes_per_second", "instantaneous_input_kbps", "Bytes received a second, lately."),
        scaled("network_output_bytes_per_second", "instantaneous_output_kbps", "Bytes sent a second, lately."),
        counter("network_reads", "total_reads_processed", "Reads from sockets."),
        counter("network_writes", "total_writes_processed", "Writes to sockets."),
        counter("clients_over_query_limit", "client_query_buffer_limit_disconnections",
            "Clients cut off for requests without end."),
        counter("clients_over_output_limit", "client_output_buffer_limit_disconnections",
            "Clients cut off for not reading replies."),
        counter("keyspace_hits", "keyspace_hits", "Keys that were looked for and found."),
        counter("keyspace_misses", "keyspace_misses", "Keys that were looked for in vain."),
        counter("keys_expired", "expired_keys", "Keys removed when their time was over."),
        counter("keys_evicted", "evicted_keys", "Keys removed for want of memory."),
        gauge("pubsub_channels", "pubsub_channels", "Channels with subscribers."),
        gauge("pubsub_patterns", "pubsub_patterns", "Patterns with subscribers."),
        counter("access_denied_login", "acl_access_denied_auth", "Logins that failed."),
        counter("access_denied_command", "acl_access_denied_cmd", "Commands refused by access rules."),
        counter("access_denied_key", "acl_access_denied_key", "Keys refused by access rules."),
        counter("access_denied_channel", "acl_access_denied_channel", "Channels refused by access rules."),
        counter("cpu_system_seconds", "used_cpu_sys", "Processor time in the kernel."),
        counter("cpu_user_seconds", "used_cpu_user", "Processor time outside of the kernel."),
        gauge("loading", "loading", "1 while the dataset is being loaded."),
        gauge("rdb_changes_since_last_save", "rdb_changes_since_last_save", "Changes that no snapshot holds."),
        gauge("rdb_save_in_progress", "rdb_bgsave_in_progress", "1 while a snapshot is written."),
        gauge("rdb_last_save_timestamp_seconds", "rdb_last_save_time", "When the last snapshot was complete."),
        state("rdb_last_save_ok", "rdb_last_bgsave_status", "ok", "1 if the last snapshot succeeded."),
        gauge("rdb_last_save_duration_seconds", "rdb_last_bgsave_time_sec", "Time of the last snapshot; -1 for none."),
        counter("rdb_saves", "rdb_saves", "Snapshots since the start."),
        gauge("snapshot_pending_bytes", "current_cow_size", "What waits to be written of a snapshot."),
        gauge("aof_enabled", "aof_enabled", "1 if an append only file is kept."),
        gauge("aof_rewrite_in_progress", "aof_rewrite_in_progress", "1 while the append only file is rewritten."),
        state("aof_last_write_ok", "aof_last_write_status", "ok", "1 if the last write to it succeeded."),
        state("aof_last_rewrite_ok", "aof_last_bgrewrite_status", "ok", "1 if its last rewrite succeeded."),
        gauge("aof_size_bytes", "aof_current_size", "Its size."),
        gauge("aof_base_size_bytes", "aof_base_size", "Its size after the last rewrite."),
        gauge("aof_buffer_bytes", "aof_buffer_length", "What waits to be written to it."),
        counter("aof_delayed_fsyncs", "aof_delayed_fsync", "Writes that had to wait for its fsync."),
        counter("aof_rewrites", "aof_rewrites", "Its rewrites since the start."),
        gauge("shards", "shards", "Parts of the keyspace."),
        gauge("io_loops", "io_loops", "Threads that serve sockets."),
        gauge("ring_slots", "ring_size", "Slots of the ring."),
        gauge("ring_used_slots", "ring_used", "Slots of the ring that are in use."),
        gauge("ring_bytes", "ring_bytes", "Memory of the ring's slots."));

    private FigureTable() {
    }

    /**
     * One metric.
     *
     * @param infoName the figure's name in INFO
     * @param okText   what INFO says for 1, anything else being 0; null for a number
     * @param scale    what the number is multiplied by
     */
    record Row(boolean isCounter, String name, String infoName, String help, String okText, double scale) {
    }

    private static Row counter(final String name, final String infoName, final String help) {
        return new Row(true, name, infoName, help, null, 1);
    }

    private static Row gauge(final String name, final String infoName, final String help) {
        return new Row(false, name, infoName, help, null, 1);
    }

    private static Row scaled(final String name, final String infoName, final String help) {
        return new Row(false, name, infoName, help, null, BYTES_PER_KB);
    }

    private static Row state(final String name, final String infoName, final String okText, final String help) {
        return new Row(false, name, infoName, help, okText, 1);
    }
}
