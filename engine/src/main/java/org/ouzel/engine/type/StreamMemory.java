package org.ouzel.engine.type;

import org.ouzel.engine.store.SlabAllocator;

/** Counts what one stream, or a part of it, takes on and off the heap. One thread. */
final class StreamMemory {
    private long usedBytes;
    /** Counts what this does as well; null where there is nothing larger. */
    private StreamMemory whole;
    private final SlabAllocator allocator;

    StreamMemory(final SlabAllocator allocator) {
        this.allocator = allocator;
    }

    private StreamMemory(final StreamMemory whole) {
        this.whole = whole;
        this.allocator = whole.allocator;
    }

    /** Returns what counts a part, as long as that belongs to this. */
    StreamMemory part() {
        return new StreamMemory(this);
    }

    /** Takes a part out: what it still has, and frees later, isn't the whole's any more. */
    void detach() {
        whole.add(-usedBytes);
        whole = null;
    }

    long usedBytes() {
        return usedBytes;
    }

    long allocate(final long bytes) {
        add(SlabAllocator.blockBytes(bytes));
        return allocator.allocate(bytes);
    }

    void free(final long address, final long bytes) {
        add(-SlabAllocator.blockBytes(bytes));
        allocator.free(address, bytes);
    }

    /** Counts objects on the heap, about; a negative number when they are let go. */
    void addHeapBytes(final long bytes) {
        add(bytes);
    }

    private void add(final long bytes) {
        usedBytes += bytes;
        if (whole != null) {
            whole.add(bytes);
        }
    }
}
