package org.ouzel.bench.jmh;

import org.ouzel.engine.store.Collection;

/** Gives back what a collection holds, at the end of a trial. */
final class FreedCollection {
    private static final int SLICE = 100_000;

    private FreedCollection() {
    }

    static void free(final Collection collection) {
        int freed;
        do {
            freed = collection.freeSlice(SLICE);
        } while (freed >= SLICE);
    }
}
