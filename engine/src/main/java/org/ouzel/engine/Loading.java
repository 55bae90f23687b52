package org.ouzel.engine;

/** The dataset's being loaded: how far it is. Written by the loading thread, read by any. */
public final class Loading {
    private static final long MS_PER_SECOND = 1000;

    private volatile long loadedBytes;
    private volatile long rdbUsedBytes;
    private final long startMs;
    private final long totalBytes;

    /**
     * @param startMs    when it began, Unix milliseconds
     * @param totalBytes what there is to read
     */
    public Loading(final long startMs, final long totalBytes) {
        this.startMs = startMs;
        this.totalBytes = totalBytes;
    }

    public long startMs() {
        return startMs;
    }

    public long totalBytes() {
        return totalBytes;
    }

    public long loadedBytes() {
        return loadedBytes;
    }

    public void setLoadedBytes(final long bytes) {
        loadedBytes = bytes;
    }

    /** Returns the memory that the writer of the RDB file being loaded used, as that says; 0 if it doesn't. */
    public long rdbUsedBytes() {
        return rdbUsedBytes;
    }

    public void setRdbUsedBytes(final long bytes) {
        rdbUsedBytes = bytes;
    }

    /** Returns how much is loaded, 0 to 100. */
    public double percent() {
        return totalBytes == 0 ? 100 : 100.0 * loadedBytes / totalBytes;
    }

    /** Returns how many seconds the rest will take if it goes on like this; -1 when that can't be told. */
    public long remainingSeconds(final long nowMs) {
        final long loaded = loadedBytes;
        return loaded == 0 ? -1 : (nowMs - startMs) * (totalBytes - loaded) / loaded / MS_PER_SECOND;
    }
}
