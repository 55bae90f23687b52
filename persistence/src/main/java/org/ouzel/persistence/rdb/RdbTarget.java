package org.ouzel.persistence.rdb;

import org.ouzel.engine.store.Database;

/** Where the content of an RDB file goes. Called by the thread that reads the file. */
public interface RdbTarget {
    /**
     * Returns the database that values of a shard's keys are put into; that shard is held.
     *
     * @param number what the file's last SELECTDB said
     * @throws IllegalArgumentException if there is no such database; the message says so
     */
    Database databaseOf(long number, int shard);

    /**
     * Is told of an auxiliary field, such as {@code redis-ver}.
     *
     * @throws IllegalArgumentException if the field is known, and its value makes no sense; the message says so
     */
    default void auxiliary(final byte[] name, final byte[] value) {
        // Most say nothing that would be needed.
    }

    /**
     * Is given a library of functions, to be kept.
     *
     * @param offset where it ends in the file, for failures
     * @throws IllegalArgumentException if it can't be loaded; the message says so
     */
    default void function(final byte[] library, final long offset) {
        // A target that keeps functions overrides this.
    }

    /** Is told of each key that was put. */
    default void loaded(final Database database, final long entry) {
        // For progress only.
    }
}
