package org.ouzel.persistence.snapshot;

import org.ouzel.engine.store.Database;
import org.ouzel.persistence.rdb.RdbOutput;

/** How one shard's entries are written to a snapshot's file. Changes nothing; whoever holds the shard. */
public interface EntryForm extends AutoCloseable {
    /**
     * Says to which database the entries that follow belong.
     *
     * @param number the database's number in files, see {@link org.ouzel.persistence.rdb.RdbFileWriter#numberOf}
     */
    void writeDatabase(long number, RdbOutput out);

    /** Writes an entry with all that it holds. */
    void writeEntry(Database database, long entry, RdbOutput out);

    /** Writes what stands in front of the members of an entry, or of its runs, which follow one by one. */
    Members beginMembers(Database database, long entry, RdbOutput out);

    @Override
    void close();

    /** The members, or runs, of one entry; several entries may be under way. */
    interface Members {
        /** Writes a member as it is; in any order. */
        void write(long member, RdbOutput out);

        /** Writes a run of a list's elements; in their order. */
        void writeRun(long start, long end, RdbOutput out);

        /** Writes what stands behind the members, of which there were as many as the table had at the beginning. */
        void end(RdbOutput out);
    }
}
