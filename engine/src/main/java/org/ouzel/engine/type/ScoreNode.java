package org.ouzel.engine.type;

import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/**
 * The layout of the nodes of a {@link ScoreTree}.
 *
 * <pre>
 * leaf (1,024 bytes)    +0 int entries   +8 next leaf   +16 previous leaf   +24 up to 62 times | score | member |
 *
 * inner node (2,048)    +0 int children  +16 children    +592 int entries below each
 *                       +880 lowest score of each        +1456 lowest member of each
 * </pre>
 *
 * A member is the address of an entry whose key is its name ({@link EntryDescriptor}). Nothing is checked. One thread.
 */
final class ScoreNode {
    static final long NONE = 0;
    static final int LEAF_BYTES = 1024;
    static final int LEAF_CAPACITY = 62;
    private static final int NEXT_OFFSET = 8;
    private static final int PREVIOUS_OFFSET = 16;
    private static final int ENTRIES_OFFSET = 24;
    static final int ENTRY_SHIFT = 4;

    static final int INNER_BYTES = 2048;
    static final int INNER_CAPACITY = 72;
    private static final int CHILDREN_OFFSET = 16;
    private static final int COUNTS_OFFSET = 592;
    private static final int SCORES_OFFSET = 880;
    private static final int MEMBERS_OFFSET = 1456;

    private ScoreNode() {
    }

    static int count(final long node) {
        return NativeMemory.getInt(node);
    }

    static double score(final long leaf, final int place) {
        return Double.longBitsToDouble(NativeMemory.getLong(entry(leaf, place)));
    }

    static long member(final long leaf, final int place) {
        return NativeMemory.getLong(entry(leaf, place) + Long.BYTES);
    }

    static long next(final long leaf) {
        return NativeMemory.getLong(leaf + NEXT_OFFSET);
    }

    static long previous(final long leaf) {
        return NativeMemory.getLong(leaf + PREVIOUS_OFFSET);
    }

    static boolean isBelow(final double each, final double score, final boolean isInclusive) {
        return isInclusive ? each <= score : each < score;
    }

    static int lowerBound(final long leaf, final double score, final long member) {
        int low = 0;
        int high = count(leaf);
        while (low < high) {
            final int middle = low + high >>> 1;
            if (compare(leaf, middle, score, member) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static int compare(final long leaf, final int place, final double score, final long member) {
        final double each = score(leaf, place);
        return each < score ? -1 : each > score ? 1 : compareMembers(member(leaf, place), member);
    }

    static int compareMembers(final long left, final long right) {
        return left == right ? 0
            : compareName(left, EntryDescriptor.keyAddress(right), EntryDescriptor.keyLength(right));
    }

    static int compareName(final long member, final long address, final int length) {
        return NativeMemory.compare(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member), address,
            length);
    }

    static void insertEntry(final long leaf, final int place, final double score, final long member) {
        final int count = count(leaf);
        final long entry = entry(leaf, place);
        if (place < count) {
            NativeMemory.move(entry, entry + (1 << ENTRY_SHIFT), (long) (count - place) << ENTRY_SHIFT);
        }
        NativeMemory.putLong(entry, Double.doubleToRawLongBits(score));
        NativeMemory.putLong(entry + Long.BYTES, member);
        setCount(leaf, count + 1);
    }

    static void removeEntry(final long leaf, final int place) {
        final int count = count(leaf);
        final long entry = entry(leaf, place);
        if (place + 1 < count) {
            NativeMemory.move(entry + (1 << ENTRY_SHIFT), entry, (long) (count - place - 1) << ENTRY_SHIFT);
        }
        setCount(leaf, count - 1);
    }

    static void insertChild(final long node, final int place, final long child, final int below,
        final double score, final long member) {
        final int behind = count(node) - place;
        if (behind > 0) {
            copyChildren(node, place, node, place + 1, behind);
        }
        NativeMemory.putLong(node + CHILDREN_OFFSET + 8L * place, child);
        NativeMemory.putInt(node + COUNTS_OFFSET + 4L * place, below);
        NativeMemory.putLong(node + SCORES_OFFSET + 8L * place, Double.doubleToRawLongBits(score));
        NativeMemory.putLong(node + MEMBERS_OFFSET + 8L * place, member);
        setCount(node, count(node) + 1);
    }

    static void closeGap(final long node, final int from, final int to) {
        copyChildren(node, to, node, from, count(node) - to);
        setCount(node, count(node) - (to - from));
    }

    static void copyChildren(final long source, final int from, final long target, final int to,
        final int count) {
        NativeMemory.move(source + CHILDREN_OFFSET + 8L * from, target + CHILDREN_OFFSET + 8L * to, 8L * count);
        NativeMemory.move(source + COUNTS_OFFSET + 4L * from, target + COUNTS_OFFSET + 4L * to, 4L * count);
        NativeMemory.move(source + SCORES_OFFSET + 8L * from, target + SCORES_OFFSET + 8L * to, 8L * count);
        NativeMemory.move(source + MEMBERS_OFFSET + 8L * from, target + MEMBERS_OFFSET + 8L * to, 8L * count);
    }

    static long entry(final long leaf, final int place) {
        return leaf + ENTRIES_OFFSET + ((long) place << ENTRY_SHIFT);
    }

    static void setCount(final long node, final int count) {
        NativeMemory.putInt(node, count);
    }

    static long child(final long node, final int place) {
        return NativeMemory.getLong(node + CHILDREN_OFFSET + 8L * place);
    }

    static int below(final long node, final int place) {
        return NativeMemory.getInt(node + COUNTS_OFFSET + 4L * place);
    }

    static void addToCount(final long node, final int place, final int delta) {
        final long address = node + COUNTS_OFFSET + 4L * place;
        NativeMemory.putInt(address, NativeMemory.getInt(address) + delta);
    }

    static double lowestScore(final long node, final int place) {
        return Double.longBitsToDouble(NativeMemory.getLong(node + SCORES_OFFSET + 8L * place));
    }

    static long lowestMember(final long node, final int place) {
        return NativeMemory.getLong(node + MEMBERS_OFFSET + 8L * place);
    }

    static long sumBefore(final long node, final int place) {
        long sum = 0;
        for (int i = 0; i < place; i++) {
            sum += below(node, i);
        }
        return sum;
    }

    static void setLowest(final long node, final int place, final double score, final long member) {
        NativeMemory.putLong(node + SCORES_OFFSET + 8L * place, Double.doubleToRawLongBits(score));
        NativeMemory.putLong(node + MEMBERS_OFFSET + 8L * place, member);
    }

    static void setNext(final long leaf, final long next) {
        NativeMemory.putLong(leaf + NEXT_OFFSET, next);
    }

    static void setPrevious(final long leaf, final long previous) {
        NativeMemory.putLong(leaf + PREVIOUS_OFFSET, previous);
    }
}
