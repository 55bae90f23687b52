package org.ouzel.engine.store;

/**
 * Shows the members that one large collection had at the beginning of a snapshot, each as it was then, while commands
 * go on changing it: what {@link SnapshotWalk} does for entries, by the same means. One thread at a time.
 */
final class MemberWalk {
    private static final int STRETCH = 32;

    private long cursor;
    private boolean isFreed;
    private final SnapshotWalk snapshot;
    private final Collection collection;
    private final MemberTable table;
    private final MemberSaver saver;
    private final int epoch;
    private final EntryConsumer each = this::show;

    MemberWalk(final SnapshotWalk snapshot, final Collection collection, final MemberSaver saver) {
        this.snapshot = snapshot;
        this.collection = collection;
        this.saver = saver;
        table = collection.members();
        epoch = table.beginWalk(this);
    }

    boolean hasRoom() {
        return saver.hasRoom();
    }

    /** Shows the members of the next stretch; returns whether there is more. */
    boolean step() {
        cursor = table.scan(cursor, STRETCH, each);
        return cursor != 0;
    }

    /** Shows a member before it changes, unless it has been shown. */
    void saveFirst(final long member) {
        if (EntryDescriptor.epoch(member) != epoch) {
            show(member);
            snapshot.makeRoom();
        }
    }

    /** Takes note that nothing leads to the collection any more; it is freed behind the walk. */
    void keep() {
        isFreed = true;
    }

    void end(final Keyspace keyspace) {
        saver.end();
        letGo(keyspace);
    }

    void abandon(final Keyspace keyspace) {
        saver.abandon();
        letGo(keyspace);
    }

    private void letGo(final Keyspace keyspace) {
        table.endWalk();
        if (isFreed) {
            keyspace.freeLater(collection);
        }
    }

    private void show(final long member) {
        if (EntryDescriptor.epoch(member) != epoch) {
            saver.save(member);
            EntryDescriptor.setEpoch(member, epoch);
        }
    }
}
