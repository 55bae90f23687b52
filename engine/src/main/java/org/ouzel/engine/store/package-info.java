/**
 * The keyspace of one shard: off-heap entries in slabs, found through a segmented index.
 *
 * <p>Everything here is touched by one thread at a time, the one that runs the shard, and knows no commands, no
 * replies and no clock: time comes in as an argument.
 */
package org.ouzel.engine.store;
