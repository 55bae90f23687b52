package org.ouzel.engine.store;

/** Something large that has left the keyspace and is freed in slices. One thread at a time. */
abstract class PendingFree {
    private boolean isDone;

    /** Frees about {@code unitCount} units and returns how many they were. */
    abstract int freeSlice(int unitCount);

    final boolean isDone() {
        return isDone;
    }

    final void finish() {
        isDone = true;
    }

    /** All entries of a database that was emptied. */
    static final class OfIndex extends PendingFree {
        private int place;
        private int freedInSlice;
        private final Keyspace keyspace;
        private final SegmentedIndex entries;

        OfIndex(final Keyspace keyspace, final SegmentedIndex entries) {
            this.keyspace = keyspace;
            this.entries = entries;
        }

        @Override
        int freeSlice(final int unitCount) {
            freedInSlice = 0;
            while (freedInSlice < unitCount && place < entries.directorySize()) {
                entries.forEachIn(place, this::release);
                place = entries.nextSegment(place);
            }
            if (place == entries.directorySize()) {
                entries.close();
                finish();
            }
            return freedInSlice;
        }

        private void release(final long entry) {
            keyspace.releaseNow(entry);
            freedInSlice++;
        }
    }

    /** A structure, or a part of one. */
    static final class OfStructure extends PendingFree {
        private final FreedInSlices structure;

        OfStructure(final FreedInSlices structure) {
            this.structure = structure;
        }

        @Override
        int freeSlice(final int unitCount) {
            final int freed = structure.freeSlice(unitCount);
            if (freed < unitCount) {
                finish();
            }
            return freed;
        }
    }

    /** A block from the system; a slice counts as many units as would keep one from following in the same call. */
    static final class OfBlock extends PendingFree {
        private long address;
        private long bytes;
        private final SlabAllocator allocator;

        OfBlock(final SlabAllocator allocator, final long address, final long bytes) {
            this.allocator = allocator;
            this.address = address;
            this.bytes = SlabAllocator.blockBytes(bytes);
        }

        @Override
        int freeSlice(final int unitCount) {
            address = allocator.freeSlice(address, bytes, Keyspace.FREE_SLICE_BYTES);
            bytes -= Keyspace.FREE_SLICE_BYTES;
            if (address == 0) {
                finish();
            }
            return unitCount;
        }
    }
}
