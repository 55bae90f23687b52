package org.ouzel.engine.script;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scripts of a namespace by their digests. Of those that only EVAL has brought, the {@value #MAX_PASSING_COUNT}
 * used last are kept, as in Redis 7.4; what SCRIPT LOAD has brought stays.
 *
 * <p>Changed in slots where all shards meet, and by scripts that run on one shard; read by any thread.
 */
final class ScriptCache {
    static final int MAX_PASSING_COUNT = 500;
    static final int DIGEST_LENGTH = 40;

    private long evictedCount;
    private long usedBytes;
    private volatile Script lastUsed;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    /** Those that EVAL has brought, the one not used for longest first. */
    private final Set<String> passing = new LinkedHashSet<>();

    Script get(final String sha) {
        return scripts.get(sha);
    }

    /** Adds a script that EVAL brings; another one may have to go. */
    synchronized void addPassing(final Script script) {
        if (scripts.putIfAbsent(script.sha(), script) == null) {
            passing.add(script.sha());
            usedBytes += script.usedBytes();
            lastUsed = script;
            if (passing.size() > MAX_PASSING_COUNT) {
                final Iterator<String> oldest = passing.iterator();
                usedBytes -= scripts.remove(oldest.next()).usedBytes();
                oldest.remove();
                evictedCount++;
            }
        }
    }

    /** Notes that a script that was there is run. */
    void use(final Script script) {
        if (script != lastUsed) {
            synchronized (this) {
                if (passing.remove(script.sha())) {
                    passing.add(script.sha());
                }
                lastUsed = script;
            }
        }
    }

    /** Adds a script that stays. */
    synchronized void addLasting(final Script script) {
        passing.remove(script.sha());
        final Script before = scripts.put(script.sha(), script);
        usedBytes += script.usedBytes() - (before == null ? 0 : before.usedBytes());
    }

    synchronized void clear() {
        passing.clear();
        scripts.clear();
        usedBytes = 0;
    }

    int size() {
        return scripts.size();
    }

    synchronized long evictedCount() {
        return evictedCount;
    }

    /** Returns what all sources and their code take. */
    synchronized long usedBytes() {
        return usedBytes;
    }
}
