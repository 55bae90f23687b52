package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.store.EntryDescriptor.NO_EXPIRY;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Draws of neighbours; single ones are tested with the index. */
class RandomEntriesTest {
    private static final int MOST = 5;

    private final EntryFixture fixture = new EntryFixture();
    private final SegmentedIndex index = new SegmentedIndex(EntryFixture.SEED);
    private final long[] drawn = new long[MOST];

    @AfterEach
    void close() {
        index.close();
        fixture.close();
    }

    @Test
    void shouldDrawNothingWhereThereIsNothing() {
        assertEquals(0, RandomEntries.neighbours(index, 17, false, drawn, MOST));
        insert(0, 10, NO_EXPIRY);
        assertEquals(0, RandomEntries.neighbours(index, 17, true, drawn, MOST));
    }

    @Test
    void shouldDrawSeveralDifferentOnesAboutEquallyOften() {
        for (final int count : new int[] {1, 3, 10, 5000}) {
            insert((int) index.entryCount(), count, NO_EXPIRY);
            final int[] draws = new int[count];
            final Random random = new Random(5);
            for (int i = 0; i < 100 * count; i++) {
                final int drawnCount = RandomEntries.neighbours(index, random.nextLong(), false, drawn, MOST);
                assertTrue(drawnCount > 0 && drawnCount <= Math.min(count, MOST), "drawn=" + drawnCount);
                assertTrue(count < 5000 || drawnCount == MOST, "drawn=" + drawnCount);
                final Set<Long> numbers = new HashSet<>();
                for (int k = 0; k < drawnCount; k++) {
                    assertTrue(numbers.add(EntryFixture.numberOf(drawn[k])));
                    draws[(int) EntryFixture.numberOf(drawn[k])]++;
                }
            }
            // 500 each where there are enough.
            for (int number = 0; number < count; number++) {
                assertTrue(draws[number] >= 100 && draws[number] < 1000, "count=" + count + " is=" + draws[number]);
            }
        }
    }

    @Test
    void shouldDrawOnlyWhatExpires() {
        insert(0, 2000, NO_EXPIRY);
        insert(2000, 2500, 1000);
        final Random random = new Random(5);
        final Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            final int drawnCount = RandomEntries.neighbours(index, random.nextLong(), true, drawn, MOST);
            for (int k = 0; k < drawnCount; k++) {
                numbers.add(EntryFixture.numberOf(drawn[k]));
            }
        }
        assertEquals(500, numbers.size());
        assertFalse(numbers.stream().anyMatch(number -> number < 2000));
    }

    @Test
    void shouldDrawTheLastEntryOfAnIndexThatWasLarge() {
        insert(0, 100_000, NO_EXPIRY);
        for (int number = 1; number < 100_000; number++) {
            final long hash = fixture.hash(number);
            index.remove(hash, index.findSlot(hash, fixture.keyAddress(number), Long.BYTES));
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, RandomEntries.neighbours(index, i, false, drawn, MOST));
            assertEquals(0, EntryFixture.numberOf(drawn[0]));
        }
    }

    private void insert(final int first, final int end, final long expiryMs) {
        for (int number = first; number < end; number++) {
            index.insert(fixture.hash(number), fixture.entry(number, expiryMs));
        }
    }
}
