/**
 * Who is told when a key changes, at the moment of the change and on the key's shard: transactions that watch it. What
 * they are told is made known to others in ring order, as deliveries of the slot.
 */
package org.ouzel.engine.observe;
