package org.ouzel.engine.command.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.Database;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.ReplyWriter;

/**
 * MEMORY STATS: a map of the process's figures, those about keys excepted, which are the session's namespace's, with a
 * map for each of its databases. Holds all shards.
 */
final class MemoryStats {
    private long indexBytes;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private MemoryStats() {
    }

    static void write(final CommandContext context) {
        final MemoryStats stats = new MemoryStats();
        stats.collect(context);
        writeMap(stats.figures, context.reply());
    }

    private void collect(final CommandContext context) {
        final MemoryUse use = MemoryUse.of(context);
        final long residentBytes = use.residentBytes();
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
        final Namespace namespace = context.session().user().namespace();
        final long keyCount = context.server().keyCount(namespace);
        final long keyBytes = context.server().usedBytes(namespace);
        figures.put("keys.count", keyCount);
        figures.put("keys.bytes-per-key", keyCount == 0 ? 0L : keyBytes / keyCount);
        figures.put("dataset.bytes", keyBytes - indexBytes);
        figures.put("dataset.percentage", 100 * MemoryInfo.ratio(keyBytes - indexBytes, keyBytes));
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
            long databaseIndexBytes = 0;
            for (int shard = 0; shard < server.shardCount(); shard++) {
                final Database database =
                    server.shard(shard).keyspace().databaseIfPresent(context.session().namespace(), number);
                keyCount += database == null ? 0 : database.keyCount();
                databaseIndexBytes += database == null ? 0 : database.index().usedBytes();
            }
            indexBytes += databaseIndexBytes;
            if (keyCount > 0) {
                // Expiries lie in the entries: they have no table of their own.
                final Map<String, Object> overhead = new LinkedHashMap<>();
                overhead.put("overhead.hashtable.main", databaseIndexBytes);
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
