package org.ouzel.engine.store;

/** Adds up what the indexes of a keyspace take, so that nobody has to walk them. One thread at a time. */
final class IndexBytes {
    private long bytes;

    void add(final long delta) {
        bytes += delta;
    }

    long bytes() {
        return bytes;
    }
}
