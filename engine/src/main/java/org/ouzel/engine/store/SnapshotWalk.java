package org.ouzel.engine.store;

import java.util.ArrayDeque;
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
 * <p>The members of large collections are shown one by one in the same way ({@link MemberWalk}), the runs of large
 * lists in their order ({@link RunWalk}), and large streams in parts ({@link ImageWalk}), behind all entries, so that
 * no collection holds the shard up. Whoever changes much while what was saved first can't be got rid of fast enough has
 * to help the walk along, and in the end to wait: see {@link #makeRoom}.
 *
 * <p>Indexes are walked in the order of hashes, which splits and merges don't change. They keep the number of the
 * database that they belonged to, whatever SWAPDB does, and one that is emptied is freed only after it was walked. One
 * thread at a time, the one that holds the shard.
 */
public final class SnapshotWalk {
    static final int NO_PART = -1;

    /** How many places of the index a step covers: few once entries have shown to be large. */
    private static final int STRETCH = 32;
    private static final int SHORT_STRETCH = 4;
    private static final long LONG_STEP_NS = 100_000;

    private int stretch = STRETCH;
    private int current;
    private long cursor;
    private Part part;
    private boolean isEnded;
    private final Keyspace keyspace;
    private final EntrySaver saver;
    private final int epoch;
    private final List<Part> parts = new ArrayList<>();
    private final ArrayDeque<CollectionWalk> partialWalks = new ArrayDeque<>();
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
        long nowNs = startNs;
        while (nowNs - startNs < maxNs && hasRoom() && step()) {
            final long stepStartNs = nowNs;
            nowNs = System.nanoTime();
            stretch = nowNs - stepStartNs < LONG_STEP_NS ? STRETCH : SHORT_STRETCH;
        }
    }

    /** Returns whether {@link #step} may be called. */
    public boolean hasRoom() {
        return current < parts.size() || partialWalks.isEmpty() ? saver.hasRoom() : partialWalks.peek().hasRoom();
    }

    /** Shows the entries of the next stretch; returns whether there is more. */
    public boolean step() {
        if (current == parts.size()) {
            if (partialWalks.isEmpty()) {
                end();
                return false;
            }
            if (!partialWalks.peek().step()) {
                partialWalks.remove().end(keyspace);
            }
            return true;
        }
        part = parts.get(current);
        cursor = part.index.scan(cursor, stretch, each);
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
            save(parts.get(database.walkPart()), entry);
            makeRoom();
        }
    }

    /** Keeps what is saved before its turn from piling up, behind each that is. */
    void makeRoom() {
        if (saver.isPressed() && hasRoom()) {
            step();
        }
        int pauseCount = 0;
        while (saver.isCrowded()) {
            final boolean isFurther = hasRoom() && step();
            if (!isFurther && !saver.pause(pauseCount++)) {
                return;
            }
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

    private void save(final Part own, final long entry) {
        final MemberSaver members = saver.saveMembers(own.namespace, own.number, own.database, entry);
        if (members == null) {
            saver.save(own.namespace, own.number, own.database, entry);
        } else {
            partialWalks.add(own.database.collection(entry).beginWalk(this, members));
        }
        EntryDescriptor.setEpoch(entry, epoch);
    }

    /** Lets go of everything, when the keyspace ends before the walk. */
    void abandon() {
        saver.abandon();
        keyspace.endWalk();
        partialWalks.forEach(walk -> walk.abandon(keyspace));
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
            save(part, entry);
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
