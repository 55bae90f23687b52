package org.ouzel.persistence.rdb;

import java.io.IOException;

/** Where the records of an RDB file go: each a key with all that belongs to it. Called by the thread that reads. */
public interface RecordSink {
    /**
     * Takes one record, and leaves the input behind it, or behind its beginning.
     *
     * @param code           the record's first byte, which has been read
     * @param databaseNumber what the file's last SELECTDB said
     * @return whether that was all of it; if not, {@link #goOn} is called next
     */
    boolean take(int code, RdbInput in, long databaseNumber) throws IOException;

    /** Takes some more of the record; returns whether that was all of it. */
    boolean goOn(RdbInput in) throws IOException;

    /**
     * Is told how many keys the file says that a database has; no more than it can hold, but not to be relied upon.
     *
     * @param databaseNumber what the file's last SELECTDB said
     */
    void size(long keyCount, long databaseNumber);
}
