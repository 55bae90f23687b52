package org.ouzel.engine.store;

import java.util.Arrays;

/** Entries noted during a walk, to be removed after it. Reused; one thread at a time. */
final class RemovalCollector implements EntryConsumer {
    private int size;
    private long[] collected = new long[64];

    @Override
    public void accept(final long entry) {
        if (size == collected.length) {
            collected = Arrays.copyOf(collected, size * 2);
        }
        collected[size++] = entry;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long get(final int index) {
        return collected[index];
    }
}
