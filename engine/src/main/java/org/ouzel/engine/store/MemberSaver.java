package org.ouzel.engine.store;

/**
 * Where one large collection of a snapshot goes in parts: its members, in any order, its runs of elements, in theirs,
 * or the parts of its image. Called by whoever holds the shard.
 */
public interface MemberSaver {
    /** Takes in a member as it is; it may change as soon as this returns. */
    void save(long member);

    /** Takes in a run of a list's elements as they are, which begins and ends at these addresses. */
    void saveRun(long start, long end);

    /** Takes in the next part of an image; returns whether there is more. */
    boolean savePart(CollectionImage image);

    /** Takes note of bytes that are kept until their turn; or no longer are, with a negative number. */
    void hold(long bytes);

    /** Returns whether the walk may go on with this collection; if not, only members that are about to change come. */
    boolean hasRoom();

    /** Is told that all members have been saved; only where there was room. */
    void end();

    /** Is told that some members never will be: the keyspace ends. */
    void abandon();
}
