package org.ouzel.engine.command;

/** What the merge of a split command's parts may ask: which shard a key lives on, and how many shards there are. */
public interface MergeContext {
    /** Returns the number of shards. */
    int shardCount();

    /** Returns the index of the shard that a key lives on. */
    int shardOf(long keyAddress, int keyLength);
}
