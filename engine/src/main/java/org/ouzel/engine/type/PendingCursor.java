package org.ouzel.engine.type;

/**
 * Walks over pending entries in the order of their identifiers. What has been passed may be removed on the way. One
 * thread.
 */
public final class PendingCursor {
    private long ms;
    private long seq;
    private long nextMs;
    private long nextSeq;
    private boolean isAtEnd;
    private final IdTable table;
    private final StreamGroup group;

    PendingCursor(final IdTable table, final StreamGroup group) {
        this.table = table;
        this.group = group;
    }

    /** Lets the next entry be the first at or above an identifier. */
    public void seek(final long fromMs, final long fromSeq) {
        nextMs = fromMs;
        nextSeq = fromSeq;
        isAtEnd = false;
    }

    /** Goes to the next entry; returns whether there is one. */
    public boolean next() {
        if (isAtEnd) {
            return false;
        }
        final long found = table.findCeiling(nextMs, nextSeq);
        if (found == 0) {
            isAtEnd = true;
            return false;
        }
        ms = IdTable.ms(found);
        seq = IdTable.seq(found);
        nextSeq = seq + 1;
        nextMs = nextSeq == 0 ? ms + 1 : ms;
        isAtEnd = (nextSeq | nextMs) == 0;
        return true;
    }

    public long ms() {
        return ms;
    }

    public long seq() {
        return seq;
    }

    /** Returns the group's record of the entry; see {@link StreamGroup#owner} and its neighbours. */
    public long rec() {
        return group.findPending(ms, seq);
    }
}
