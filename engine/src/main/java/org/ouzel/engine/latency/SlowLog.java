package org.ouzel.engine.latency;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The slowest recent commands of one shard, newest first. One thread at a time; ids are unique over all shards. */
public final class SlowLog {
    private final AtomicLong ids;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /**
     * One slow command.
     *
     * @param id          unique, growing
     * @param namespace   the namespace of its session
     * @param timeSeconds Unix time at which it ran
     * @param elapsedUs   how long it ran
     * @param arguments   at most 32, each at most 128 bytes, clipped as Redis clips them
     * @param peer        the client's address
     * @param clientName  the client's name, or an empty text
     */
    public record Entry(long id, int namespace, long timeSeconds, long elapsedUs, List<byte[]> arguments, String peer,
        String clientName) {
    }

    /** Makes an empty log that draws its ids from a source shared with the others. */
    public SlowLog(final AtomicLong ids) {
        this.ids = ids;
    }

    /** Takes a command in, and drops the oldest beyond {@code maxLength}. */
    public void add(final int namespace, final long nowMs, final long elapsedUs, final List<byte[]> arguments,
        final String peer, final String clientName, final long maxLength) {
        entries.addFirst(new Entry(ids.getAndIncrement(), namespace, nowMs / 1000, elapsedUs, arguments, peer,
            clientName));
        while (entries.size() > maxLength) {
            entries.removeLast();
        }
    }

    /** Returns the entries, newest first. */
    public Iterable<Entry> entries() {
        return entries;
    }

    /** Forgets what the sessions of a namespace ran. */
    public void reset(final int namespace) {
        entries.removeIf(entry -> entry.namespace() == namespace);
    }
}
