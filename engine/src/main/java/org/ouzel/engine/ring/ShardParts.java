package org.ouzel.engine.ring;

/** The parts of a slot, one for each shard. */
final class ShardParts {
    private ShardPart[] parts = new ShardPart[0];

    /** Makes room for so many shards; before the first use. */
    void prepare(final int shardCount) {
        parts = new ShardPart[shardCount];
        for (int shard = 0; shard < shardCount; shard++) {
            parts[shard] = new ShardPart();
        }
    }

    ShardPart get(final int shard) {
        return parts[shard];
    }

    /** Returns the time of the part that took longest; when all shards of a split slot have arrived. */
    long slowestNs() {
        long slowestNs = 0;
        for (final ShardPart part : parts) {
            slowestNs = Math.max(slowestNs, part.elapsedNs());
        }
        return slowestNs;
    }

    /** Forgets what was brought to other sessions, when all loops have seen it. */
    void resetServed() {
        for (final ShardPart part : parts) {
            part.resetServed();
        }
    }

    void reset() {
        for (final ShardPart part : parts) {
            part.reset();
        }
    }

    void close() {
        for (final ShardPart part : parts) {
            part.close();
        }
    }
}
