package org.ouzel.engine.store;

import java.util.Arrays;
import org.ouzel.protocol.NativeMemory;

/**
 * Blocks of native memory for one shard: size classes carved out of 64 KiB slabs, and the system's allocator above.
 *
 * <pre>
 * block bytes     class step        from
 *   16 ..  512    8                 slabs
 *  513 .. 1024    64                slabs
 * 1025 .. 2048    128               slabs
 * 2049 ..         16                the system, one allocation each
 *
 * chunk (4 MiB, aligned to 4 MiB): slab 0 holds the descriptors, one cache line each, slabs 1 to 63 hold blocks
 *
 * chunk descriptor (line 0)                         slab descriptor (line 1 to 63)
 * +0  long address from the system                  +0  int  class
 * +8  long bit set of the empty slabs               +4  int  blocks in use
 * +16 long next chunk with an empty slab            +8  long head of the free list, linked by first words
 * +24 long previous one                             +16 int  first byte never carved
 * +32 long next chunk of all                        +24 long next slab of the class with room
 * +40 long previous one                             +32 long previous one
 * </pre>
 *
 * The descriptors' place in slab 0 differs from chunk to chunk, since equal offsets of aligned chunks would fight
 * for the same few sets of the cache. A chunk whose slabs are all empty goes back to the system, one spare excepted.
 * {@link #usedBytes()} is exact: the sum of {@link #blockBytes(long)} over all blocks handed out. One thread at a
 * time.
 */
public final class SlabAllocator implements AutoCloseable {
    /** The largest block that comes out of a slab. */
    public static final int MAX_SLAB_BLOCK_BYTES = 2048;

    private static final int SLAB_BYTES = 64 * 1024;
    private static final int SLAB_SHIFT = 16;
    private static final int CHUNK_BYTES = 64 * SLAB_BYTES;
    private static final int CHUNK_SHIFT = 22;
    private static final long CHUNK_MASK = -CHUNK_BYTES;
    private static final int LINE_BYTES = 64;
    private static final int LINES_BYTES = 64 * LINE_BYTES;
    private static final int COLOUR_MASK = SLAB_BYTES / LINES_BYTES - 1;
    private static final long ALL_EMPTY = -2L;

    private static final int FINE_LIMIT_BYTES = 512;
    private static final int MIDDLE_LIMIT_BYTES = 1024;
    private static final int MIN_BLOCK_BYTES = 16;
    private static final int FINE_CLASS_COUNT = FINE_LIMIT_BYTES / 8 + 1;
    private static final int MIDDLE_CLASS_COUNT = 8;
    private static final int CLASS_COUNT = FINE_CLASS_COUNT + 2 * MIDDLE_CLASS_COUNT;

    private static final int RAW_ADDRESS_OFFSET = 0;
    private static final int EMPTY_SET_OFFSET = 8;
    private static final int CHUNK_WITH_ROOM_LINK_OFFSET = 16;
    private static final int ALL_CHUNKS_LINK_OFFSET = 32;

    private static final int CLASS_OFFSET = 0;
    private static final int IN_USE_OFFSET = 4;
    private static final int FREE_HEAD_OFFSET = 8;
    private static final int CARVED_OFFSET = 16;
    private static final int SLAB_LINK_OFFSET = 24;

    private long usedBytes;
    private long reservedBytes;
    private long chunksWithRoom;
    private long allChunks;
    /** For each class, the head of the list of its slabs with room. */
    private final long[] slabsWithRoom = new long[CLASS_COUNT];

    /** Returns the bytes that a block for {@code bytes} really takes. */
    public static long blockBytes(final long bytes) {
        if (bytes <= FINE_LIMIT_BYTES) {
            return bytes <= MIN_BLOCK_BYTES ? MIN_BLOCK_BYTES : bytes + 7 & -8L;
        }
        if (bytes <= MIDDLE_LIMIT_BYTES) {
            return bytes + 63 & -64L;
        }
        return bytes <= MAX_SLAB_BLOCK_BYTES ? bytes + 127 & -128L : bytes + 15 & -16L;
    }

    /**
     * Hands out a block of at least {@code bytes} bytes, aligned to 8, its content undefined.
     *
     * @throws OutOfMemoryError when the system has none left
     */
    public long allocate(final long bytes) {
        final long blockBytes = blockBytes(bytes);
        if (blockBytes > MAX_SLAB_BLOCK_BYTES) {
            final long address = NativeMemory.allocate(blockBytes);
            usedBytes += blockBytes;
            reservedBytes += blockBytes;
            return address;
        }
        final int sizeClass = classOf((int) blockBytes);
        long slab = slabsWithRoom[sizeClass];
        if (slab == 0) {
            slab = openSlab(sizeClass);
        }
        usedBytes += blockBytes;
        return take(slab, sizeClass, (int) blockBytes);
    }

    /** Tells whether blocks of a size come from the system rather than from a slab. */
    static boolean isFromSystem(final long bytes) {
        return blockBytes(bytes) > MAX_SLAB_BLOCK_BYTES;
    }

    /**
     * Enlarges a block that came from the system, keeping its content; a large one is remapped rather than copied.
     *
     * @param bytes         what it was asked for with
     * @param extendedBytes at least {@code bytes}
     * @return the address of the whole, which may have moved
     */
    long extend(final long address, final long bytes, final long extendedBytes) {
        final long oldBytes = blockBytes(bytes);
        final long newBytes = blockBytes(extendedBytes);
        if (newBytes == oldBytes) {
            return address;
        }
        usedBytes += newBytes - oldBytes;
        reservedBytes += newBytes - oldBytes;
        return NativeMemory.grow(address, oldBytes, newBytes);
    }

    /** Takes a block back; {@code bytes} is what it was asked for with, or any size of the same class. */
    public void free(final long address, final long bytes) {
        final long blockBytes = blockBytes(bytes);
        usedBytes -= blockBytes;
        if (blockBytes > MAX_SLAB_BLOCK_BYTES) {
            reservedBytes -= blockBytes;
            NativeMemory.free(address, blockBytes);
            return;
        }
        NativeMemory.poison(address, blockBytes);
        final long slab = descriptorOf(address);
        final int sizeClass = NativeMemory.getInt(slab + CLASS_OFFSET);
        assert sizeClass == classOf((int) blockBytes) : "size class differs: slab=" + sizeClass + " bytes=" + bytes;
        final boolean hadRoom = hasRoom(slab, (int) blockBytes);
        NativeMemory.putLong(address, NativeMemory.getLong(slab + FREE_HEAD_OFFSET));
        NativeMemory.putLong(slab + FREE_HEAD_OFFSET, address);
        final int inUse = NativeMemory.getInt(slab + IN_USE_OFFSET) - 1;
        NativeMemory.putInt(slab + IN_USE_OFFSET, inUse);
        if (!hadRoom) {
            slabsWithRoom[sizeClass] = link(slab, SLAB_LINK_OFFSET, slabsWithRoom[sizeClass]);
        }
        if (inUse == 0) {
            closeSlab(address, slab, sizeClass);
        }
    }

    /**
     * Gives a block that came from the system back in steps, since unmapping hundreds of megabytes at once stalls.
     *
     * @param bytes      what it was asked for with, or what the last slice left
     * @param sliceBytes how much goes at most, a multiple of 16
     * @return the address of what is left, {@code bytes - sliceBytes} bytes; 0 when all is gone
     */
    public long freeSlice(final long address, final long bytes, final long sliceBytes) {
        final long blockBytes = blockBytes(bytes);
        final long restBytes = blockBytes - sliceBytes;
        if (restBytes <= MAX_SLAB_BLOCK_BYTES) {
            free(address, bytes);
            return 0;
        }
        usedBytes -= sliceBytes;
        reservedBytes -= sliceBytes;
        return NativeMemory.shrink(address, blockBytes, restBytes);
    }

    /** Returns the bytes of all blocks handed out and not taken back. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Returns the bytes held from the system for blocks, used or not. */
    public long reservedBytes() {
        return reservedBytes;
    }

    /** Gives all chunks back; every block in them is gone. Blocks above the slab limit are their owners' to free. */
    @Override
    public void close() {
        for (long chunk = allChunks; chunk != 0;) {
            final long next = NativeMemory.getLong(chunk + ALL_CHUNKS_LINK_OFFSET);
            NativeMemory.free(NativeMemory.getLong(chunk + RAW_ADDRESS_OFFSET), 2L * CHUNK_BYTES);
            chunk = next;
        }
        allChunks = 0;
        chunksWithRoom = 0;
        reservedBytes = 0;
        usedBytes = 0;
        Arrays.fill(slabsWithRoom, 0);
    }

    private static int classOf(final int blockBytes) {
        if (blockBytes <= FINE_LIMIT_BYTES) {
            return blockBytes >> 3;
        }
        if (blockBytes <= MIDDLE_LIMIT_BYTES) {
            return FINE_CLASS_COUNT + (blockBytes - FINE_LIMIT_BYTES >> 6) - 1;
        }
        return FINE_CLASS_COUNT + MIDDLE_CLASS_COUNT + (blockBytes - MIDDLE_LIMIT_BYTES >> 7) - 1;
    }

    private static long chunkDescriptorOf(final long address) {
        final long chunk = address & CHUNK_MASK;
        return chunk + (chunk >>> CHUNK_SHIFT & COLOUR_MASK) * LINES_BYTES;
    }

    private static long descriptorOf(final long address) {
        return chunkDescriptorOf(address) + ((address & CHUNK_BYTES - 1) >>> SLAB_SHIFT) * LINE_BYTES;
    }

    private static long slabOf(final long descriptor) {
        return (descriptor & CHUNK_MASK) + indexOf(descriptor) * SLAB_BYTES;
    }

    private static long indexOf(final long descriptor) {
        return descriptor / LINE_BYTES & 63;
    }

    private long take(final long slab, final int sizeClass, final int blockBytes) {
        long block = NativeMemory.getLong(slab + FREE_HEAD_OFFSET);
        if (block != 0) {
            NativeMemory.putLong(slab + FREE_HEAD_OFFSET, NativeMemory.getLong(block));
        } else {
            final int carved = NativeMemory.getInt(slab + CARVED_OFFSET);
            NativeMemory.putInt(slab + CARVED_OFFSET, carved + blockBytes);
            block = slabOf(slab) + carved;
        }
        NativeMemory.putInt(slab + IN_USE_OFFSET, NativeMemory.getInt(slab + IN_USE_OFFSET) + 1);
        if (!hasRoom(slab, blockBytes)) {
            slabsWithRoom[sizeClass] = unlink(slab, SLAB_LINK_OFFSET, slabsWithRoom[sizeClass]);
        }
        return block;
    }

    private static boolean hasRoom(final long slab, final int blockBytes) {
        return NativeMemory.getLong(slab + FREE_HEAD_OFFSET) != 0
            || NativeMemory.getInt(slab + CARVED_OFFSET) + blockBytes <= SLAB_BYTES;
    }

    private long openSlab(final int sizeClass) {
        if (chunksWithRoom == 0) {
            openChunk();
        }
        final long chunk = chunksWithRoom;
        final long emptySet = NativeMemory.getLong(chunk + EMPTY_SET_OFFSET);
        // The lowest first, so that pages are touched from the front.
        final int index = Long.numberOfTrailingZeros(emptySet);
        final long restSet = emptySet & emptySet - 1;
        NativeMemory.putLong(chunk + EMPTY_SET_OFFSET, restSet);
        if (restSet == 0) {
            chunksWithRoom = unlink(chunk, CHUNK_WITH_ROOM_LINK_OFFSET, chunksWithRoom);
        }
        final long slab = chunk + (long) index * LINE_BYTES;
        NativeMemory.putInt(slab + CLASS_OFFSET, sizeClass);
        NativeMemory.putInt(slab + IN_USE_OFFSET, 0);
        NativeMemory.putLong(slab + FREE_HEAD_OFFSET, 0);
        NativeMemory.putInt(slab + CARVED_OFFSET, 0);
        slabsWithRoom[sizeClass] = link(slab, SLAB_LINK_OFFSET, slabsWithRoom[sizeClass]);
        return slab;
    }

    private void closeSlab(final long address, final long slab, final int sizeClass) {
        slabsWithRoom[sizeClass] = unlink(slab, SLAB_LINK_OFFSET, slabsWithRoom[sizeClass]);
        final long chunk = chunkDescriptorOf(address);
        final long emptySet = NativeMemory.getLong(chunk + EMPTY_SET_OFFSET);
        if (emptySet == 0) {
            chunksWithRoom = link(chunk, CHUNK_WITH_ROOM_LINK_OFFSET, chunksWithRoom);
        }
        final long grownSet = emptySet | 1L << indexOf(slab);
        NativeMemory.putLong(chunk + EMPTY_SET_OFFSET, grownSet);
        final boolean isSpareLeft = chunksWithRoom != chunk
            || NativeMemory.getLong(chunk + CHUNK_WITH_ROOM_LINK_OFFSET) != 0;
        if (grownSet == ALL_EMPTY && isSpareLeft) {
            chunksWithRoom = unlink(chunk, CHUNK_WITH_ROOM_LINK_OFFSET, chunksWithRoom);
            allChunks = unlink(chunk, ALL_CHUNKS_LINK_OFFSET, allChunks);
            reservedBytes -= CHUNK_BYTES;
            NativeMemory.free(NativeMemory.getLong(chunk + RAW_ADDRESS_OFFSET), 2L * CHUNK_BYTES);
        }
    }

    private void openChunk() {
        // Twice the size for the alignment's sake: what is never touched takes no memory, only addresses.
        final long rawAddress = NativeMemory.reserve(2L * CHUNK_BYTES);
        final long chunk = chunkDescriptorOf(rawAddress + CHUNK_BYTES - 1);
        NativeMemory.putLong(chunk + RAW_ADDRESS_OFFSET, rawAddress);
        NativeMemory.putLong(chunk + EMPTY_SET_OFFSET, ALL_EMPTY);
        chunksWithRoom = link(chunk, CHUNK_WITH_ROOM_LINK_OFFSET, chunksWithRoom);
        allChunks = link(chunk, ALL_CHUNKS_LINK_OFFSET, allChunks);
        reservedBytes += CHUNK_BYTES;
    }

    /** Puts a descriptor before the head of a list and returns it, the new head. */
    private static long link(final long descriptor, final int linkOffset, final long head) {
        NativeMemory.putLong(descriptor + linkOffset, head);
        NativeMemory.putLong(descriptor + linkOffset + Long.BYTES, 0);
        if (head != 0) {
            NativeMemory.putLong(head + linkOffset + Long.BYTES, descriptor);
        }
        return descriptor;
    }

    /** Takes a descriptor out of a list and returns the list's head. */
    private static long unlink(final long descriptor, final int linkOffset, final long head) {
        final long next = NativeMemory.getLong(descriptor + linkOffset);
        final long previous = NativeMemory.getLong(descriptor + linkOffset + Long.BYTES);
        if (next != 0) {
            NativeMemory.putLong(next + linkOffset + Long.BYTES, previous);
        }
        if (previous == 0) {
            return next;
        }
        NativeMemory.putLong(previous + linkOffset, next);
        return head;
    }
}
