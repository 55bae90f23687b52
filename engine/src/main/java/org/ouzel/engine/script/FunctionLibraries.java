package org.ouzel.engine.script;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.settings.SettingsTable;

/**
 * The libraries of functions of all namespaces. A namespace's interpreter is made with its first library.
 *
 * <p>In slots where all shards meet, or before they start.
 */
public final class FunctionLibraries implements AutoCloseable {
    private final Map<Integer, FunctionEngine> engines = new TreeMap<>();
    private final ServerState server;

    FunctionLibraries(final ServerState server) {
        this.server = server;
    }

    /** Returns a namespace's libraries, or null if it never had any. */
    FunctionEngine of(final int namespace) {
        return engines.get(namespace);
    }

    FunctionEngine make(final int namespace) {
        return engines.computeIfAbsent(namespace, ignored -> newEngine());
    }

    private FunctionEngine newEngine() {
        return new FunctionEngine(server.settings().getLong(SettingsTable.SCRIPT_MEMORY_LIMIT));
    }

    /** Forgets all libraries of a namespace, and what they kept; returns whether there were any. */
    boolean clear(final int namespace) {
        final FunctionEngine engine = engines.remove(namespace);
        if (engine == null) {
            return false;
        }
        engine.close();
        return !engine.libraries().isEmpty();
    }

    long libraryCount() {
        long count = 0;
        for (final FunctionEngine engine : engines.values()) {
            count += engine.libraries().size();
        }
        return count;
    }

    long functionCount() {
        long count = 0;
        for (final FunctionEngine engine : engines.values()) {
            count += engine.functionCount();
        }
        return count;
    }

    /** Returns the bytes of all sources. */
    long sourceBytes() {
        long bytes = 0;
        for (final FunctionEngine engine : engines.values()) {
            bytes += engine.sourceBytes();
        }
        return bytes;
    }

    /** Returns what the interpreters hold, at most. */
    long interpreterBytes() {
        long bytes = 0;
        for (final FunctionEngine engine : engines.values()) {
            bytes += engine.state().interpreter().meter().chargedBytes();
        }
        return bytes;
    }

    /** Forgets the libraries of all namespaces. */
    public void clear() {
        engines.values().forEach(FunctionEngine::close);
        engines.clear();
    }

    /** Shows each library's namespace and source. */
    public void forEach(final BiConsumer<Integer, byte[]> consumer) {
        engines.forEach((namespace, engine) -> engine.sources().forEach(source -> consumer.accept(namespace, source)));
    }

    /** Returns the sources of a namespace's libraries. */
    public List<byte[]> sources(final int namespace) {
        final FunctionEngine engine = engines.get(namespace);
        return engine == null ? List.of() : engine.sources();
    }

    /**
     * Adds a library that was saved.
     *
     * @return null, or why it can't be loaded
     */
    public String load(final int namespace, final byte[] source) {
        try {
            make(namespace).load(source, true);
            return null;
        } catch (final LuaError e) {
            return e.getMessage();
        }
    }

    /**
     * Adds libraries, all of them or none.
     *
     * @param isFlushing  whether all that there are go first
     * @param isReplacing whether libraries of the same names may be there
     * @return null, or the error reply
     */
    public String restore(final int namespace, final List<byte[]> added, final boolean isFlushing,
        final boolean isReplacing) {
        final FunctionEngine tried = newEngine();
        boolean isKept = false;
        try {
            for (final byte[] source : added) {
                tried.load(source, false);
            }
            if (isFlushing) {
                clear(namespace);
                engines.put(namespace, tried);
                isKept = true;
                return null;
            }
            final String conflict = make(namespace).conflictWith(tried, isReplacing);
            if (conflict != null) {
                return "ERR " + conflict;
            }
            make(namespace).addAll(tried);
            return null;
        } catch (final LuaError e) {
            return "ERR " + e.getMessage();
        } finally {
            if (!isKept) {
                tried.close();
            }
        }
    }

    @Override
    public void close() {
        clear();
    }
}
