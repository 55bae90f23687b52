package org.ouzel.engine.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ouzel.engine.ServerState;

/** The scripts and the libraries of functions of a server's namespaces. */
public final class Scripts implements AutoCloseable {
    private final Map<Integer, ScriptCache> caches = new ConcurrentHashMap<>();
    private final ServerState server;
    private final FunctionLibraries functions;

    public Scripts(final ServerState server) {
        this.server = server;
        this.functions = new FunctionLibraries(server);
    }

    /** Returns a namespace's scripts; from any thread. */
    ScriptCache cache(final int namespace) {
        return caches.computeIfAbsent(namespace, ignored -> new ScriptCache());
    }

    /** Returns the libraries of functions; where all shards meet. */
    public FunctionLibraries functions() {
        return functions;
    }

    /** Forgets all of a namespace; where all shards meet. Returns whether it had libraries of functions. */
    public boolean drop(final int namespace) {
        caches.remove(namespace);
        ScriptStates.drop(server, namespace);
        return functions.clear(namespace);
    }

    /** Returns what there is of them all; where all shards meet. */
    public ScriptFigures figures() {
        long count = 0;
        long bytes = 0;
        long evictedCount = 0;
        for (final ScriptCache cache : caches.values()) {
            count += cache.size();
            bytes += cache.usedBytes();
            evictedCount += cache.evictedCount();
        }
        return new ScriptFigures(count, bytes, evictedCount, ScriptStates.usedBytes(server), functions.libraryCount(),
            functions.functionCount(), functions.sourceBytes(), functions.interpreterBytes());
    }

    @Override
    public void close() {
        functions.close();
    }
}
