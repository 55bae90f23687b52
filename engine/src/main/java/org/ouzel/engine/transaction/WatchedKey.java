package org.ouzel.engine.transaction;

/** One key that one session watches: a link in the chains of its key and of its session. Its shard's. */
final class WatchedKey {
    /** The next that watches the same key. */
    private WatchedKey next;
    private final WatchedKey nextOfWatch;
    private final Watch watch;
    private final long scope;
    private final byte[] key;

    WatchedKey(final Watch watch, final long scope, final byte[] key, final WatchedKey next,
        final WatchedKey nextOfWatch) {
        this.watch = watch;
        this.scope = scope;
        this.key = key;
        this.next = next;
        this.nextOfWatch = nextOfWatch;
    }

    Watch watch() {
        return watch;
    }

    long scope() {
        return scope;
    }

    byte[] key() {
        return key;
    }

    WatchedKey next() {
        return next;
    }

    void setNext(final WatchedKey newNext) {
        next = newNext;
    }

    WatchedKey nextOfWatch() {
        return nextOfWatch;
    }
}
