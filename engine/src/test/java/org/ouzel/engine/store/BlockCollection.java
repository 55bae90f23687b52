package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import org.ouzel.protocol.NativeMemory;

/** A structure for tests: so many blocks in a keyspace's memory, each of which holds its number. */
final class BlockCollection implements Collection {
    private static final int BLOCK_BYTES = 40;

    private final SlabAllocator allocator;
    private final ArrayDeque<Long> blocks = new ArrayDeque<>();

    BlockCollection(final Keyspace keyspace, final int elementCount) {
        allocator = keyspace.allocator();
        for (int i = 0; i < elementCount; i++) {
            final long block = allocator.allocate(BLOCK_BYTES);
            NativeMemory.putLong(block, i);
            blocks.add(block);
        }
    }

    void assertIntact(final int expectedCount) {
        assertEquals(expectedCount, blocks.size());
        int i = 0;
        for (final long block : blocks) {
            assertEquals(i++, NativeMemory.getLong(block));
        }
    }

    @Override
    public long usedBytes() {
        return (long) blocks.size() * BLOCK_BYTES;
    }

    @Override
    public int freeSlice(final int unitCount) {
        int freed = 0;
        while (freed < unitCount && !blocks.isEmpty()) {
            allocator.free(blocks.removeFirst(), BLOCK_BYTES);
            freed++;
        }
        return freed;
    }

    @Override
    public long elementCount() {
        return blocks.size();
    }

    @Override
    public Collection copyTo(final Keyspace target) {
        return new BlockCollection(target, blocks.size());
    }

    @Override
    public void addTo(final MessageDigest digest) {
        throw new UnsupportedOperationException("no test digests it");
    }
}
