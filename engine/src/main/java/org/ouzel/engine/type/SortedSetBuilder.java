package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.Arrays;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Builds a sorted set from its members in any order, apart from any key, in the form that the limits want. Reused; one
 * thread. What {@link #begin} began, {@link #put} or {@link #discard} ends.
 */
public final class SortedSetBuilder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 128 * 1024;

    private int count;
    private int nameOffset;
    private int nameLength;
    private boolean isInOrder;
    private int lastOffset;
    private LargeSortedSet large;
    private Keyspace keyspace;
    private SortedSetLimits limits;
    private final NativeBuffer packed = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final NativeBuffer name = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final PackedDuplicates duplicates = new PackedDuplicates();
    private final PackedCursor cursor = new PackedCursor();
    private final PackedCursor otherCursor = new PackedCursor();

    /** Starts an empty sorted set in a keyspace's memory. */
    public void begin(final Keyspace newKeyspace, final SortedSetLimits newLimits) {
        keyspace = newKeyspace;
        limits = newLimits;
        large = null;
        count = 0;
        isInOrder = true;
        packed.reset();
        duplicates.clear();
    }

    /** Begins a member with its name, which is copied; {@link #score} must follow. Returns whether it is new. */
    public boolean member(final long address, final int length) {
        nameLength = length;
        if (large == null && !limits.allow(count + 1, length)) {
            toLarge();
        }
        if (large != null) {
            name.reset();
            name.putBytes(address, length);
            return large.find(address, length) == NONE;
        }
        nameOffset = packed.length();
        final int bytes = PackedElement.bytesFor(address, length);
        PackedElement.write(packed.reserve(bytes), address, length);
        packed.advance(bytes);
        return duplicates.add(packed.address(), nameOffset);
    }

    /** Ends a member with its score, which is a number. */
    public void score(final double score) {
        if (large != null) {
            large.add(name.address(), nameLength, score);
            return;
        }
        final int bytes = PackedScore.bytesFor(score);
        PackedScore.write(packed.reserve(bytes), score);
        packed.advance(bytes);
        isInOrder &= count == 0 || compare(lastOffset, nameOffset) < 0;
        lastOffset = nameOffset;
        count++;
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return large == null && count == 0;
    }

    /** Puts the sorted set under a key, in place of what was there; returns the entry. */
    public long put(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long expiryMs, final int access) {
        if (large != null) {
            final LargeSortedSet set = large;
            large = null;
            return database.putCollection(hash, keyAddress, keyLength, SortedSetValue.LARGE, set, expiryMs, access);
        }
        final long entry = database.put(hash, keyAddress, keyLength, SortedSetValue.PACKED,
            PackedBlob.HEADER_BYTES + packed.length(), expiryMs, access);
        PackedBlob.setCount(PackedBlob.of(entry), 2 * count);
        final long first = PackedBlob.first(PackedBlob.of(entry));
        if (isInOrder) {
            NativeMemory.copy(packed.address(), first, packed.length());
        } else {
            copyInOrder(first);
        }
        return entry;
    }

    /** Frees what was built. */
    public void discard() {
        if (large != null) {
            keyspace.freeLater(large);
            large = null;
        }
    }

    @Override
    public void close() {
        packed.close();
        name.close();
        cursor.close();
        otherCursor.close();
    }

    private int compare(final int leftOffset, final int rightOffset) {
        final long left = packed.address() + leftOffset;
        final long right = packed.address() + rightOffset;
        final double leftScore = PackedScore.at(PackedBlob.next(left));
        final double rightScore = PackedScore.at(PackedBlob.next(right));
        if (leftScore != rightScore) {
            return leftScore < rightScore ? -1 : 1;
        }
        cursor.read(left);
        otherCursor.read(right);
        return NativeMemory.compare(cursor.address(), cursor.length(), otherCursor.address(), otherCursor.length());
    }

    private void copyInOrder(final long target) {
        final Integer[] offsets = new Integer[count];
        long element = packed.address();
        for (int i = 0; i < count; i++) {
            offsets[i] = (int) (element - packed.address());
            element = PackedBlob.skip(element, 2);
        }
        Arrays.sort(offsets, this::compare);
        long at = target;
        for (final int offset : offsets) {
            final long from = packed.address() + offset;
            final long bytes = PackedBlob.skip(from, 2) - from;
            NativeMemory.copy(from, at, bytes);
            at += bytes;
        }
    }

    private void toLarge() {
        large = new LargeSortedSet(keyspace);
        final long end = packed.address() + packed.length();
        for (long element = packed.address(); element < end; element = PackedBlob.skip(element, 2)) {
            cursor.read(element);
            large.add(cursor.address(), cursor.length(), PackedScore.at(PackedBlob.next(element)));
        }
    }
}
