package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class SlabAllocatorTest {
    private static final int CHUNK_BYTES = 4 << 20;
    private static final int CHUNK_REQUEST_BYTES = 2 * CHUNK_BYTES;
    private static final int SEED_COUNT = 3;
    private static final int STEP_COUNT = 150_000;

    private final long bytesBefore = NativeMemory.allocatedBytes();
    private final SlabAllocator allocator = new SlabAllocator();

    @AfterEach
    void shouldLeaveNothingBehind() {
        allocator.close();
        assertEquals(bytesBefore, NativeMemory.allocatedBytes());
    }

    @Test
    void shouldRoundToTheClassesOfTheTable() {
        final long[][] expected = {{0, 16}, {1, 16}, {16, 16}, {17, 24}, {24, 24}, {512, 512}, {513, 576}, {1024, 1024},
            {1025, 1152}, {1153, 1280}, {2048, 2048}, {2049, 2064}, {2064, 2064}, {1L << 32, 1L << 32},
            {(1L << 32) + 1, (1L << 32) + 16}};
        for (final long[] pair : expected) {
            assertEquals(pair[1], SlabAllocator.blockBytes(pair[0]), "bytes=" + pair[0]);
        }
        for (int bytes = 1; bytes < 5000; bytes++) {
            final long block = SlabAllocator.blockBytes(bytes);
            assertTrue(block >= bytes && block <= bytes + 127, "bytes=" + bytes);
            assertEquals(block, SlabAllocator.blockBytes(block), "bytes=" + bytes);
        }
    }

    @Test
    void shouldKeepEveryBlockIntactWhileOthersComeAndGo() {
        for (int seed = 0; seed < SEED_COUNT; seed++) {
            final Model model = new Model(new Random(seed));
            for (int step = 0; step < STEP_COUNT; step++) {
                model.step();
            }
            model.freeAll();
            assertEquals(0, allocator.usedBytes());
            assertTrue(allocator.reservedBytes() <= CHUNK_BYTES, "reserved=" + allocator.reservedBytes());
        }
    }

    @Test
    void shouldAlignBlocksOfAllClasses() {
        for (int bytes = 1; bytes <= 4096; bytes++) {
            final long address = allocator.allocate(bytes);
            assertEquals(0, address & 7, "bytes=" + bytes);
            allocator.free(address, bytes);
        }
    }

    @Test
    void shouldGiveEmptyChunksBack() {
        final int count = 300_000;
        final long[] addresses = new long[count];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < count; i++) {
                addresses[i] = allocator.allocate(100);
            }
            assertEquals(104L * count, allocator.usedBytes());
            assertTrue(allocator.reservedBytes() < 1.05 * allocator.usedBytes() + CHUNK_BYTES);
            for (int i = 0; i < count; i++) {
                // Strides of a number without a common divisor: neighbours go at different times.
                allocator.free(addresses[(int) (i * 7919L % count)], 100);
            }
            assertEquals(0, allocator.usedBytes());
            assertEquals(CHUNK_BYTES, allocator.reservedBytes());
            assertEquals(bytesBefore + CHUNK_REQUEST_BYTES, NativeMemory.allocatedBytes());
        }
    }

    @Test
    void shouldGiveTheSlabsOfOneClassToAnother() {
        final int count = 30_000;
        final long[] addresses = new long[count];
        long reservedBytes = 0;
        for (int bytes = 100; bytes <= 108; bytes++) {
            for (int i = 0; i < count; i++) {
                addresses[i] = allocator.allocate(bytes);
            }
            reservedBytes = Math.max(reservedBytes, allocator.reservedBytes());
            for (final long address : addresses) {
                allocator.free(address, bytes);
            }
        }
        assertEquals(CHUNK_BYTES, reservedBytes);
    }

    @Test
    void shouldReuseFreedBlocksBeforeTakingMore() {
        final long[] addresses = new long[20_000];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = allocator.allocate(64);
        }
        final long reservedBytes = allocator.reservedBytes();
        final Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            final int place = random.nextInt(addresses.length);
            allocator.free(addresses[place], 64);
            addresses[place] = allocator.allocate(64);
        }
        assertEquals(reservedBytes, allocator.reservedBytes());
        assertEquals(64L * addresses.length, allocator.usedBytes());
    }

    @Test
    void shouldPoisonFreedBlocks() {
        assumeTrue(NativeMemory.IS_POISONED);
        final long kept = allocator.allocate(48);
        final long freed = allocator.allocate(48);
        NativeMemory.fill(freed, 48, (byte) 1);
        allocator.free(freed, 48);
        // The first word links the free blocks.
        for (int i = Long.BYTES; i < 48; i++) {
            assertEquals((byte) 0xDE, NativeMemory.getByte(freed + i));
        }
        allocator.free(kept, 48);
    }

    @Test
    void shouldNoticeABlockFreedWithAnotherSize() {
        final long address = allocator.allocate(64);
        assertThrows(AssertionError.class, () -> allocator.free(address, 128));
    }

    @Test
    void shouldFreeABigBlockInSlices() {
        final long bytes = 20_000_003;
        final long sliceBytes = 4 << 20;
        long address = allocator.allocate(bytes);
        NativeMemory.fill(address, bytes, (byte) 3);
        long leftBytes = SlabAllocator.blockBytes(bytes);
        assertEquals(leftBytes, allocator.usedBytes());
        assertEquals(leftBytes, allocator.reservedBytes());
        int sliceCount = 0;
        while (address != 0) {
            assertEquals(3, NativeMemory.getByte(address + leftBytes - 17));
            final long next = allocator.freeSlice(address, leftBytes, sliceBytes);
            leftBytes = next == 0 ? 0 : leftBytes - sliceBytes;
            assertEquals(leftBytes, allocator.usedBytes());
            assertEquals(leftBytes, allocator.reservedBytes());
            address = next;
            sliceCount++;
        }
        assertEquals(5, sliceCount);
        assertEquals(bytesBefore, NativeMemory.allocatedBytes());
    }

    @Test
    void shouldNeverLeaveARestThatWouldBelongToASlab() {
        for (int rest = 0; rest <= 2064; rest += 16) {
            final long sliceBytes = 1 << 20;
            final long bytes = sliceBytes + rest;
            final long address = allocator.allocate(bytes);
            final long left = allocator.freeSlice(address, bytes, sliceBytes);
            assertEquals(rest <= SlabAllocator.MAX_SLAB_BLOCK_BYTES, left == 0, "rest=" + rest);
            if (left != 0) {
                allocator.free(left, rest);
            }
        }
        assertEquals(0, allocator.usedBytes());
    }

    /** What is held, by the test's own book-keeping: each block is filled with a byte of its own. */
    private final class Model {
        private int size;
        private int targetSize = 1;
        private long usedBytes;
        private final Random random;
        private final long[] addresses = new long[8192];
        private final int[] lengths = new int[8192];

        Model(final Random random) {
            this.random = random;
        }

        void step() {
            if (random.nextInt(4000) == 0) {
                targetSize = random.nextInt(addresses.length);
            }
            final boolean isGrowing = size < targetSize ? random.nextInt(10) < 7 : random.nextInt(10) < 3;
            if (isGrowing && size < addresses.length) {
                allocate();
            } else if (size > 0) {
                free(random.nextInt(size));
            }
            assertEquals(usedBytes, allocator.usedBytes());
        }

        void freeAll() {
            while (size > 0) {
                free(random.nextInt(size));
            }
        }

        private void allocate() {
            final int bound = random.nextInt(20) == 0 ? 100_000 : random.nextInt(4) == 0 ? 3000 : 200;
            final int length = 1 + random.nextInt(bound);
            final long address = allocator.allocate(length);
            NativeMemory.fill(address, SlabAllocator.blockBytes(length), stampOf(address));
            addresses[size] = address;
            lengths[size++] = length;
            usedBytes += SlabAllocator.blockBytes(length);
        }

        private void free(final int place) {
            final long address = addresses[place];
            final long blockBytes = SlabAllocator.blockBytes(lengths[place]);
            assertEquals(stampOf(address), NativeMemory.getByte(address));
            assertTrue(NativeMemory.equal(address, address + 1, (int) blockBytes - 1), "block was overwritten");
            allocator.free(address, random.nextBoolean() ? lengths[place] : blockBytes);
            usedBytes -= blockBytes;
            addresses[place] = addresses[--size];
            lengths[place] = lengths[size];
        }

        private byte stampOf(final long address) {
            return (byte) (address * 0x9E3779B97F4A7C15L >>> 57);
        }
    }
}
