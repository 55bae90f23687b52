package org.ouzel.engine.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scripts of a namespace by their digests.
 *
 * <p>Changed in slots where all shards meet; read by any thread.
 */
public final class ScriptCache {
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    Script get(final String sha) {
        return scripts.get(sha);
    }

    void add(final Script script) {
        scripts.put(script.sha(), script);
    }

    void clear() {
        scripts.clear();
    }

    int size() {
        return scripts.size();
    }

    /** Returns the bytes of all sources. */
    long sourceBytes() {
        return scripts.values().stream().mapToLong(script -> script.source().length).sum();
    }
}
