/**
 * The values of the collection types: packed blobs for small ones, structures for large ones.
 *
 * <p>Here are layouts and structures only: no commands, no replies beyond a single element, no clock. Everything is
 * touched by one thread at a time, the one that runs the shard.
 */
package org.ouzel.engine.type;
