package org.ouzel.engine.store;

import java.util.Arrays;

/** The structures of one shard by their handles: a plain array with a list of free places. One thread at a time. */
public final class CollectionTable {
    private static final int INITIAL_CAPACITY = 64;

    private int freeCount;
    private int nextHandle;
    private Collection[] collections = new Collection[INITIAL_CAPACITY];
    private int[] freeHandles = new int[INITIAL_CAPACITY];

    /** Takes a structure in and returns its handle. */
    public int add(final Collection collection) {
        final int handle;
        if (freeCount > 0) {
            handle = freeHandles[--freeCount];
        } else {
            if (nextHandle == collections.length) {
                collections = Arrays.copyOf(collections, nextHandle * 2);
            }
            handle = nextHandle++;
        }
        collections[handle] = collection;
        return handle;
    }

    /** Returns the structure with a handle that {@link #add} gave out. */
    public Collection get(final int handle) {
        return collections[handle];
    }

    /** Puts another structure in the place of one, under the same handle. */
    public void set(final int handle, final Collection collection) {
        collections[handle] = collection;
    }

    /** Lets go of a structure and returns it; what it holds is the caller's to free. */
    public Collection remove(final int handle) {
        final Collection removed = collections[handle];
        collections[handle] = null;
        if (freeCount == freeHandles.length) {
            freeHandles = Arrays.copyOf(freeHandles, freeCount * 2);
        }
        freeHandles[freeCount++] = handle;
        return removed;
    }

    /** Returns the number of structures held. */
    public int size() {
        return nextHandle - freeCount;
    }
}
