package org.ouzel.persistence.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Where a snapshot's file goes. Called by the snapshot's own thread. */
public interface SnapshotTarget {
    /** Opens the file, under a name that nobody takes for a whole one. */
    FileChannel open() throws IOException;

    /** Takes the file, which is complete and on disk, and whose channel is closed: gives it its name. */
    void complete() throws IOException;

    /** Removes what there is of the file after a failure; its channel is closed. */
    void abandon();

    /** Returns whether the file is the base of an AOF, which it then says. */
    default boolean isAofBase() {
        return false;
    }
}
