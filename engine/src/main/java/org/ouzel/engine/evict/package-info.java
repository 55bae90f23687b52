/**
 * Eviction: what happens when the keys take more memory than {@code maxmemory}.
 *
 * <p>Each shard evicts for itself, before commands and in ticks, a bounded number of keys at a time, and decides by its
 * own state, the event's clock and the event's chance alone, so that a recorded history evicts the same keys again.
 * {@link org.ouzel.engine.evict.MemoryShares} says how much each may keep. What has to be told of a key that goes
 * (journal, watchers, counts) is the shard's business.
 */
package org.ouzel.engine.evict;
