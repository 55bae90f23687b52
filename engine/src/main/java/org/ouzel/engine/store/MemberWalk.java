package org.ouzel.engine.store;

/**
 * Shows the members that one large collection had at the beginning of a snapshot, each as it was then, while commands
 * go on changing it: what {@link SnapshotWalk} does for entries, by the same means. One thread at a time.
 */
final class MemberWalk extends CollectionWalk {
    private static final int STRETCH = 32;

    private long cursor;
    private final MemberTable table;
    private final int epoch;
    private final EntryConsumer each = this::show;

    MemberWalk(final SnapshotWalk snapshot, final Collection collection, final MemberSaver saver) {
        super(snapshot, collection, saver);
        table = collection.members();
        epoch = table.beginWalk(this);
    }

    /** Shows the members of the next stretch; returns whether there is more. */
    @Override
    boolean step() {
        cursor = table.scan(cursor, STRETCH, each);
        return cursor != 0;
    }

    @Override
    void detach() {
        table.endWalk();
    }

    /** Shows a member before it changes, unless it has been shown. */
    void saveFirst(final long member) {
        if (EntryDescriptor.epoch(member) != epoch) {
            show(member);
            makeRoom();
        }
    }

    private void show(final long member) {
        if (EntryDescriptor.epoch(member) != epoch) {
            saver().save(member);
            EntryDescriptor.setEpoch(member, epoch);
        }
    }
}
