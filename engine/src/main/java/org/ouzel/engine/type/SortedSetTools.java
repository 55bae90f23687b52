package org.ouzel.engine.type;

import java.util.Arrays;

/** What {@link SortedSetValue}s of one thread share: a cursor over packed members, and places to walk back by. */
public final class SortedSetTools implements AutoCloseable {
    private int[] offsets = new int[128];
    private final PackedCursor cursor = new PackedCursor();

    PackedCursor cursor() {
        return cursor;
    }

    /** Notes where the first members of a blob lie, as many as {@code count}. */
    void noteOffsets(final long first, final int count) {
        if (offsets.length < count) {
            offsets = Arrays.copyOf(offsets, Math.max(count, 2 * offsets.length));
        }
        long each = first;
        for (int i = 0; i < count; i++) {
            offsets[i] = (int) (each - first);
            each = PackedBlob.skip(each, 2);
        }
    }

    /** Returns how far a member lies behind the first one. */
    int offset(final int index) {
        return offsets[index];
    }

    @Override
    public void close() {
        cursor.close();
    }
}
