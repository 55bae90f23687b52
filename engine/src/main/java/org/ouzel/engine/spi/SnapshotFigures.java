package org.ouzel.engine.spi;

/**
 * What there is to know about snapshots at a moment. Immutable.
 *
 * @param isInProgress     whether one is being written to the dataset's file
 * @param isLastOk         whether the last one in the background succeeded; true if there was none
 * @param lastSaveMs       when the last good one ended, Unix milliseconds; 0 for the server's start
 * @param lastSeconds      how long the last one in the background took, -1 if there was none
 * @param startMs          when the one under way began, Unix milliseconds
 * @param savedChangeCount how many of the changes that commands made the last good one contains
 * @param saveCount        how many have succeeded
 * @param savedKeyCount    how many keys the one under way has saved
 * @param keyCount         how many it has to save
 * @param pendingBytes     bytes of what waits to be written
 * @param peakBytes        the most that they were
 * @param lastPeakBytes    the most that they were in the last one
 * @param loadedKeyCount   how many keys were loaded at the start
 * @param expiredKeyCount  how many keys were passed over then, since they were due
 */
public record SnapshotFigures(boolean isInProgress, boolean isLastOk, long lastSaveMs, long lastSeconds, long startMs,
    long savedChangeCount, long saveCount, long savedKeyCount, long keyCount, long pendingBytes, long peakBytes,
    long lastPeakBytes, long loadedKeyCount, long expiredKeyCount) {
    /** No snapshot was ever taken. */
    public static final SnapshotFigures NONE = new SnapshotFigures(false, true, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
