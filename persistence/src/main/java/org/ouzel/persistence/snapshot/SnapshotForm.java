package org.ouzel.persistence.snapshot;

import org.ouzel.engine.ServerState;
import org.ouzel.persistence.rdb.RdbOutput;

/** What a snapshot's file consists of. */
public interface SnapshotForm {
    /**
     * Writes what stands in front of all entries; all shards are held.
     *
     * @param nowMs         Unix milliseconds
     * @param onlyNamespace the only namespace that goes to the file, or all: see {@link SnapshotTarget#namespace()}
     */
    void writeHead(ServerState server, long nowMs, int onlyNamespace, RdbOutput out);

    /**
     * Makes what writes the entries of one shard; all shards are held.
     *
     * @param nowMs Unix milliseconds
     */
    EntryForm newEntries(ServerState server, long nowMs);

    /** Returns whether the mark of the end and a checksum stand behind all entries. */
    boolean hasChecksum();
}
