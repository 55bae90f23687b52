package org.ouzel.engine.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows all entries that a keyspace had at one moment, each as it was then, while commands go on changing it.
 *
 * <p>Each entry carries one bit, the epoch. When the walk begins the keyspace's epoch changes: entries with the other
 * bit are those still to be shown. Whoever is about to change one, or to take it out, has it shown first
 * ({@link Database#beforeChange}); what is made meanwhile bears the new bit from the start. So nothing has to be copied
 * but what is shown, and no list is kept of what has been. When the walk ends all entries bear the new bit.
 *
 * <p>Indexes are walked in the order of hashes, which splits and merges don't change. They keep the number of the
 * database that they belonged to, whatever SWAPDB does, and one that is emptied is freed only after it was walked. One
 * thread at a time, the one that holds the shard.
 */
public final class SnapshotWalk {
    static final int NO_PART = -1;

    private static final int STRETCH = 64;

    private int current;
    private long cursor;
    private Part part;
    private boolean isEnded;
    private final Keyspace keyspace;
    private final EntrySaver saver;
    private final int epoch;
    private final List<Part> parts = new ArrayList<>();
    private final EntryConsumer each = this::show;

    SnapshotWalk(final Keyspace keyspace, final EntrySaver saver) {
        this.keyspace = keyspace;
        this.saver = saver;
        this.epoch = keyspace.epoch();
        for (int namespace = 0; namespace < keyspace.namespaceCount(); namespace++) {
            for (int number = 0; number < keyspace.databaseCount(); number++) {
                final Database database = keyspace.databaseIfPresent(namespace, number);
                if (database != null) {
                    database.setWalkPart(parts.size());
                    parts.add(new Part(namespace, database, database.index()));
                }
            }
        }
    }

    /** Goes on for about so long, or until there is no room. */
    public void slice(final long maxNs) {
        final long startNs = System.nanoTime();
        while (saver.hasRoom() && step() && System.nanoTime() - startNs < maxNs) {
            // Each step shows a few dozen entries at most.
        }
    }

    /** Shows the entries of the next stretch; returns whether there is more. */
    public boolean step() {
        if (current == parts.size()) {
            end();
            return false;
        }
        part = parts.get(current);
        cursor = part.index.scan(cursor, STRETCH, each);
        if (cursor == 0) {
            current++;
            if (part.isKept) {
                keyspace.freeLater(part.index);
            }
        }
        return true;
    }

    /** Shows an entry before it changes, unless it has been shown. */
    void saveFirst(final Database database, final long entry) {
        if (EntryDescriptor.epoch(entry) != epoch) {
            final Part own = parts.get(database.walkPart());
            saver.save(own.namespace, own.number, own.database, entry);
            EntryDescriptor.setEpoch(entry, epoch);
        }
    }

    /** Takes care of an index that has been emptied, if it still has to be walked; returns whether it does. */
    boolean keep(final SegmentedIndex index) {
        for (final Part unwalked : parts.subList(current, parts.size())) {
            if (unwalked.index == index) {
                unwalked.isKept = true;
                return true;
            }
        }
        return false;
    }

    /** Lets go of everything, when the keyspace ends before the walk. */
    void abandon() {
        saver.abandon();
        keyspace.endWalk();
        for (; current < parts.size(); current++) {
            if (parts.get(current).isKept) {
                keyspace.freeLater(parts.get(current).index);
            }
        }
    }

    private void end() {
        if (!isEnded) {
            isEnded = true;
            keyspace.endWalk();
            saver.end();
        }
    }

    private void show(final long entry) {
        if (EntryDescriptor.epoch(entry) != epoch) {
            saver.save(part.namespace, part.number, part.database, entry);
            EntryDescriptor.setEpoch(entry, epoch);
        }
    }

    /** An index, and where it was when the walk began. */
    private static final class Part {
        private final int namespace;
        private final int number;
        private final Database database;
        private final SegmentedIndex index;
        private boolean isKept;

        private Part(final int namespace, final Database database, final SegmentedIndex index) {
            this.namespace = namespace;
            this.number = database.number();
            this.database = database;
            this.index = index;
        }
    }
}
