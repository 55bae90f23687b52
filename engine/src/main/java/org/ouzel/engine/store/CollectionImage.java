package org.ouzel.engine.store;

/**
 * What a large collection was at the beginning of a snapshot, for the snapshot's form to take part by part in an order
 * of its own. One thread at a time, the one that holds the shard.
 */
public interface CollectionImage {
    /** Lets the collection forget the image, and frees what is still kept for it. */
    void close();
}
