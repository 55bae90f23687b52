package org.ouzel.engine.command.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.Database;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.ReplyWriter;

/** MEMORY STATS: a map of figures, with a map for each database of the session's namespace. Holds all shards. */
final class MemoryStats {
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private MemoryStats() {
    }

    static void write(final CommandContext context) {
        final MemoryStats stats = new MemoryStats();
        stats.collect(context);
        writeMap(stats.figures, context.reply());
    }

    private void collect(final CommandContext context) {
        final MemoryUse use = MemoryUse.of(context.server());
        final long residentBytes = ProcessFigures.residentBytes();
        figures.put("peak.allocated", use.peakBytes());
        figures.put("total.allocated", use.usedBytes());
        figures.put("startup.allocated", use.startupBytes());
        figures.put("replication.backlog", 0L);
        figures.put("clients.slaves", 0L);
        figures.put("clients.normal", use.clientBytes());
        figures.put("cluster.links", 0L);
        figures.put("aof.buffer", 0L);
        figures.put("lua.caches", use.scripts().scriptBytes() + use.scripts().scriptInterpreterBytes());
        figures.put("functions.caches", use.scripts().libraryBytes() + use.scripts().functionInterpreterBytes());
        collectDatabases(context);
        figures.put("overhead.total", use.overheadBytes());
        figures.put("keys.count", use.keyCount());
        figures.put("keys.bytes-per-key", use.keyCount() == 0 ? 0L
            : (use.usedBytes() - use.startupBytes()) / use.keyCount());
        figures.put("dataset.bytes", use.datasetBytes());
        figures.put("dataset.percentage",
            100 * MemoryInfo.ratio(use.datasetBytes(), use.usedBytes() - use.startupBytes()));
        figures.put("peak.percentage", 100 * MemoryInfo.ratio(use.usedBytes(), use.peakBytes()));
        figures.put("allocator.allocated", use.allocatedBytes());
        figures.put("allocator.active", use.reservedBytes());
        figures.put("allocator.resident", use.reservedBytes());
        figures.put("allocator-fragmentation.ratio", MemoryInfo.ratio(use.reservedBytes(), use.allocatedBytes()));
        figures.put("allocator-fragmentation.bytes", use.reservedBytes() - use.allocatedBytes());
        figures.put("allocator-rss.ratio", 1.0);
        figures.put("allocator-rss.bytes", 0L);
        figures.put("rss-overhead.ratio", MemoryInfo.ratio(residentBytes, use.reservedBytes()));
        figures.put("rss-overhead.bytes", residentBytes - use.reservedBytes());
        figures.put("fragmentation", MemoryInfo.ratio(residentBytes, use.usedBytes()));
        figures.put("fragmentation.bytes", residentBytes - use.usedBytes());
    }

    private void collectDatabases(final CommandContext context) {
        final ServerState server = context.server();
        for (int number = 0; number < server.databaseCount(); number++) {
            long keyCount = 0;
            long indexBytes = 0;
            for (int shard = 0; shard < server.shardCount(); shard++) {
                final Database database =
                    server.shard(shard).keyspace().databaseIfPresent(context.session().namespace(), number);
                keyCount += database == null ? 0 : database.keyCount();
                indexBytes += database == null ? 0 : database.index().usedBytes();
            }
            if (keyCount > 0) {
                // Expiries lie in the entries: they have no table of their own.
                final Map<String, Object> overhead = new LinkedHashMap<>();
                overhead.put("overhead.hashtable.main", indexBytes);
                overhead.put("overhead.hashtable.expires", 0L);
                overhead.put("overhead.hashtable.slot-to-keys", 0L);
                figures.put("db." + number, overhead);
            }
        }
    }

    private static void writeMap(final Map<?, ?> map, final ReplyWriter reply) {
        reply.map(map.size());
        map.forEach((name, value) -> {
            reply.bulk((String) name);
            if (value instanceof Map<?, ?> inner) {
                writeMap(inner, reply);
            } else if (value instanceof Double number) {
                reply.doubleText(DoubleText.format(number));
            } else {
                reply.integer((Long) value);
            }
        });
    }
}
