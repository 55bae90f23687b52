package org.ouzel.engine.store;

import org.ouzel.protocol.NativeMemory;

/**
 * A keyed 64-bit hash of a key, by folded 64x64-to-128-bit multiplication.
 *
 * <p>The seed is secret and random (drawn at the first start and kept), so that colliding keys can't be made up
 * in advance. The top bits choose the segment and the place in it, the low 16 bits are the tag: see
 * {@link SegmentedIndex}. Depends on nothing but the bytes and the seed; callable from any thread.
 */
public final class KeyHash {
    private static final long K0 = 0x9E3779B97F4A7C15L;
    private static final long K1 = 0xC2B2AE3D27D4EB4FL;
    private static final long K2 = 0x165667B19E3779F9L;
    private static final int BLOCK_BYTES = 16;

    private KeyHash() {
    }

    /** Hashes {@code length} bytes at an address. */
    public static long of(final long address, final int length, final long seed) {
        // A factor that a client can make 0 would erase what came before, the seed included: both are blinded.
        final long blind = Long.rotateLeft(seed, Integer.SIZE) ^ K1;
        long state = seed ^ K0;
        long head;
        long tail;
        if (length >= Long.BYTES) {
            int i = 0;
            for (; i + BLOCK_BYTES < length; i += BLOCK_BYTES) {
                state = fold(NativeMemory.getLong(address + i) ^ blind,
                    NativeMemory.getLong(address + i + Long.BYTES) ^ state);
            }
            final int last = length - Long.BYTES;
            head = NativeMemory.getLong(address + Math.min(i, last));
            tail = NativeMemory.getLong(address + last);
        } else if (length >= Integer.BYTES) {
            head = NativeMemory.getInt(address);
            tail = NativeMemory.getInt(address + length - Integer.BYTES);
        } else {
            head = 0;
            tail = 0;
            for (int i = 0; i < length; i++) {
                head = head << 8 | NativeMemory.getUnsignedByte(address + i);
            }
        }
        final long mixed = fold(head ^ blind, tail ^ state);
        return fold(mixed ^ K2 ^ length, state ^ blind);
    }

    private static long fold(final long a, final long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }
}
