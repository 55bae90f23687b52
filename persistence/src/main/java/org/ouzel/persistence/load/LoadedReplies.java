package org.ouzel.persistence.load;

import org.ouzel.engine.spi.ReplySink;
import org.ouzel.protocol.NativeMemory;

/** Counts the replies to commands that load the dataset, and keeps the first error among them. One thread. */
public final class LoadedReplies implements ReplySink {
    private long count;
    private long errorCount;
    private String firstError;

    /** Returns how many requests have been answered. */
    long count() {
        return count;
    }

    /** Returns how many of the answers were errors. */
    public long errorCount() {
        return errorCount;
    }

    /** Returns the first error, or null. */
    public String firstError() {
        return firstError;
    }

    @Override
    public void write(final long address, final int length) {
        count++;
        if (NativeMemory.getByte(address) == '-') {
            errorCount++;
            if (firstError == null) {
                firstError = NativeMemory.toText(address + 1, length - 1).strip();
            }
        }
    }

    @Override
    public void write(final byte[] bytes) {
        // Pushes and lines for who monitors: nobody is there.
    }

    @Override
    public void close() {
        // The engine ends no session that loads.
    }
}
