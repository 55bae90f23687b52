package org.ouzel.engine.store;

import java.security.MessageDigest;

/**
 * A large value: the structure behind an entry whose encoding is a handle.
 *
 * <p>Belongs to one shard's keyspace, but to no database of it: RENAME, MOVE and SWAPDB give it to another one without
 * asking. So it never holds a {@link Database}; whoever changes it reports the change of its bytes to
 * {@link Database#addUsedBytes}. Nor does it know its key or handle. One thread at a time.
 */
public interface Collection extends FreedInSlices {
    /** Returns the bytes that the structure takes, on and off the heap; exact for what is off it. */
    long usedBytes();

    /** Returns the number of elements, as the type's length command counts them. */
    long elementCount();

    /** Returns the table of the elements, for snapshots to save them one by one; null where there is none. */
    default MemberTable members() {
        return null;
    }

    /**
     * Returns in how many runs a list's elements lie, or a stream with all that belongs to it, for snapshots to save
     * them one by one; 0 for all others.
     */
    default int runCount() {
        return 0;
    }

    /** Begins to show the members, or the runs, that there are now; they take note of what changes from now on. */
    default CollectionWalk beginWalk(final SnapshotWalk snapshot, final MemberSaver saver) {
        return new MemberWalk(snapshot, this, saver);
    }

    /** Returns the walk that shows what the structure held, or null. */
    default CollectionWalk walk() {
        final MemberTable members = members();
        return members == null ? null : members.walk();
    }

    /** Returns a time before which no element is due, {@link Long#MAX_VALUE} if none ever will be. */
    default long earliestExpiryMs() {
        return Long.MAX_VALUE;
    }

    /**
     * Copies the structure with all that it holds: COPY, and RENAME to a key of another shard. The original stays.
     *
     * @param target the keyspace that the copy takes its memory from, perhaps another shard's; both shards are held
     */
    Collection copyTo(Keyspace target);

    /**
     * Adds the elements to a digest, in an order that follows from the content alone: equal values give equal digests.
     */
    void addTo(MessageDigest digest);
}
