package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.SegmentedIndex;

/** INFO's section about databases: those of the session's namespace that hold keys. */
final class KeyspaceInfo {
    /** Segments of each shard's index that are looked at for the mean time to live. */
    private static final int SAMPLED_SEGMENT_COUNT = 2;

    private long keyCount;
    private long expiringCount;
    private long sampledCount;
    private long sampledTtlMs;
    private final long nowMs;

    private KeyspaceInfo(final long nowMs) {
        this.nowMs = nowMs;
    }

    static void keyspace(final CommandContext context, final InfoText text) {
        final ServerState server = context.server();
        text.section("Keyspace");
        for (int number = 0; number < server.databaseCount(); number++) {
            final KeyspaceInfo info = new KeyspaceInfo(context.nowMs());
            for (int shard = 0; shard < server.shardCount(); shard++) {
                info.add(server.shard(shard).keyspace().databaseIfPresent(context.session().namespace(), number));
            }
            if (info.keyCount > 0) {
                text.begin("db", String.valueOf(number)).part("keys=").part(info.keyCount).part(",expires=")
                    .part(info.expiringCount).part(",avg_ttl=")
                    .part(info.sampledCount == 0 ? 0 : info.sampledTtlMs / info.sampledCount).end();
            }
        }
    }

    private void add(final Database database) {
        if (database == null) {
            return;
        }
        keyCount += database.keyCount();
        expiringCount += database.expiringCount();
        final SegmentedIndex index = database.index();
        int place = 0;
        for (int i = 0; i < SAMPLED_SEGMENT_COUNT && database.expiringCount() > 0 && place < index.directorySize();
            i++) {
            index.forEachIn(place, this::sample);
            place = index.nextSegment(place);
        }
    }

    private void sample(final long entry) {
        if (EntryDescriptor.hasExpiry(entry)) {
            sampledCount++;
            sampledTtlMs += Math.max(0, EntryDescriptor.expiryMs(entry) - nowMs);
        }
    }
}
