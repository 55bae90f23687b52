package org.ouzel.persistence.load;

import java.io.IOException;
import org.ouzel.engine.ring.EngineLoop;

/** Brings the records of a snapshot's file to the shards that they belong to. Only the thread of the loop. */
interface RecordFeed {
    /**
     * Brings some more.
     *
     * @return whether all have been put; false as long as a full ring, or a shard, has to be waited for
     * @throws IOException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    boolean goOn(EngineLoop loop) throws IOException;

    /** Returns how far the file has been read; behind its checksum when everything is put. */
    long offset();

    /** Ends what goes on beside the loop. */
    void close();

    /** Throws what went wrong on another thread or at a slot, if anything did. */
    static void throwIfAny(final Throwable failure) throws IOException {
        if (failure instanceof IOException) {
            throw (IOException) failure;
        }
        if (failure != null) {
            throw new IllegalStateException("loading failed", failure);
        }
    }
}
