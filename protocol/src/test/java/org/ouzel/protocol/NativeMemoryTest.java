package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final int BYTES = 400;
    private static final int GUARD = 16;
    private static final int MAX_LENGTH = 130;

    private final byte[] pattern = new byte[BYTES];
    private long source;
    private long target;

    @BeforeEach
    void allocate() {
        new Random(7).nextBytes(pattern);
        source = NativeMemory.allocate(BYTES);
        target = NativeMemory.allocate(BYTES);
        NativeMemory.copy(pattern, 0, source, BYTES);
    }

    @AfterEach
    void free() {
        NativeMemory.free(source, BYTES);
        NativeMemory.free(target, BYTES);
    }

    @Test
    void shouldCopyEveryShortLengthAndNothingBeyond() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            for (int shift = 0; shift < 9; shift++) {
                NativeMemory.fill(target, BYTES, (byte) 0x55);
                NativeMemory.copy(source + shift, target + GUARD, length);
                requireCopied(shift, length);

                NativeMemory.fill(target, BYTES, (byte) 0x55);
                NativeMemory.copy(pattern, shift, target + GUARD, length);
                requireCopied(shift, length);

                NativeMemory.fill(target, BYTES, (byte) 0x55);
                NativeMemory.move(source + shift, target + GUARD, length);
                requireCopied(shift, length);

                final byte[] onHeap = new byte[length + 2 * GUARD];
                NativeMemory.copy(source + shift, onHeap, GUARD, length);
                final byte[] expected = new byte[length + 2 * GUARD];
                System.arraycopy(pattern, shift, expected, GUARD, length);
                assertArrayEquals(expected, onHeap);
            }
        }
    }

    @Test
    void shouldMoveOverlappingRangesBothWays() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            for (int distance = -20; distance <= 20; distance++) {
                NativeMemory.copy(pattern, 0, source, BYTES);
                NativeMemory.move(source + 50, source + 50 + distance, length);
                final byte[] expected = pattern.clone();
                System.arraycopy(pattern, 50, expected, 50 + distance, length);
                assertArrayEquals(expected, NativeMemory.toArray(source, BYTES), length + " by " + distance);
            }
        }
    }

    @Test
    void shouldFindEveryDifference() {
        for (int length = 0; length <= MAX_LENGTH; length++) {
            NativeMemory.copy(source, target, BYTES);
            NativeMemory.putByte(target + length, (byte) ~pattern[length]);
            assertTrue(NativeMemory.equal(source, target, length));
            assertEquals(0, NativeMemory.compare(source, length, target, length));
            for (int i = 0; i < length; i++) {
                NativeMemory.putByte(target + i, (byte) (pattern[i] + 1));
                assertFalse(NativeMemory.equal(source, target, length));
                NativeMemory.putByte(target + i, pattern[i]);
            }
        }
    }

    @Test
    void shouldCompareAsUnsignedBytes() {
        final Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            final byte[] left = random(random);
            final byte[] right = random.nextInt(3) == 0 ? left.clone() : random(random);
            if (right.length > 0 && random.nextBoolean()) {
                System.arraycopy(left, 0, right, 0, Math.min(left.length, right.length));
                right[random.nextInt(right.length)] = (byte) random.nextInt();
            }
            NativeMemory.copy(left, 0, source, left.length);
            NativeMemory.copy(right, 0, target, right.length);
            final int expected = Integer.signum(Arrays.compareUnsigned(left, right));
            assertEquals(expected,
                Integer.signum(NativeMemory.compare(source, left.length, target, right.length)));
            assertEquals(-expected,
                Integer.signum(NativeMemory.compare(target, right.length, source, left.length)));
        }
    }

    @Test
    void shouldReadWhatItWrote() {
        for (final long value : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0123456789ABCDEFL}) {
            NativeMemory.putLong(target + 3, value);
            assertEquals(value, NativeMemory.getLong(target + 3));
            NativeMemory.putInt(target + 5, (int) value);
            assertEquals((int) value, NativeMemory.getInt(target + 5));
            NativeMemory.putShort(target + 1, (short) value);
            assertEquals((short) value, NativeMemory.getShort(target + 1));
            NativeMemory.putByte(target, (byte) value);
            assertEquals((byte) value, NativeMemory.getByte(target));
            assertEquals((int) value & 0xFF, NativeMemory.getUnsignedByte(target));
        }
        NativeMemory.putLong(target, 0x0807060504030201L);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, NativeMemory.toArray(target, 8));
    }

    @Test
    void shouldShowBytesAsText() {
        NativeMemory.copy(Requests.bytes("k\u00e4\u00ff\u0000"), 0, target, 4);
        assertEquals("k\u00e4\u00ff\u0000", NativeMemory.toText(target, 4));
    }

    @Test
    void shouldCountWhatIsAllocated() {
        final long before = NativeMemory.allocatedBytes();
        final long block = NativeMemory.allocate(1000);
        assertEquals(1000, NativeMemory.allocatedBytes() - before);
        assertEquals(0, block & 15);
        NativeMemory.free(block, 1000);
        assertEquals(before, NativeMemory.allocatedBytes());
    }

    @Test
    void shouldOverwriteMemoryWhenPoisoned() {
        assertTrue(NativeMemory.IS_POISONED, "the build runs tests with poisoned memory");
        final long block = NativeMemory.allocate(64);
        assertEquals(0xA5A5A5A5A5A5A5A5L, NativeMemory.getLong(block + 56));
        NativeMemory.poison(block, 63);
        assertEquals((byte) 0xDE, NativeMemory.getByte(block + 62));
        assertNotEquals((byte) 0xDE, NativeMemory.getByte(block + 63));
        NativeMemory.free(block, 64);
    }

    private void requireCopied(final int shift, final int length) {
        final byte[] expected = new byte[BYTES];
        Arrays.fill(expected, (byte) 0x55);
        System.arraycopy(pattern, shift, expected, GUARD, length);
        assertArrayEquals(expected, NativeMemory.toArray(target, BYTES), "length=" + length + " shift=" + shift);
    }

    private static byte[] random(final Random random) {
        final byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        return bytes;
    }
}
