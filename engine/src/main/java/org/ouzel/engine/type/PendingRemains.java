package org.ouzel.engine.type;

import org.ouzel.engine.store.FreedInSlices;

/** Tables of pending entries that were taken out of their group. One thread. */
final class PendingRemains implements FreedInSlices {
    private int next;
    private final IdTable[] tables;

    PendingRemains(final IdTable... tables) {
        this.tables = tables;
    }

    @Override
    public int freeSlice(final int unitCount) {
        int freed = 0;
        while (freed < unitCount && next < tables.length) {
            final int freedOfTable = tables[next].freeChunk();
            if (freedOfTable == 0) {
                next++;
            }
            freed += freedOfTable;
        }
        return freed;
    }
}
