package org.ouzel.engine.script;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.protocol.NativeMemory;

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

    /**
     * Tells whether a request to run a script is for one that touches no slots but those of its keys; from any thread.
     *
     * <p>What isn't known yet, at the time of the request, may turn out to be such a script: it is answered as any
     * other then, at a place where all shards meet. Inside of a transaction the question comes up again when its shards
     * are known: what had been known then may be gone, and there is nothing to run.
     */
    public boolean isConfined(final CommandEvent event, final CommandSpec spec) {
        if (spec.name().startsWith("evalsha")) {
            final ScriptCache cache = caches.get(event.namespace());
            if (cache == null || event.argLength(1) != ScriptCache.DIGEST_LENGTH) {
                return event.isNested();
            }
            final Script script = cache.get(NativeMemory.toText(event.argAddress(1), ScriptCache.DIGEST_LENGTH)
                .toLowerCase(Locale.ROOT));
            return script == null ? event.isNested() : script.isConfined();
        }
        return Shebang.isConfined(event.argAddress(1), event.argLength(1));
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

    /** Returns what there is of a namespace's, the interpreter of scripts excepted; where all shards meet. */
    public ScriptFigures figures(final int namespace) {
        final ScriptCache cache = cache(namespace);
        final FunctionEngine engine = functions.of(namespace);
        return engine == null
            ? new ScriptFigures(cache.size(), cache.usedBytes(), cache.evictedCount(), 0, 0, 0, 0, 0)
            : new ScriptFigures(cache.size(), cache.usedBytes(), cache.evictedCount(), 0, engine.libraries().size(),
                engine.functionCount(), engine.sourceBytes(), engine.state().interpreter().meter().chargedBytes());
    }

    @Override
    public void close() {
        functions.close();
    }
}
