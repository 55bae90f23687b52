package org.ouzel.engine.command.server;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.script.ScriptFigures;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;

/**
 * What the server's own memory is used for, exact to the byte for keys: entries and structures, their indexes, the
 * ring's slots, clients' buffers, and scripts. Taken while all shards are held.
 */
final class MemoryUse {
    private long indexBytes;
    private long entryBytes;
    private long allocatedBytes;
    private long reservedBytes;
    private long clientBytes;
    private int pendingFreeCount;
    private final ScriptFigures scripts;
    private final long ringBytes;
    private final long peakBytes;
    private final long residentBytes;
    private final long mostBytes;

    MemoryUse(final ServerState server, final Scope scope) {
        for (final Session session : scope.sessions()) {
            clientBytes += session.sink().queryBytes() + session.sink().outputBytes();
        }
        if (scope.isServer()) {
            for (int i = 0; i < server.shardCount(); i++) {
                add(server.shard(i).keyspace());
            }
            scripts = server.scripts().figures();
            ringBytes = server.ring().slotBytes();
            server.traffic().notePeak(server.usedBytes());
            peakBytes = Math.max(server.traffic().peakBytes() + ringBytes, usedBytes());
            residentBytes = ProcessFigures.residentBytes();
            mostBytes = server.maxMemoryBytes();
        } else {
            final Namespace namespace = scope.namespace();
            for (int i = 0; i < server.shardCount(); i++) {
                add(server.shard(i).keyspace(), namespace.number());
            }
            allocatedBytes = entryBytes;
            reservedBytes = entryBytes;
            scripts = server.scripts().figures(namespace.number());
            ringBytes = 0;
            peakBytes = namespace.notePeak(usedBytes());
            residentBytes = usedBytes();
            mostBytes = namespace.quota().memoryBytes() > 0 ? namespace.quota().memoryBytes()
                : server.maxMemoryBytes();
        }
    }

    /** Returns the use of the server's memory, or a namespace's as if it had a server for itself. */
    static MemoryUse of(final CommandContext context) {
        return Scope.of(context).memoryUse();
    }

    private void add(final Keyspace keyspace, final int namespace) {
        for (int number = 0; number < keyspace.databaseCount(); number++) {
            final Database database = keyspace.databaseIfPresent(namespace, number);
            if (database != null) {
                indexBytes += database.index().usedBytes();
                entryBytes += database.usedBytes() - database.index().usedBytes();
            }
        }
    }

    private void add(final Keyspace keyspace) {
        allocatedBytes += keyspace.allocator().usedBytes();
        reservedBytes += keyspace.allocator().reservedBytes();
        indexBytes += keyspace.indexBytes();
        entryBytes += keyspace.usedBytes() - keyspace.indexBytes();
        pendingFreeCount += keyspace.pendingFreeCount();
    }

    /** Returns all of it: INFO's {@code used_memory}. */
    long usedBytes() {
        return entryBytes + indexBytes + uncountedBytes();
    }

    /** Returns what isn't held against {@code maxmemory}: all that isn't keys, values and their indexes. */
    long uncountedBytes() {
        return ringBytes + clientBytes + scripts.usedBytes();
    }

    /** Returns what isn't keys and values. */
    long overheadBytes() {
        return indexBytes + uncountedBytes();
    }

    /** Returns what an empty server uses. */
    long startupBytes() {
        return ringBytes;
    }

    /** Returns entries and structures. */
    long datasetBytes() {
        return entryBytes;
    }

    long peakBytes() {
        return peakBytes;
    }

    /** Returns the memory that the system has given. */
    long residentBytes() {
        return residentBytes;
    }

    /** Returns what the memory is limited to, 0 for nothing. */
    long mostBytes() {
        return mostBytes;
    }

    long indexBytes() {
        return indexBytes;
    }

    ScriptFigures scripts() {
        return scripts;
    }

    long clientBytes() {
        return clientBytes;
    }

    /** Returns what the slab allocators have handed out. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    /** Returns what the slab allocators hold from the system. */
    long reservedBytes() {
        return reservedBytes;
    }

    int pendingFreeCount() {
        return pendingFreeCount;
    }
}
