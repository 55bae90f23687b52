package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class KeyHashTest {
    private static final int BYTES = 256;
    private static final int MARGIN = 32;
    private static final long SEED = 0x5DEECE66D1234567L;
    private static final int KEY_COUNT = 200_000;
    private static final int BUCKET_COUNT = 1024;

    private final Random random = new Random(11);
    private long memory;

    @BeforeEach
    void allocate() {
        memory = NativeMemory.allocate(BYTES);
    }

    @AfterEach
    void free() {
        NativeMemory.free(memory, BYTES);
    }

    @Test
    void shouldDependOnNothingAroundTheKey() {
        for (int length = 0; length <= 100; length++) {
            final byte[] key = randomKey(length);
            NativeMemory.fill(memory, BYTES, (byte) 0);
            NativeMemory.copy(key, 0, memory + MARGIN, length);
            final long expected = KeyHash.of(memory + MARGIN, length, SEED);
            for (int offset = MARGIN; offset < MARGIN + 9; offset++) {
                final byte[] noise = randomKey(BYTES);
                NativeMemory.copy(noise, 0, memory, BYTES);
                NativeMemory.copy(key, 0, memory + offset, length);
                assertEquals(expected, KeyHash.of(memory + offset, length, SEED), "length=" + length);
            }
        }
    }

    @Test
    void shouldChangeHalfOfItsBitsWithEachBitOfTheKey() {
        for (final int length : new int[] {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, 32, 33, 100}) {
            long changedCount = 0;
            long flipCount = 0;
            for (int round = 0; round < 100; round++) {
                final byte[] key = randomKey(length);
                final long hash = hash(key, SEED);
                for (int bit = 0; bit < 8 * length; bit++) {
                    final byte[] flipped = key.clone();
                    flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
                    final int changed = Long.bitCount(hash ^ hash(flipped, SEED));
                    assertTrue(changed >= 8, "length=" + length + " bit=" + bit + " changed=" + changed);
                    changedCount += changed;
                    flipCount++;
                }
            }
            final double average = (double) changedCount / flipCount;
            assertTrue(average > 31 && average < 33, "length=" + length + " average=" + average);
        }
    }

    @Test
    void shouldSpreadKeysThatCountUpOverSegmentsAndTags() {
        assertSpread(i -> text("key:" + i));
        assertSpread(i -> text(String.format("user:%012d:name", i)));
        assertSpread(i -> text("a".repeat(60) + i));
        assertSpread(i -> ByteBuffer.allocate(4).putInt(i).array());
        assertSpread(i -> ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(i).array());
        assertSpread(i -> ByteBuffer.allocate(8).putLong(i).array());
        assertSpread(i -> ByteBuffer.allocate(16).putLong((long) i << 32).array());
        assertSpread(i -> ByteBuffer.allocate(3).put((byte) i).put((byte) (i >> 8)).put((byte) (i >> 16)).array());
    }

    @Test
    void shouldTellKeysOfZerosApartByTheirLength() {
        final Set<Long> hashes = new HashSet<>();
        for (int length = 0; length <= BYTES; length++) {
            hashes.add(hash(new byte[length], SEED));
        }
        assertEquals(BYTES + 1, hashes.size());
    }

    @Test
    void shouldDependOnTheSeedForEveryLength() {
        for (int length = 0; length <= BYTES; length++) {
            final byte[] key = randomKey(length);
            assertNotEquals(hash(key, SEED), hash(key, SEED + 1), "length=" + length);
            assertNotEquals(hash(key, SEED), hash(key, ~SEED), "length=" + length);
        }
    }

    /** A word that a client can choose so that a factor becomes 0 would make all keys with the same end collide. */
    @Test
    void shouldNotForgetWhatCameBeforeAWordOfConstants() {
        final long[] constants = {0, -1, 0x9E3779B97F4A7C15L, 0xC2B2AE3D27D4EB4FL, 0x165667B19E3779F9L};
        for (final long first : constants) {
            for (final long second : constants) {
                for (final int crafted : new int[] {0, 16, 32}) {
                    final byte[] one = randomKey(64);
                    ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).putLong(crafted, first)
                        .putLong(crafted + 8, second);
                    final byte[] other = one.clone();
                    other[crafted == 0 ? 40 : 3] ^= 1;
                    assertNotEquals(hash(one, SEED), hash(other, SEED));
                    assertNotEquals(hash(one, SEED), hash(one, SEED + 1));
                }
            }
        }
    }

    private void assertSpread(final IntFunction<byte[]> keys) {
        final Set<Long> hashes = new HashSet<>();
        final int[] high = new int[BUCKET_COUNT];
        final int[] low = new int[BUCKET_COUNT];
        for (int i = 0; i < KEY_COUNT; i++) {
            final long hash = hash(keys.apply(i), SEED);
            hashes.add(hash);
            high[(int) (hash >>> 54)]++;
            low[(int) hash & BUCKET_COUNT - 1]++;
        }
        final String name = Arrays.toString(keys.apply(1));
        assertEquals(KEY_COUNT, hashes.size(), name);
        // Chi-square with 1,023 degrees of freedom: 1,250 is beyond what chance gives once in a million.
        assertTrue(chiSquare(high) < 1250, name + " high=" + chiSquare(high));
        assertTrue(chiSquare(low) < 1250, name + " low=" + chiSquare(low));
    }

    private static double chiSquare(final int[] counts) {
        final double expected = (double) KEY_COUNT / counts.length;
        return Arrays.stream(counts).mapToDouble(count -> (count - expected) * (count - expected) / expected).sum();
    }

    private long hash(final byte[] key, final long seed) {
        NativeMemory.copy(key, 0, memory, key.length);
        return KeyHash.of(memory, key.length, seed);
    }

    private byte[] randomKey(final int length) {
        final byte[] key = new byte[length];
        random.nextBytes(key);
        return key;
    }

    private static byte[] text(final String key) {
        return key.getBytes(StandardCharsets.ISO_8859_1);
    }
}
