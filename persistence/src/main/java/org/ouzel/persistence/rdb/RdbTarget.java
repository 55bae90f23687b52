package org.ouzel.persistence.rdb;

import org.ouzel.engine.store.Database;

/** Where the content of an RDB file goes. Called by the thread that reads the file. */
public interface RdbTarget {
    /**
     * Returns the database, of the shard that owns a key, that the key's value is put into.
     *
     * @param number what the file's last SELECTDB said
     * @throws IllegalArgumentException if there is no such database; the message says so
     */
    Database databaseOf(long number, long keyAddress, int keyLength);

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

    /** Is told how many keys there are in the database, and how many of them expire. */
    default void size(final long keyCount, final long expiringCount) {
        // For progress only.
    }

    /** Is told of each key that was put. */
    default void loaded(final Database database, final long entry) {
        // For progress only.
    }
}
