package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.latency.TimeHistogram;
import org.ouzel.engine.ring.CommandRing;
import org.ouzel.engine.settings.SettingsTable;

/**
 * INFO's section about what only Ouzel has: the ring, its stages, and the memory off the heap.
 *
 * <p>Times are from the decoding of a request: {@code wait} to its execution, {@code total} to its reply's being taken;
 * {@code batch} is how long a batch of slots ran.
 */
final class OuzelInfo {
    private static final PercentileText PERCENTILES = new PercentileText(50, 99, 99.9, 100);

    private OuzelInfo() {
    }

    static void ouzel(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        final CommandRing ring = server.ring();
        final Runtime heap = Runtime.getRuntime();
        text.section("Ouzel");
        text.add("threading", ring.loop(0).isFused() ? "fused" : "dedicated");
        text.add("shards", server.shardCount());
        text.add("io_loops", ring.loopCount());
        text.add("wait_strategy", server.settings().getText(SettingsTable.WAIT_STRATEGY));
        text.add("transport", server.host().transport());
        text.add("ring_size", ring.size());
        text.add("namespace", context.session().namespace());
        if (!scope.isServer()) {
            return;
        }
        text.add("ring_used", ring.usedCount());
        text.add("ring_bytes", ring.slotBytes());
        final MemoryUse use = scope.memoryUse();
        text.add("slab_used_bytes", use.allocatedBytes());
        text.add("slab_reserved_bytes", use.reservedBytes());
        text.add("index_bytes", use.indexBytes());
        text.add("pending_frees", use.pendingFreeCount());
        text.add("heap_used_bytes", heap.totalMemory() - heap.freeMemory());
        text.add("heap_committed_bytes", heap.totalMemory());
        for (int i = 0; i < server.shardCount(); i++) {
            addTimes(text, "stage_wait_usec_shard", i, ring.executeStage(i).waitNs());
            addTimes(text, "stage_batch_usec_shard", i, ring.executeStage(i).batchNs());
        }
        for (int i = 0; i < ring.loopCount(); i++) {
            addTimes(text, "stage_total_usec_loop", i, ring.loop(i).replies().totalNs());
        }
    }

    private static void addTimes(final InfoText text, final String name, final int number,
        final TimeHistogram times) {
        PERCENTILES.write(text.begin(name, String.valueOf(number)), times);
    }
}
