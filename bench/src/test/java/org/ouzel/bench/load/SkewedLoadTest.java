package org.ouzel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SkewedLoadTest {
    private static final int KEY_COUNT = 1000;
    private static final int PICK_COUNT = 200_000;

    @Test
    void shouldPickPopularKeysMoreOften() {
        final SplittableRandom random = new SplittableRandom(1);
        final int[] counts = new int[KEY_COUNT];
        for (int i = 0; i < PICK_COUNT; i++) {
            counts[SkewedLoad.key(random.nextDouble(), KEY_COUNT)]++;
        }
        final int first = SkewedLoad.key(0, KEY_COUNT);
        final int tenth = SkewedLoad.key(Math.log(10.5) / Math.log(KEY_COUNT), KEY_COUNT);
        // ln(2/1) and ln(11/10) of ln(1000).
        assertEquals(0.1003, (double) counts[first] / PICK_COUNT, 0.005);
        assertEquals(0.0138, (double) counts[tenth] / PICK_COUNT, 0.002);
    }

    @Test
    void shouldReachAllKeys() {
        final BitSet reached = new BitSet();
        for (int rank = 1; rank < KEY_COUNT; rank++) {
            final int key = SkewedLoad.key(Math.log(rank + 0.5) / Math.log(KEY_COUNT), KEY_COUNT);
            assertTrue(key >= 0 && key < KEY_COUNT, "key=" + key);
            reached.set(key);
        }
        assertEquals(KEY_COUNT - 1, reached.cardinality());
    }
}
