package org.ouzel.persistence.snapshot;

import java.io.IOException;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.persistence.rdb.RdbFileWriter;

/** Where a snapshot's file goes. Called by the snapshot's own thread. */
public interface SnapshotTarget {
    /** Opens the file, empty, under a name that nobody takes for a whole one. */
    WritableFile open() throws IOException;

    /** Takes the file of so many bytes, complete and on disk, and closed: gives it its name. */
    void complete(long bytes) throws IOException;

    /** Removes what there is of the file after a failure; it is closed. */
    void abandon();

    /** Returns the number of the only namespace that goes to the file, or {@link RdbFileWriter#ALL_NAMESPACES}. */
    default int namespace() {
        return RdbFileWriter.ALL_NAMESPACES;
    }

    /** Returns what the file consists of. */
    default SnapshotForm form() {
        return new RdbForm(false);
    }
}
