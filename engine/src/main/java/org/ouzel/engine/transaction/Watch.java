package org.ouzel.engine.transaction;

/**
 * The keys that a session watches, from its first WATCH until EXEC, DISCARD, UNWATCH, RESET, or its going.
 *
 * <p>The IO loop notes which shards have some of them; each shard keeps its own, and says when one was touched. Read
 * by EXEC while it holds all these shards.
 */
public final class Watch {
    private boolean isTouched;
    private long shardSet;
    private int keyCount;
    private final WatchedKey[] firstKeys;

    public Watch(final int shardCount) {
        firstKeys = new WatchedKey[shardCount];
    }

    /** Notes shards that are about to watch keys; by the session's IO loop. */
    public void addShards(final long shards, final int keys) {
        shardSet |= shards;
        keyCount += keys;
    }

    /** Returns the shards that watch keys, a bit for each. */
    public long shardSet() {
        return shardSet;
    }

    /** Returns how many keys were named to WATCH. */
    public int keyCount() {
        return keyCount;
    }

    /** Returns whether a watched key has changed. */
    public boolean isTouched() {
        return isTouched;
    }

    void touch() {
        isTouched = true;
    }

    WatchedKey firstKey(final int shard) {
        return firstKeys[shard];
    }

    void setFirstKey(final int shard, final WatchedKey key) {
        firstKeys[shard] = key;
    }
}
