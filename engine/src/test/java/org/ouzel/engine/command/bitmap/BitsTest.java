package org.ouzel.engine.command.bitmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class BitsTest {
    private static final int BYTES = 61;

    /** Compares with {@link BitSet} over random content, among it long runs of equal bits. */
    @Test
    void shouldAgreeWithBitSet() {
        final SplittableRandom random = new SplittableRandom(1);
        final long address = NativeMemory.allocate(BYTES);
        try {
            for (int round = 0; round < 300; round++) {
                final BitSet model = fill(address, random);
                for (int i = 0; i < 50; i++) {
                    final int from = random.nextInt(8 * BYTES);
                    final int to = random.nextInt(from, 8 * BYTES);
                    assertEquals(model.get(from, to + 1).cardinality(), Bits.count(address, from, to));
                    assertEquals(limit(model.nextSetBit(from), to), Bits.find(address, from, to, true));
                    assertEquals(limit(model.nextClearBit(from), to), Bits.find(address, from, to, false));
                }
            }
        } finally {
            NativeMemory.free(address, BYTES);
        }
    }

    @Test
    void shouldReadWhatItWrote() {
        final SplittableRandom random = new SplittableRandom(2);
        final long address = NativeMemory.allocate(BYTES);
        try {
            for (int i = 0; i < 20_000; i++) {
                final BitSet model = fill(address, random);
                final int bits = random.nextInt(1, 65);
                final int position = random.nextInt(8 * BYTES - bits + 1);
                final long value = random.nextLong() >>> 64 - bits;
                Bits.write(address, position, bits, value);
                assertEquals(value, Bits.read(address, BYTES, position, bits));
                for (int bit = 0; bit < bits; bit++) {
                    model.set(position + bit, (value >>> bits - 1 - bit & 1) != 0);
                }
                for (int at = 0; at < 8 * BYTES; at += 13) {
                    assertEquals(model.get(at) ? 1 : 0, Bits.read(address, BYTES, at, 1));
                }
            }
        } finally {
            NativeMemory.free(address, BYTES);
        }
    }

    @Test
    void shouldReadClearBitsBeyondTheEnd() {
        final long address = NativeMemory.allocate(16);
        try {
            NativeMemory.fill(address, 16, (byte) -1);
            assertEquals(0b1111_0000, Bits.read(address, 2, 12, 8));
            assertEquals(0, Bits.read(address, 2, 16, 64));
        } finally {
            NativeMemory.free(address, 16);
        }
    }

    private static BitSet fill(final long address, final SplittableRandom random) {
        final BitSet model = new BitSet();
        for (int at = 0; at < 8 * BYTES;) {
            final int end = Math.min(8 * BYTES, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 200));
            model.set(at, end, random.nextBoolean());
            at = end;
        }
        for (int i = 0; i < BYTES; i++) {
            int each = 0;
            for (int bit = 0; bit < 8; bit++) {
                each = each << 1 | (model.get(8 * i + bit) ? 1 : 0);
            }
            NativeMemory.putByte(address + i, (byte) each);
        }
        return model;
    }

    private static int limit(final int found, final int to) {
        return found > to ? -1 : found;
    }
}
