package org.ouzel.engine.type;

import java.security.MessageDigest;
import org.ouzel.engine.store.Collection;
import org.ouzel.engine.store.EntryConsumer;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.protocol.NativeMemory;

/**
 * A large sorted set: a {@link MemberTable} that leads from a member to its score, and a {@link ScoreTree} that keeps
 * them in order.
 *
 * <p>A member's name and score are stored once, as an entry of the table whose value is the score's 8 bytes; the tree
 * refers to it. Both grow segment by segment and node by node. One thread at a time.
 */
public final class LargeSortedSet implements Collection {
    private static final int OBJECT_BYTES = 320;

    private final MemberTable members;
    private final ScoreTree order;

    public LargeSortedSet(final Keyspace keyspace) {
        this.members = new MemberTable(keyspace);
        this.order = new ScoreTree(keyspace.allocator());
    }

    /** Returns a member, or {@link org.ouzel.engine.store.SegmentedIndex#NONE}. */
    public long find(final long address, final int length) {
        return members.find(members.hashOf(address, length), address, length);
    }

    /** Returns a member's score. */
    public static double score(final long member) {
        return Double.longBitsToDouble(NativeMemory.getLong(EntryDescriptor.valueAddress(member)));
    }

    /** Adds a member that is not there yet. */
    public void add(final long address, final int length, final double score) {
        final long member = members.put(members.hashOf(address, length), address, length, Double.BYTES,
            EntryDescriptor.NO_EXPIRY);
        putScore(member, score);
        order.insert(score, member);
    }

    /** Gives a member another score. */
    public void update(final long member, final double score) {
        members.beforeChange(member);
        order.update(score(member), score, member);
        putScore(member, score);
    }

    /** Takes a member out. */
    public void remove(final long member) {
        order.remove(score(member), member);
        members.removeMember(member);
    }

    /** Returns how many members come before one. */
    public long rank(final long member) {
        return order.rank(score(member), member);
    }

    /** Returns how many members have a score below one, or, if {@code isInclusive}, at most that. */
    public long countBelow(final double score, final boolean isInclusive) {
        return order.countBelow(score, isInclusive);
    }

    /** Returns how many members, all of one score, come before some bytes, or, if {@code isInclusive}, not behind. */
    public long countBelow(final long address, final int length, final boolean isInclusive) {
        return order.countBelow(address, length, isInclusive);
    }

    /** Returns the leaf that holds a rank below the size; {@link #placeOf} then tells where; see {@link ScoreNode}. */
    long leafOf(final long rank) {
        return order.leafOf(rank);
    }

    int placeOf() {
        return order.placeOf();
    }

    /** Returns the table of the members, for walks; whoever changes it goes through this class. */
    @Override
    public MemberTable members() {
        return members;
    }

    /** Shows all members in order; the consumer changes nothing. */
    public void forEachInOrder(final EntryConsumer consumer) {
        if (elementCount() == 0) {
            return;
        }
        for (long leaf = leafOf(0); leaf != ScoreNode.NONE; leaf = ScoreNode.next(leaf)) {
            for (int place = 0; place < ScoreNode.count(leaf); place++) {
                consumer.accept(ScoreNode.member(leaf, place));
            }
        }
    }

    @Override
    public long usedBytes() {
        return members.usedBytes() + order.usedBytes() + OBJECT_BYTES;
    }

    @Override
    public long elementCount() {
        return members.elementCount();
    }

    @Override
    public int freeSlice(final int unitCount) {
        final int freed = members.freeSlice(unitCount);
        return freed >= unitCount ? freed : freed + order.freeNodes(unitCount - freed);
    }

    @Override
    public LargeSortedSet copyTo(final Keyspace target) {
        final LargeSortedSet copy = new LargeSortedSet(target);
        forEachInOrder(member -> copy.add(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member),
            score(member)));
        return copy;
    }

    @Override
    public void addTo(final MessageDigest digest) {
        members.addTo(digest);
    }

    private static void putScore(final long member, final double score) {
        NativeMemory.putLong(EntryDescriptor.valueAddress(member), Double.doubleToRawLongBits(score));
    }
}
