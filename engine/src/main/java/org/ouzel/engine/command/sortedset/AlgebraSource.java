package org.ouzel.engine.command.sortedset;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.SetValue;
import org.ouzel.engine.type.SortedSetValue;

/** A sorted set, or a set whose members all have the score 1, that a command combines with others. */
final class AlgebraSource implements AutoCloseable {
    private boolean isStarted;
    private int length;
    private long address;
    private double weight = 1;
    private final SortedSetValue sorted;
    private final SetValue plain;

    private AlgebraSource(final SortedSetValue sorted, final SetValue plain) {
        this.sorted = sorted;
        this.plain = plain;
    }

    /** Returns what a key has; null where it is neither a sorted set nor a set. */
    static AlgebraSource of(final CommandContext context, final int keyArg) {
        final long entry = context.lookupRead(keyArg);
        final int type = entry == NONE ? EntryDescriptor.TYPE_ZSET : EntryDescriptor.type(entry);
        if (type == EntryDescriptor.TYPE_ZSET) {
            return new AlgebraSource(SortedSets.of(context, keyArg, entry), null);
        }
        return type != EntryDescriptor.TYPE_SET ? null
            : new AlgebraSource(null, new SetValue().bind(context.databaseFor(keyArg), context.server().setLimits(),
                context.hash(keyArg), context.argAddress(keyArg), context.argLength(keyArg), entry,
                context.newAccess()));
    }

    void setWeight(final double newWeight) {
        weight = newWeight;
    }

    long size() {
        return sorted != null ? sorted.size() : plain.count();
    }

    /** Goes on to the next member, from the first one on; returns whether there is one. */
    boolean next() {
        if (sorted != null) {
            if (!isStarted) {
                isStarted = true;
                if (sorted.isMissing()) {
                    return false;
                }
                sorted.seek(0);
            } else if (!sorted.next()) {
                return false;
            }
            address = sorted.address();
            length = sorted.length();
            return true;
        }
        if (!isStarted) {
            isStarted = true;
            plain.rewind();
        }
        if (!plain.next()) {
            return false;
        }
        length = plain.read();
        address = plain.address();
        return true;
    }

    long address() {
        return address;
    }

    int length() {
        return length;
    }

    /** Goes to a member by its name, which ends the walk; returns whether it is there. */
    boolean find(final long name, final int nameLength) {
        return sorted != null ? sorted.find(name, nameLength) : plain.contains(name, nameLength);
    }

    /** Returns the weighted score of the member that was come to; NaN where an infinite one has weight 0. */
    double score() {
        return weight * (sorted != null ? sorted.score() : 1);
    }

    @Override
    public void close() {
        if (plain != null) {
            plain.close();
        }
    }
}
