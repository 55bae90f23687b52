package org.ouzel.engine.spi;

/**
 * What there is to know about a journal at a moment. Immutable.
 *
 * @param isLastWriteOk    whether the last write to the file, and the last fsync, went well
 * @param sizeBytes        bytes of all its files
 * @param baseBytes        what they were after the last rewrite or start
 * @param pendingBytes     bytes taken in and not yet written
 * @param isSyncPending    whether an fsync is under way
 * @param delayedSyncCount how often an fsync was due while the last one was still under way
 * @param sequence         the number of slots whose effects the files hold, from the first file on
 */
public record JournalStatus(boolean isLastWriteOk, long sizeBytes, long baseBytes, long pendingBytes,
    boolean isSyncPending, long delayedSyncCount, long sequence) {
    /** A journal that has written nothing. */
    public static final JournalStatus NONE = new JournalStatus(true, 0, 0, 0, false, 0, 0);
}
