package org.ouzel.engine.type;

/** A consumer of a group: when it was seen, and which entries it was given and has not acknowledged. One thread. */
public final class StreamConsumer {
    /** An {@link #activeMs()} of "never". */
    public static final long NEVER = -1;

    private static final int OBJECT_BYTES = 192;

    private long seenMs;
    private long activeMs = NEVER;
    private final int slot;
    private final byte[] name;
    private final IdTable pending;
    private final StreamGroup group;
    private final StreamMemory memory;

    StreamConsumer(final StreamGroup group, final byte[] name, final int slot, final long seenMs,
        final StreamMemory memory) {
        this.group = group;
        this.name = name;
        this.slot = slot;
        this.seenMs = seenMs;
        this.memory = memory;
        this.pending = new IdTable(memory, 0);
        memory.addHeapBytes(OBJECT_BYTES + name.length);
    }

    public byte[] name() {
        return name;
    }

    /** Returns when the consumer last tried to read or claim, Unix milliseconds. */
    public long seenMs() {
        return seenMs;
    }

    public void setSeenMs(final long ms) {
        group.beforeChange();
        seenMs = ms;
    }

    /** Returns when the consumer last got something, Unix milliseconds, or {@link #NEVER}. */
    public long activeMs() {
        return activeMs;
    }

    public void setActiveMs(final long ms) {
        activeMs = ms;
    }

    /** Returns the number of entries that it has not acknowledged. */
    public long pendingCount() {
        return pending.size();
    }

    int slot() {
        return slot;
    }

    IdTable pending() {
        return pending;
    }

    /** Lets go of the consumer, and returns what it has pending, which is to be freed. */
    IdTable detach() {
        memory.addHeapBytes(-(OBJECT_BYTES + name.length));
        pending.detach();
        return pending;
    }

    void close() {
        pending.close();
        memory.addHeapBytes(-(OBJECT_BYTES + name.length));
    }
}
