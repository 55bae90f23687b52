package org.ouzel.engine.type;

import static org.ouzel.engine.type.ScoreNode.ENTRY_SHIFT;
import static org.ouzel.engine.type.ScoreNode.INNER_BYTES;
import static org.ouzel.engine.type.ScoreNode.INNER_CAPACITY;
import static org.ouzel.engine.type.ScoreNode.LEAF_BYTES;
import static org.ouzel.engine.type.ScoreNode.LEAF_CAPACITY;
import static org.ouzel.engine.type.ScoreNode.NONE;
import static org.ouzel.engine.type.ScoreNode.addToCount;
import static org.ouzel.engine.type.ScoreNode.below;
import static org.ouzel.engine.type.ScoreNode.child;
import static org.ouzel.engine.type.ScoreNode.closeGap;
import static org.ouzel.engine.type.ScoreNode.compare;
import static org.ouzel.engine.type.ScoreNode.compareMembers;
import static org.ouzel.engine.type.ScoreNode.compareName;
import static org.ouzel.engine.type.ScoreNode.copyChildren;
import static org.ouzel.engine.type.ScoreNode.count;
import static org.ouzel.engine.type.ScoreNode.entry;
import static org.ouzel.engine.type.ScoreNode.insertChild;
import static org.ouzel.engine.type.ScoreNode.insertEntry;
import static org.ouzel.engine.type.ScoreNode.isBelow;
import static org.ouzel.engine.type.ScoreNode.lowerBound;
import static org.ouzel.engine.type.ScoreNode.lowestMember;
import static org.ouzel.engine.type.ScoreNode.lowestScore;
import static org.ouzel.engine.type.ScoreNode.member;
import static org.ouzel.engine.type.ScoreNode.next;
import static org.ouzel.engine.type.ScoreNode.previous;
import static org.ouzel.engine.type.ScoreNode.removeEntry;
import static org.ouzel.engine.type.ScoreNode.score;
import static org.ouzel.engine.type.ScoreNode.setCount;
import static org.ouzel.engine.type.ScoreNode.sumBefore;

import org.ouzel.engine.store.SlabAllocator;
import org.ouzel.protocol.NativeMemory;

/**
 * The order of a large sorted set: a counted B+-tree over (score, member), off the heap.
 *
 * <p>Nodes are laid out by {@link ScoreNode}. A member stays where it is as long as it is in the tree. Scores lie in
 * the leaves as well, so that members are looked at only where scores are equal (0 and -0 are). The lowest pair of each
 * child is exact, so that no node refers to a member that has gone. A node that becomes full is cut in half, or at the
 * end where entries come in order; one that becomes a quarter full is joined with a neighbour. A skip list of linked
 * nodes was ruled out: it needs a third more memory and misses the cache at each step.
 * Source: B+-trees after Bayer and McCreight 1972 with subtree counts. One thread at a time.
 */
final class ScoreTree {
    private static final int MAX_HEIGHT = 12;

    private long root;
    private int height;
    private long size;
    private long nodeBytes;
    private final long[] pathNodes = new long[MAX_HEIGHT];
    private final int[] pathPlaces = new int[MAX_HEIGHT];
    private final SlabAllocator allocator;

    ScoreTree(final SlabAllocator allocator) {
        this.allocator = allocator;
    }

    long size() {
        return size;
    }

    /** Returns the bytes of all nodes. */
    long usedBytes() {
        return nodeBytes;
    }

    /** Adds a pair that is not there yet. */
    void insert(final double score, final long member) {
        size++;
        if (root == NONE) {
            root = newLeaf();
            insertEntry(root, 0, score, member);
            return;
        }
        final long leaf = descend(score, member);
        final int place = lowerBound(leaf, score, member);
        if (count(leaf) < LEAF_CAPACITY) {
            insertEntry(leaf, place, score, member);
            for (int level = 0; level < height; level++) {
                addToCount(pathNodes[level], pathPlaces[level], 1);
            }
            if (place == 0) {
                setLowest(height - 1, score, member);
            }
            return;
        }
        final boolean isAppended = place == LEAF_CAPACITY && next(leaf) == NONE;
        final int cut = isAppended ? LEAF_CAPACITY
            : place == 0 && previous(leaf) == NONE ? 0 : LEAF_CAPACITY / 2;
        final long right = splitLeaf(leaf, cut);
        if (place > cut || isAppended) {
            insertEntry(right, place - cut, score, member);
        } else {
            insertEntry(leaf, place, score, member);
        }
        if (place == 0) {
            setLowest(height - 1, score, member);
        }
        addSibling(right, isAppended);
    }

    /** Takes out a pair that is there. */
    void remove(final double score, final long member) {
        final long leaf = descend(score, member);
        final int place = lowerBound(leaf, score, member);
        assert place < count(leaf) && member(leaf, place) == member : "pair not found: score=" + score;
        size--;
        removeEntry(leaf, place);
        for (int level = 0; level < height; level++) {
            addToCount(pathNodes[level], pathPlaces[level], -1);
        }
        if (count(leaf) == 0) {
            unlink(leaf);
            removeChild(height - 1);
        } else {
            if (place == 0) {
                setLowest(height - 1, score(leaf, 0), member(leaf, 0));
            }
            if (count(leaf) < LEAF_CAPACITY / 4) {
                joinLeaf();
            }
        }
        while (height > 0 && count(root) == 1) {
            final long child = child(root, 0);
            free(root, INNER_BYTES);
            root = child;
            height--;
        }
    }

    /** Changes the score of a pair that is there. */
    void update(final double oldScore, final double newScore, final long member) {
        final long leaf = descend(oldScore, member);
        final int place = lowerBound(leaf, oldScore, member);
        // In the middle of a leaf, where the neighbours show whether the order stays, nothing has to move.
        if (place > 0 && place + 1 < count(leaf) && compare(leaf, place - 1, newScore, member) < 0
            && compare(leaf, place + 1, newScore, member) > 0) {
            NativeMemory.putLong(entry(leaf, place), Double.doubleToRawLongBits(newScore));
            return;
        }
        remove(oldScore, member);
        insert(newScore, member);
    }

    /** Returns how many pairs lie before one that is there. */
    long rank(final double score, final long member) {
        final long leaf = descend(score, member);
        return beforePath() + lowerBound(leaf, score, member);
    }

    /** Returns how many pairs have a score below one, or, if {@code isInclusive}, at most that. */
    long countBelow(final double score, final boolean isInclusive) {
        if (root == NONE) {
            return 0;
        }
        long node = root;
        long before = 0;
        for (int level = 0; level < height; level++) {
            int low = 0;
            int high = count(node);
            while (low < high) {
                final int middle = low + high >>> 1;
                if (isBelow(lowestScore(node, middle), score, isInclusive)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            final int place = Math.max(0, low - 1);
            before += sumBefore(node, place);
            node = child(node, place);
        }
        int low = 0;
        int high = count(node);
        while (low < high) {
            final int middle = low + high >>> 1;
            if (isBelow(score(node, middle), score, isInclusive)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return before + low;
    }

    /** Returns how many members, all of one score, come before some bytes, or, if {@code isInclusive}, not behind. */
    long countBelow(final long address, final int length, final boolean isInclusive) {
        if (root == NONE) {
            return 0;
        }
        final int limit = isInclusive ? 1 : 0;
        long node = root;
        long before = 0;
        for (int level = 0; level < height; level++) {
            int low = 0;
            int high = count(node);
            while (low < high) {
                final int middle = low + high >>> 1;
                if (compareName(lowestMember(node, middle), address, length) < limit) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            final int place = Math.max(0, low - 1);
            before += sumBefore(node, place);
            node = child(node, place);
        }
        int low = 0;
        int high = count(node);
        while (low < high) {
            final int middle = low + high >>> 1;
            if (compareName(member(node, middle), address, length) < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return before + low;
    }

    /** Returns the leaf that holds a rank below {@link #size()}; {@link #placeOf} then tells where. */
    long leafOf(final long rank) {
        long node = root;
        long left = rank;
        for (int level = 0; level < height; level++) {
            int place = 0;
            for (int here = below(node, 0); left >= here; here = below(node, place)) {
                left -= here;
                place++;
            }
            node = child(node, place);
        }
        pathPlaces[0] = (int) left;
        return node;
    }

    /** Returns the place in the leaf that the last {@link #leafOf} found. */
    int placeOf() {
        return pathPlaces[0];
    }

    /** Frees up to {@code nodeCount} nodes of a tree that is no longer used; returns how many. */
    int freeNodes(final int nodeCount) {
        int freed = 0;
        while (root != NONE && freed < nodeCount) {
            long parent = NONE;
            long node = root;
            int level = 0;
            while (level < height && count(node) > 0) {
                parent = node;
                node = child(node, count(node) - 1);
                level++;
            }
            free(node, level == height ? LEAF_BYTES : INNER_BYTES);
            freed++;
            if (parent == NONE) {
                root = NONE;
                height = 0;
            } else {
                setCount(parent, count(parent) - 1);
            }
        }
        return freed;
    }

    /** Goes down to the leaf that holds a pair or would hold it, and notes the path. */
    private long descend(final double score, final long member) {
        long node = root;
        for (int level = 0; level < height; level++) {
            int low = 0;
            int high = count(node);
            while (low < high) {
                final int middle = low + high >>> 1;
                final double lowest = lowestScore(node, middle);
                if (lowest < score || lowest == score
                    && compareMembers(lowestMember(node, middle), member) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            final int place = Math.max(0, low - 1);
            pathNodes[level] = node;
            pathPlaces[level] = place;
            node = child(node, place);
        }
        return node;
    }

    private long beforePath() {
        long before = 0;
        for (int level = 0; level < height; level++) {
            before += sumBefore(pathNodes[level], pathPlaces[level]);
        }
        return before;
    }

    /** Puts a new right neighbour of the path's leaf into its parent, and so on upwards as long as nodes split. */
    private void addSibling(final long sibling, final boolean isAppended) {
        long added = sibling;
        int addedCount = count(sibling);
        double score = score(sibling, 0);
        long member = member(sibling, 0);
        for (int level = height - 1; level >= 0; level--) {
            final long parent = pathNodes[level];
            final int place = pathPlaces[level];
            if (added == NONE) {
                addToCount(parent, place, 1);
                continue;
            }
            addToCount(parent, place, 1 - addedCount);
            if (count(parent) < INNER_CAPACITY) {
                insertChild(parent, place + 1, added, addedCount, score, member);
                added = NONE;
                continue;
            }
            final int cut = isAppended ? INNER_CAPACITY : INNER_CAPACITY / 2;
            final long right = splitInner(parent, cut);
            if (place + 1 > cut || isAppended) {
                insertChild(right, place + 1 - cut, added, addedCount, score, member);
            } else {
                insertChild(parent, place + 1, added, addedCount, score, member);
            }
            added = right;
            addedCount = (int) sumBefore(right, count(right));
            score = lowestScore(right, 0);
            member = lowestMember(right, 0);
        }
        if (added != NONE) {
            final long newRoot = newInner();
            final boolean isLeaf = height == 0;
            insertChild(newRoot, 0, root, (int) (size - addedCount), isLeaf ? score(root, 0) : lowestScore(root, 0),
                isLeaf ? member(root, 0) : lowestMember(root, 0));
            insertChild(newRoot, 1, added, addedCount, score, member);
            root = newRoot;
            height++;
        }
    }

    /** Sets the lowest pair of the path's child at a level, and of all above that begin with it. */
    private void setLowest(final int fromLevel, final double score, final long member) {
        for (int level = fromLevel; level >= 0; level--) {
            final int place = pathPlaces[level];
            ScoreNode.setLowest(pathNodes[level], place, score, member);
            if (place != 0) {
                return;
            }
        }
    }

    /** Takes the path's child at a level, which has been freed, out of its parent, and joins what became small. */
    private void removeChild(final int level) {
        if (level < 0) {
            root = NONE;
            return;
        }
        final long node = pathNodes[level];
        final int place = pathPlaces[level];
        closeGap(node, place, place + 1);
        if (count(node) == 0) {
            free(node, INNER_BYTES);
            if (level == 0) {
                height = 0;
            }
            removeChild(level - 1);
            return;
        }
        if (place == 0) {
            setLowest(level - 1, lowestScore(node, 0), lowestMember(node, 0));
        }
        if (level > 0 && count(node) < INNER_CAPACITY / 4) {
            joinInner(level - 1);
        }
    }

    /** Joins the path's leaf with a neighbour of the same parent, if the two leave room. */
    private void joinLeaf() {
        if (height == 0) {
            return;
        }
        final long parent = pathNodes[height - 1];
        final int place = pathPlaces[height - 1];
        final int left = place + 1 < count(parent) ? place : place - 1;
        if (left < 0) {
            return;
        }
        final long target = child(parent, left);
        final long source = child(parent, left + 1);
        final int targetCount = count(target);
        final int sourceCount = count(source);
        if (targetCount + sourceCount > LEAF_CAPACITY * 3 / 4) {
            return;
        }
        NativeMemory.copy(entry(source, 0), entry(target, targetCount), (long) sourceCount << ENTRY_SHIFT);
        setCount(target, targetCount + sourceCount);
        unlink(source);
        addToCount(parent, left, sourceCount);
        pathPlaces[height - 1] = left + 1;
        removeChild(height - 1);
    }

    /** Joins the path's inner node below a level with a neighbour of the same parent, if the two leave room. */
    private void joinInner(final int level) {
        final long parent = pathNodes[level];
        final int place = pathPlaces[level];
        final int left = place + 1 < count(parent) ? place : place - 1;
        if (left < 0) {
            return;
        }
        final long target = child(parent, left);
        final long source = child(parent, left + 1);
        final int targetCount = count(target);
        final int sourceCount = count(source);
        if (targetCount + sourceCount > INNER_CAPACITY * 3 / 4) {
            return;
        }
        copyChildren(source, 0, target, targetCount, sourceCount);
        setCount(target, targetCount + sourceCount);
        free(source, INNER_BYTES);
        addToCount(parent, left, below(parent, left + 1));
        pathPlaces[level] = left + 1;
        removeChild(level);
    }

    private long splitLeaf(final long leaf, final int cut) {
        final long right = newLeaf();
        final int moved = count(leaf) - cut;
        NativeMemory.copy(entry(leaf, cut), entry(right, 0), (long) moved << ENTRY_SHIFT);
        setCount(right, moved);
        setCount(leaf, cut);
        final long next = next(leaf);
        ScoreNode.setNext(right, next);
        ScoreNode.setPrevious(right, leaf);
        ScoreNode.setNext(leaf, right);
        if (next != NONE) {
            ScoreNode.setPrevious(next, right);
        }
        return right;
    }

    private long splitInner(final long node, final int cut) {
        final long right = newInner();
        final int moved = count(node) - cut;
        copyChildren(node, cut, right, 0, moved);
        setCount(right, moved);
        setCount(node, cut);
        return right;
    }

    private void unlink(final long leaf) {
        final long next = next(leaf);
        final long previous = previous(leaf);
        if (next != NONE) {
            ScoreNode.setPrevious(next, previous);
        }
        if (previous != NONE) {
            ScoreNode.setNext(previous, next);
        }
        free(leaf, LEAF_BYTES);
    }

    private long newLeaf() {
        final long leaf = allocate(LEAF_BYTES);
        setCount(leaf, 0);
        ScoreNode.setNext(leaf, NONE);
        ScoreNode.setPrevious(leaf, NONE);
        return leaf;
    }

    private long newInner() {
        final long node = allocate(INNER_BYTES);
        setCount(node, 0);
        return node;
    }

    private long allocate(final int bytes) {
        nodeBytes += bytes;
        return allocator.allocate(bytes);
    }

    private void free(final long node, final int bytes) {
        nodeBytes -= bytes;
        allocator.free(node, bytes);
    }
}
