package org.ouzel.engine.store;

/** Where a snapshot's entries go. Called by whoever holds the shard; one for each shard. */
public interface EntrySaver {
    /**
     * Takes in an entry as it is; it may change as soon as this returns.
     *
     * @param namespace the namespace that it belonged to when the snapshot began
     * @param number    the number of its database at that time
     * @param database  a database of the same keyspace, through which its structure is found
     */
    void save(int namespace, int number, Database database, long entry);

    /** Returns whether the walk may go on; if not, only entries that are about to change are saved. */
    boolean hasRoom();

    /** Is told that all entries have been saved. */
    void end();

    /** Is told that some entries never will be: the keyspace ends. */
    void abandon();
}
