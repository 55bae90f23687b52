package org.ouzel.engine.latency;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** The slowest recent commands of one shard, of each namespace by itself, newest first. One thread at a time. */
public final class SlowLog {
    private final IntToLongFunction ids;
    private final Map<Integer, ArrayDeque<Entry>> byNamespace = new HashMap<>();

    /**
     * One slow command.
     *
     * @param id          unique in its namespace over all shards, growing
     * @param timeSeconds Unix time at which it ran
     * @param elapsedUs   how long it ran
     * @param arguments   at most 32, each at most 128 bytes, clipped as Redis clips them
     * @param peer        the client's address
     * @param clientName  the client's name, or an empty text
     */
    public record Entry(long id, long timeSeconds, long elapsedUs, List<byte[]> arguments, String peer,
        String clientName) {
    }

    /** Makes an empty log that draws the ids of a namespace from a source shared with the others. */
    public SlowLog(final IntToLongFunction ids) {
        this.ids = ids;
    }

    /** Takes a command in, and drops the namespace's oldest beyond {@code maxLength}. */
    public void add(final int namespace, final long nowMs, final long elapsedUs, final List<byte[]> arguments,
        final String peer, final String clientName, final long maxLength) {
        final ArrayDeque<Entry> entries = byNamespace.computeIfAbsent(namespace, ignored -> new ArrayDeque<>());
        entries.addFirst(new Entry(ids.applyAsLong(namespace), nowMs / 1000, elapsedUs, arguments, peer, clientName));
        while (entries.size() > maxLength) {
            entries.removeLast();
        }
    }

    /** Returns what the sessions of a namespace ran, newest first. */
    public Iterable<Entry> entries(final int namespace) {
        return byNamespace.getOrDefault(namespace, new ArrayDeque<>());
    }

    /** Forgets what the sessions of a namespace ran. */
    public void reset(final int namespace) {
        byNamespace.remove(namespace);
    }
}
