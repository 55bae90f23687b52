/**
 * Client-side caching: which clients keep which keys, so that they are told when these change. Each session knows how
 * it tracks; each shard knows who has read the keys that it owns, and all prefixes that clients have asked for. The
 * invalidations go out with the slot that brought the change.
 */
package org.ouzel.engine.tracking;
