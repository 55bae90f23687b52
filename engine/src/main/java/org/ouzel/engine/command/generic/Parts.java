package org.ouzel.engine.command.generic;

import org.ouzel.engine.command.MergeContext;
import org.ouzel.engine.ring.CommandEvent;

/** What merging has in common. */
public final class Parts {
    private Parts() {
    }

    /** Returns the sum of what the shards counted. */
    public static long sum(final CommandEvent event, final MergeContext context) {
        long sum = 0;
        for (int shard = 0; shard < context.shardCount(); shard++) {
            sum += event.part(shard).count();
        }
        return sum;
    }
}
