package org.ouzel.engine.command;

import java.util.Arrays;

/** The keys found in one request: argument indexes and what is done with each. Reused; single-threaded. */
public final class KeyList {
    private int size;
    private int[] indexes;
    private int[] flags;

    public KeyList() {
        indexes = new int[16];
        flags = new int[16];
    }

    public void clear() {
        size = 0;
    }

    /** Adds an argument index with the bits of its {@link KeyFlag}s. */
    public void add(final int index, final int keyFlags) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, size * 2);
            flags = Arrays.copyOf(flags, size * 2);
        }
        indexes[size] = index;
        flags[size] = keyFlags;
        size++;
    }

    void setFlags(final int position, final int keyFlags) {
        flags[position] = keyFlags;
    }

    public int size() {
        return size;
    }

    /** Returns the argument index of a key, {@code 0 <= position < size()}. */
    public int index(final int position) {
        return indexes[position];
    }

    /** Returns the bits of the {@link KeyFlag}s of a key, {@code 0 <= position < size()}. */
    public int flags(final int position) {
        return flags[position];
    }
}
