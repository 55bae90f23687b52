package org.ouzel.engine.type;

import org.ouzel.engine.store.SlabAllocator;

/** Counts what one stream takes, on and off the heap. One thread. */
final class StreamMemory {
    private long usedBytes;
    private final SlabAllocator allocator;

    StreamMemory(final SlabAllocator allocator) {
        this.allocator = allocator;
    }

    long usedBytes() {
        return usedBytes;
    }

    long allocate(final long bytes) {
        usedBytes += SlabAllocator.blockBytes(bytes);
        return allocator.allocate(bytes);
    }

    void free(final long address, final long bytes) {
        usedBytes -= SlabAllocator.blockBytes(bytes);
        allocator.free(address, bytes);
    }

    /** Counts objects on the heap, about; a negative number when they are let go. */
    void addHeapBytes(final long bytes) {
        usedBytes += bytes;
    }
}
