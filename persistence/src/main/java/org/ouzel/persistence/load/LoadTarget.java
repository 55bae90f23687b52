package org.ouzel.persistence.load;

import java.io.IOException;
import org.ouzel.protocol.DecodedRequests;

/** Where commands and snapshots go that load the dataset. One thread. */
public interface LoadTarget {
    /** Lets the commands to come belong to a namespace; 0 at first. */
    void enter(int namespace);

    /** Takes commands; the bytes are the caller's again when this returns. */
    void submit(long base, DecodedRequests requests, int firstRecord, int count);

    /**
     * Loads some more of a snapshot.
     *
     * @return whether there is more to do
     * @throws IOException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    boolean step(RdbLoad snapshot) throws IOException;

    /** Goes on with what was taken; returns whether there is more to do. */
    boolean goOn();

    /** Returns what was answered. */
    LoadedReplies replies();
}
