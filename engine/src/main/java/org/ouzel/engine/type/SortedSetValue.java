package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/**
 * The sorted set under one key, whichever way it is stored: what commands read and change sorted sets through.
 *
 * <pre>
 * packed entry value   a {@link PackedBlob} of members, each with its {@link PackedScore} behind it, in order
 * handle               a {@link LargeSortedSet}
 * </pre>
 *
 * Members are ordered by score, and by their bytes where scores are equal; a rank is a place in that order, from 0. A
 * set leaves the packed form when {@link SortedSetLimits} say so, for good. A set that becomes empty takes its key with
 * it.
 *
 * <p>It has one place: {@link #find} and {@link #seek} go there, {@link #next} and {@link #previous} move it, and what
 * is asked of a member is asked of the one at the place. A change ends it. Made for one command; bytes handed in must
 * not lie in the set that is changed. One thread.
 */
public final class SortedSetValue {
    static final int PACKED = EntryDescriptor.ENCODING_LISTPACK << 4 | EntryDescriptor.TYPE_ZSET;
    static final int LARGE = EntryDescriptor.ENCODING_SKIPLIST << 4 | EntryDescriptor.TYPE_ZSET;

    private long entry;
    private LargeSortedSet large;
    /** The member at the place: in the packed form its element, else its entry. */
    private long member;
    private long leaf;
    private int placeInLeaf;
    private boolean hasOffsets;
    private final Database database;
    private final long hash;
    private final long keyAddress;
    private final int keyLength;
    private final int access;
    private final SortedSetLimits limits;
    private final SortedSetTools tools;

    /**
     * @param entry  the key's entry, which is a sorted set, or {@link org.ouzel.engine.store.SegmentedIndex#NONE}
     * @param access access bits of an entry that has to be made
     * @param tools  may be shared with other sets, as long as no place is used after another set's was moved
     */
    public SortedSetValue(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long entry, final int access, final SortedSetLimits limits, final SortedSetTools tools) {
        this.database = database;
        this.hash = hash;
        this.keyAddress = keyAddress;
        this.keyLength = keyLength;
        this.entry = entry;
        this.access = access;
        this.limits = limits;
        this.tools = tools;
        large = entry != NONE && EntryDescriptor.isHandle(entry) ? (LargeSortedSet) database.collection(entry) : null;
    }

    /** Returns whether the key has no sorted set, or has none any more. */
    public boolean isMissing() {
        return entry == NONE;
    }

    /** Returns the number of members. */
    public long size() {
        return entry == NONE ? 0 : large != null ? large.elementCount() : PackedBlob.count(blob()) / 2;
    }

    /** Goes to a member by its name; returns whether it is there. */
    public boolean find(final long address, final int length) {
        if (entry == NONE) {
            return false;
        }
        member = large != null ? large.find(address, length)
            : PackedBlob.find(first(), end(), 2, address, length);
        return member != NONE;
    }

    /** Returns the score of the member at the place. */
    public double score() {
        return large != null ? LargeSortedSet.score(member) : PackedScore.at(PackedBlob.next(member));
    }

    /** Returns the address of the name of the member at the place, valid until the next call but {@link #score}. */
    public long address() {
        return large != null ? EntryDescriptor.keyAddress(member) : tools.cursor().read(member).address();
    }

    /** Returns the length of the name of the member at the place. */
    public int length() {
        return large != null ? EntryDescriptor.keyLength(member) : PackedElement.lengthAt(member);
    }

    /** Returns the rank of the member at the place. */
    public long rank() {
        if (large != null) {
            return large.rank(member);
        }
        long rank = 0;
        for (long each = first(); each < member; each = nextPair(each)) {
            rank++;
        }
        return rank;
    }

    /** Goes to a rank within the size. */
    public void seek(final long rank) {
        if (large != null) {
            leaf = large.leafOf(rank);
            placeInLeaf = large.placeOf();
            member = ScoreNode.member(leaf, placeInLeaf);
        } else {
            member = PackedBlob.skip(first(), (int) rank * 2);
            placeInLeaf = (int) rank;
            hasOffsets = false;
        }
    }

    /** Goes one rank up from where {@link #seek} went; returns whether there was one. */
    public boolean next() {
        if (large == null) {
            member = nextPair(member);
            placeInLeaf++;
            return member < end();
        }
        if (++placeInLeaf == ScoreNode.count(leaf)) {
            leaf = ScoreNode.next(leaf);
            placeInLeaf = 0;
            if (leaf == ScoreNode.NONE) {
                return false;
            }
        }
        member = ScoreNode.member(leaf, placeInLeaf);
        return true;
    }

    /** Goes one rank down from where {@link #seek} went; returns whether there was one. */
    public boolean previous() {
        if (large == null) {
            if (!hasOffsets) {
                tools.noteOffsets(first(), placeInLeaf);
                hasOffsets = true;
            }
            if (placeInLeaf == 0) {
                return false;
            }
            member = first() + tools.offset(--placeInLeaf);
            return true;
        }
        if (--placeInLeaf < 0) {
            leaf = ScoreNode.previous(leaf);
            if (leaf == ScoreNode.NONE) {
                return false;
            }
            placeInLeaf = ScoreNode.count(leaf) - 1;
        }
        member = ScoreNode.member(leaf, placeInLeaf);
        return true;
    }

    /** Returns how many members have a score below one, or, if {@code isInclusive}, at most that. */
    public long countBelow(final double score, final boolean isInclusive) {
        if (large != null) {
            return large.countBelow(score, isInclusive);
        }
        long count = 0;
        if (entry != NONE) {
            final long end = end();
            for (long each = first(); each < end; each = nextPair(each)) {
                if (!ScoreNode.isBelow(PackedScore.at(PackedBlob.next(each)), score, isInclusive)) {
                    break;
                }
                count++;
            }
        }
        return count;
    }

    /**
     * Returns how many members come before some bytes, or, if {@code isInclusive}, not behind them, where all scores
     * are equal; else what follows from the first member for which this doesn't hold, from a rank on.
     */
    public long countBelow(final long from, final long address, final int length, final boolean isInclusive) {
        if (large != null) {
            return Math.max(from, large.countBelow(address, length, isInclusive));
        }
        long count = from;
        if (entry != NONE) {
            final PackedCursor cursor = tools.cursor();
            final long end = end();
            for (long each = PackedBlob.skip(first(), (int) from * 2); each < end; each = nextPair(each)) {
                cursor.read(each);
                if (NativeMemory.compare(cursor.address(), cursor.length(), address, length) >= (isInclusive ? 1 : 0)) {
                    break;
                }
                count++;
            }
        }
        return count;
    }

    /** Adds a member that {@link #find} didn't find. */
    public void add(final long address, final int length, final double score) {
        if (large == null && !limits.allow(size() + 1, length)) {
            toLarge();
        }
        if (large != null) {
            final long before = large.usedBytes();
            large.add(address, length, score);
            database.addUsedBytes(large.usedBytes() - before);
            return;
        }
        if (entry == NONE) {
            entry = database.put(hash, keyAddress, keyLength, PACKED, PackedBlob.HEADER_BYTES,
                EntryDescriptor.NO_EXPIRY, access);
            PackedBlob.clear(blob());
        }
        final int offset = (int) (placeFor(address, length, score) - blob());
        entry = PackedBlob.splice(database, hash, entry, offset, 0,
            PackedElement.bytesFor(address, length) + PackedScore.bytesFor(score));
        PackedScore.write(PackedElement.write(blob() + offset, address, length), score);
        PackedBlob.setCount(blob(), PackedBlob.count(blob()) + 2);
    }

    /**
     * Gives the member that {@link #find} found another score.
     *
     * @param address the name that it was found by
     */
    public void update(final long address, final int length, final double score) {
        if (large != null) {
            final long before = large.usedBytes();
            large.update(member, score);
            database.addUsedBytes(large.usedBytes() - before);
            return;
        }
        final long old = PackedBlob.next(member);
        if (PackedBlob.next(old) - old == PackedScore.bytesFor(score) && isStillInOrder(address, length, score)) {
            PackedScore.write(old, score);
        } else {
            entry = PackedBlob.remove(database, hash, entry, member, 2);
            add(address, length, score);
        }
    }

    /** Takes the member at the place out. */
    public void remove() {
        if (size() == 1) {
            removeKey();
        } else if (large != null) {
            final long before = large.usedBytes();
            large.remove(member);
            database.addUsedBytes(large.usedBytes() - before);
        } else {
            entry = PackedBlob.remove(database, hash, entry, member, 2);
        }
    }

    /** Takes so many members out, from a rank on; there are as many. */
    public void remove(final long rank, final long count) {
        if (count == 0) {
            return;
        }
        if (count == size()) {
            removeKey();
        } else if (large == null) {
            entry = PackedBlob.remove(database, hash, entry, PackedBlob.skip(first(), (int) rank * 2), (int) count * 2);
        } else {
            final long before = large.usedBytes();
            for (long i = 0; i < count; i++) {
                seek(rank);
                large.remove(member);
            }
            database.addUsedBytes(large.usedBytes() - before);
        }
    }

    /** Takes all members out, and the key with them. */
    public void removeKey() {
        database.removeEntry(entry);
        entry = NONE;
        large = null;
    }

    /** Returns the structure of a large set, or null. */
    public LargeSortedSet large() {
        return large;
    }

    /** Goes to a member that a scan of {@link #large()} showed. */
    public void place(final long largeMember) {
        member = largeMember;
    }

    /** Tells whether the packed member at the place could have another score without leaving its place. */
    private boolean isStillInOrder(final long address, final int length, final double score) {
        long previous = NONE;
        for (long each = first(); each < member; each = nextPair(each)) {
            previous = each;
        }
        final long following = nextPair(member);
        return (previous == NONE || compare(previous, score, address, length) < 0)
            && (following == end() || compare(following, score, address, length) > 0);
    }

    private int compare(final long element, final double score, final long address, final int length) {
        final double other = PackedScore.at(PackedBlob.next(element));
        if (other != score) {
            return other < score ? -1 : 1;
        }
        final PackedCursor cursor = tools.cursor().read(element);
        return NativeMemory.compare(cursor.address(), cursor.length(), address, length);
    }

    private long placeFor(final long address, final int length, final double score) {
        final long end = end();
        long each = first();
        while (each < end && compare(each, score, address, length) < 0) {
            each = nextPair(each);
        }
        return each;
    }

    private void toLarge() {
        final LargeSortedSet set = new LargeSortedSet(database.keyspace());
        long expiryMs = EntryDescriptor.NO_EXPIRY;
        int accessBits = access;
        if (entry != NONE) {
            final PackedCursor cursor = tools.cursor();
            final long end = end();
            for (long each = first(); each < end; each = nextPair(each)) {
                cursor.read(each);
                set.add(cursor.address(), cursor.length(), PackedScore.at(PackedBlob.next(each)));
            }
            expiryMs = EntryDescriptor.expiryMs(entry);
            accessBits = EntryDescriptor.access(entry);
        }
        entry = database.putCollection(hash, keyAddress, keyLength, LARGE, set, expiryMs, accessBits);
        large = set;
    }

    private static long nextPair(final long element) {
        return PackedBlob.next(PackedBlob.next(element));
    }

    private long blob() {
        return PackedBlob.of(entry);
    }

    private long first() {
        return PackedBlob.first(blob());
    }

    private long end() {
        return PackedBlob.end(entry);
    }
}
