package org.ouzel.engine.spi;

/**
 * What there is to know about a journal at a moment. Immutable.
 *
 * @param state            whether it is kept
 * @param isLastWriteOk    whether the last write to the file, and the last fsync, went well
 * @param sizeBytes        bytes of all its files
 * @param baseBytes        what they were after the last rewrite or start
 * @param pendingBytes     bytes taken in and not yet written
 * @param isSyncPending    whether an fsync is under way
 * @param delayedSyncCount how often an fsync was due while the last one was still under way
 * @param sequence         the number of slots whose effects the files hold, from the first file on
 * @param hasCommitLog     whether commits under {@code appendfsync always} go to a file of fixed size first
 * @param rewrite          how the replacing of its files goes
 */
public record JournalStatus(State state, boolean isLastWriteOk, long sizeBytes, long baseBytes, long pendingBytes,
    boolean isSyncPending, long delayedSyncCount, long sequence,
    boolean hasCommitLog, Rewrite rewrite) {
    /** A journal that has written nothing. */
    public static final JournalStatus NONE = new JournalStatus(State.OFF, true, 0, 0, 0, false, 0, 0,
        false, Rewrite.NONE);

    /** Whether a journal is kept. */
    public enum State {
        OFF,
        /** Turned on, but there is nothing yet that a start could load: the first snapshot isn't complete. */
        WAITING_FOR_REWRITE,
        ON
    }

    /**
     * How the replacing of a journal's files by shorter ones goes.
     *
     * @param isScheduled   whether it is to begin as soon as it can
     * @param startMs       when the one under way began, Unix milliseconds; 0 if there is none
     * @param lastSeconds   how long the last one took, -1 if there was none
     * @param isLastOk      whether the last one succeeded; true if there was none
     * @param count         how many there were
     * @param failureCount  how many of the last ones failed in a row
     * @param lastPeakBytes the most memory that was taken by what waited to be written in the last one
     */
    public record Rewrite(boolean isScheduled, long startMs, long lastSeconds, boolean isLastOk, long count,
        long failureCount, long lastPeakBytes) {
        /** There was none. */
        public static final Rewrite NONE = new Rewrite(false, 0, -1, true, 0, 0, 0);
    }
}
