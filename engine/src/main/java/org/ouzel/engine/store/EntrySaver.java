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

    /**
     * Is asked before an entry is saved with all that it holds; parameters as for {@link #save}.
     *
     * @return where the members of its collection are to go instead, one by one: the walk shows all that it has at the
     *     moment, later; null for the entry to be saved whole
     */
    MemberSaver saveMembers(int namespace, int number, Database database, long entry);

    /** Returns whether so much waits that whoever changes what isn't saved yet has to help the walk along. */
    default boolean isPressed() {
        return false;
    }

    /** Returns whether so much waits that it has to become less first. */
    default boolean isCrowded() {
        return false;
    }

    /**
     * Waits for a moment, when it is crowded.
     *
     * @param count how often it was waited before
     * @return whether to go on waiting can help
     */
    default boolean pause(final int count) {
        return false;
    }

    /** Returns whether the walk may go on; if not, only entries that are about to change are saved. */
    boolean hasRoom();

    /** Is told that all entries have been saved. */
    void end();

    /** Is told that some entries never will be: the keyspace ends. */
    void abandon();
}
