package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.evict.AheBalance;
import org.ouzel.engine.evict.Evictor;

/** INFO's lines about eviction: for how long the memory was exceeded, and how AHE weighs. Holds all shards. */
final class EvictionInfo {
    private EvictionInfo() {
    }

    /** Times are of the shard that was short of memory for longest, weights and hit ratios the shards' mean. */
    static void add(final CommandContext context, final Scope scope, final InfoText text) {
        final ServerState server = context.server();
        long exceededMs = 0;
        long currentlyExceededMs = 0;
        double alpha = 0;
        double hitRatio = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            final Evictor evictor = server.shard(i).evictor();
            exceededMs = Math.max(exceededMs, evictor.exceededMs(context.nowMs()));
            currentlyExceededMs = Math.max(currentlyExceededMs, evictor.currentlyExceededMs(context.nowMs()));
            final AheBalance balance = evictor.balance();
            alpha += balance.alpha() / server.shardCount();
            hitRatio += balance.lastHitRatio() / server.shardCount();
        }
        text.add("total_eviction_exceeded_time", scope.ofServer(exceededMs));
        text.add("current_eviction_exceeded_time", scope.ofServer(currentlyExceededMs));
        if (scope.isServer()) {
            text.add("ahe_alpha", alpha, 2);
            text.add("ahe_last_hit_ratio", hitRatio, 4);
        }
    }
}
