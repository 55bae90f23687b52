package org.ouzel.engine.store;

/** Shows what one large collection held at the beginning of a snapshot, part by part. One thread at a time. */
public abstract class CollectionWalk {
    private boolean isFreed;
    private final SnapshotWalk snapshot;
    private final Collection collection;
    private final MemberSaver saver;

    CollectionWalk(final SnapshotWalk snapshot, final Collection collection, final MemberSaver saver) {
        this.snapshot = snapshot;
        this.collection = collection;
        this.saver = saver;
    }

    /** Shows the next part; returns whether there is more. */
    abstract boolean step();

    /** Lets the structure forget the walk. */
    abstract void detach();

    final MemberSaver saver() {
        return saver;
    }

    /** Keeps what was saved before its turn from piling up. */
    final void makeRoom() {
        snapshot.makeRoom();
    }

    final boolean hasRoom() {
        return saver.hasRoom();
    }

    /** Takes note that nothing leads to the collection any more; it is freed behind the walk. */
    final void keep() {
        isFreed = true;
    }

    final void end(final Keyspace keyspace) {
        saver.end();
        letGo(keyspace);
    }

    final void abandon(final Keyspace keyspace) {
        saver.abandon();
        letGo(keyspace);
    }

    private void letGo(final Keyspace keyspace) {
        detach();
        if (isFreed) {
            keyspace.freeLater(collection);
        }
    }
}
