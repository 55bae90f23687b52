package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.script.ScriptFigures;
import org.ouzel.engine.settings.SettingsTable;

/** INFO's section about memory. */
final class MemoryInfo {
    private MemoryInfo() {
    }

    static void memory(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        final MemoryUse use = scope.memoryUse();
        final long residentBytes = use.residentBytes();
        text.section("Memory");
        text.addBytes("used_memory", use.usedBytes());
        text.addBytes("used_memory_rss", residentBytes);
        text.addBytes("used_memory_peak", use.peakBytes());
        text.addPercent("used_memory_peak_perc", use.usedBytes(), use.peakBytes());
        text.add("used_memory_overhead", use.overheadBytes());
        text.add("used_memory_startup", use.startupBytes());
        text.add("used_memory_dataset", use.datasetBytes());
        text.addPercent("used_memory_dataset_perc", use.datasetBytes(), use.usedBytes() - use.startupBytes());
        text.add("allocator_allocated", use.allocatedBytes());
        text.add("allocator_active", use.reservedBytes());
        text.add("allocator_resident", use.reservedBytes());
        text.addBytes("total_system_memory", ProcessFigures.MACHINE_BYTES);
        addScripts(text, use.scripts());
        text.addBytes("maxmemory", use.mostBytes());
        text.add("maxmemory_policy", server.settings().getText(SettingsTable.MAXMEMORY_POLICY));
        addRatios(text, use, residentBytes);
        text.add("mem_not_counted_for_evict", use.uncountedBytes());
        text.addZeros("mem_replication_backlog", "mem_total_replication_buffers",
            "mem_clients_slaves");
        text.add("mem_clients_normal", use.clientBytes());
        text.addZeros("mem_cluster_links", "mem_aof_buffer");
        text.add("mem_allocator", "ouzel-slab");
        text.add("active_defrag_running", 0);
        text.add("lazyfree_pending_objects", use.pendingFreeCount());
        text.add("lazyfreed_objects", 0);
    }

    private static void addScripts(final InfoText text, final ScriptFigures scripts) {
        text.add("used_memory_lua", scripts.scriptInterpreterBytes());
        text.add("used_memory_vm_eval", scripts.scriptInterpreterBytes());
        text.addHuman("used_memory_lua_human", scripts.scriptInterpreterBytes());
        text.add("used_memory_scripts_eval", scripts.scriptBytes());
        text.add("number_of_cached_scripts", scripts.scriptCount());
        text.add("number_of_functions", scripts.functionCount());
        text.add("number_of_libraries", scripts.libraryCount());
        text.add("used_memory_vm_functions", scripts.functionInterpreterBytes());
        text.addBytes("used_memory_vm_total", scripts.scriptInterpreterBytes() + scripts.functionInterpreterBytes());
        text.add("used_memory_functions", scripts.libraryBytes());
        text.addBytes("used_memory_scripts", scripts.scriptBytes() + scripts.libraryBytes());
    }

    private static void addRatios(final InfoText text, final MemoryUse use, final long residentBytes) {
        text.add("allocator_frag_ratio", ratio(use.reservedBytes(), use.allocatedBytes()), 2);
        text.add("allocator_frag_bytes", use.reservedBytes() - use.allocatedBytes());
        text.add("allocator_rss_ratio", 1.0, 2);
        text.add("allocator_rss_bytes", 0);
        text.add("rss_overhead_ratio", ratio(residentBytes, use.reservedBytes()), 2);
        text.add("rss_overhead_bytes", residentBytes - use.reservedBytes());
        text.add("mem_fragmentation_ratio", ratio(residentBytes, use.usedBytes()), 2);
        text.add("mem_fragmentation_bytes", residentBytes - use.usedBytes());
    }

    /** Returns a ratio, 0 to nothing. */
    static double ratio(final double part, final double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
