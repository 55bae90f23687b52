package org.ouzel.engine.ring;

/**
 * What one IO loop counts. Written by the loop's thread; others read numbers that may be a moment old.
 */
public final class LoopStatistics {
    private long inputBytes;
    private long outputBytes;
    private long readCount;
    private long writeCount;
    private long queryLimitCount;
    private long outputLimitCount;

    /** Counts a read of so many bytes from a client. */
    public void countRead(final long bytes) {
        inputBytes += bytes;
        readCount++;
    }

    /** Counts a write of so many bytes to a client. */
    public void countWrite(final long bytes) {
        outputBytes += bytes;
        writeCount++;
    }

    /** Counts a client that was cut off because of too long a request. */
    public void countQueryLimit() {
        queryLimitCount++;
    }

    /** Counts a client that was cut off because it didn't read its replies. */
    public void countOutputLimit() {
        outputLimitCount++;
    }

    public long queryLimitCount() {
        return queryLimitCount;
    }

    public long outputLimitCount() {
        return outputLimitCount;
    }

    public long inputBytes() {
        return inputBytes;
    }

    public long outputBytes() {
        return outputBytes;
    }

    public long readCount() {
        return readCount;
    }

    public long writeCount() {
        return writeCount;
    }
}
