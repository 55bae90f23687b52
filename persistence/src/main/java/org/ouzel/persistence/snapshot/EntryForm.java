package org.ouzel.persistence.snapshot;

import org.ouzel.engine.store.CollectionImage;
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

    /**
     * Writes what stands in front of the members of an entry, or of its runs, or of the parts of its image, which
     * follow one by one.
     */
    Members beginMembers(Database database, long entry, RdbOutput out);

    @Override
    void close();

    /** The members, the runs, or else the parts, of one entry; several entries may be under way. */
    interface Members {
        /** Writes a member as it is; in any order. */
        default void write(final long member, final RdbOutput out) {
            throw new IllegalStateException("it has no members");
        }

        /** Writes a run of a list's elements; in their order. */
        default void writeRun(final long start, final long end, final RdbOutput out) {
            throw new IllegalStateException("it has no runs");
        }

        /** Writes the next part of an image, always of the same one; returns whether there is more. */
        default boolean writePart(final CollectionImage image, final RdbOutput out) {
            throw new IllegalStateException("it has no image");
        }

        /** Writes what stands behind the members, of which there were as many as the table had at the beginning. */
        void end(RdbOutput out);
    }
}
