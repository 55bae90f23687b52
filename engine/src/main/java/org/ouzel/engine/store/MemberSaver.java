package org.ouzel.engine.store;

/** Where the members of one large collection of a snapshot go, in any order. Called by whoever holds the shard. */
public interface MemberSaver {
    /** Takes in a member as it is; it may change as soon as this returns. */
    void save(long member);

    /** Returns whether the walk may go on with this collection; if not, only members that are about to change come. */
    boolean hasRoom();

    /** Is told that all members have been saved; only where there was room. */
    void end();

    /** Is told that some members never will be: the keyspace ends. */
    void abandon();
}
