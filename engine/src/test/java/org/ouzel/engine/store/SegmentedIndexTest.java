package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class SegmentedIndexTest {
    private static final long NO_EXPIRY = EntryDescriptor.NO_EXPIRY;

    private long bytesBefore;
    private EntryFixture entries;
    private SegmentedIndex index;

    @BeforeEach
    void open() {
        bytesBefore = NativeMemory.allocatedBytes();
        entries = new EntryFixture();
        index = new SegmentedIndex(EntryFixture.SEED);
    }

    @AfterEach
    void shouldLeaveNothingBehind() {
        index.close();
        entries.close();
        assertEquals(bytesBefore, NativeMemory.allocatedBytes());
    }

    @Test
    void shouldFindNothingInAnEmptyIndex() {
        assertEquals(NONE, find(1));
        assertEquals(0, index.scan(0, 1000, entry -> {
            throw new AssertionError("empty");
        }));
        assertEquals(NONE, index.randomEntry(17));
    }

    @Test
    void shouldAgreeWithAHashMap() {
        for (int seed = 0; seed < 2; seed++) {
            runModel(new Random(seed), number -> number, 50_000);
        }
    }

    @Test
    void shouldAgreeWithAHashMapWhereAllHashesBeginAlike() {
        final long[] numbers = numbersWith(hash -> hash >>> 52 == 0x5A5, 3000);
        runModel(new Random(9), number -> numbers[(int) number], numbers.length);
        assertTrue(index.directorySize() > 1 << 12, "the prefix has to be used up: places=" + index.directorySize());
    }

    @Test
    void shouldNotSplitForWhatItHasReservedRoomFor() {
        final long[] numbers = LongStream.range(0, 10_000).boxed().sorted((first, second) ->
            Long.compareUnsigned(entries.hash(first), entries.hash(second))).mapToLong(Long::longValue).toArray();
        index.reserve(numbers.length);
        final int places = index.directorySize();
        final long bytes = index.usedBytes();
        final Map<Long, Long> model = new HashMap<>();
        for (final long number : numbers) {
            model.put(number, insert(number, NO_EXPIRY));
        }
        assertEquals(16, places);
        assertEquals(places, index.directorySize());
        assertEquals(bytes, index.usedBytes());
        assertSame(model);
        model.keySet().forEach(this::remove);
    }

    @Test
    void shouldReserveRoomOnlyWhereThereIsNothing() {
        index.reserve(700);
        assertEquals(1, index.directorySize());
        insert(1, NO_EXPIRY);
        index.reserve(10_000);
        assertEquals(1, index.directorySize());
        remove(1);
    }

    @Test
    void shouldAgreeWithAHashMapWhereTagsAreEqual() {
        final long[] numbers = numbersWith(hash -> (hash & 0xFFFF) == 0x1234, 100);
        runModel(new Random(10), number -> numbers[(int) number], numbers.length);
    }

    @Test
    void shouldAgreeWithAHashMapWhereHashesLieAtTheEdges() {
        final long[] numbers = numbersWith(hash -> hash >>> 55 == 0 || hash >>> 55 == 0x1FF, 2000);
        runModel(new Random(11), number -> numbers[(int) number], numbers.length);
    }

    @Test
    void shouldTouchWithoutHarm() {
        for (int number = 0; number < 5000; number++) {
            insert(number, NO_EXPIRY);
            index.touchSlot(entries.hash(number * 31L));
            index.touchEntry(entries.hash(number * 31L));
            assertEquals(NativeMemory.getLong(find(number)), index.touchEntry(entries.hash(number)));
        }
    }

    @Test
    void shouldShrinkToWhatItWas() {
        final long emptyBytes = index.usedBytes();
        for (int number = 0; number < 200_000; number++) {
            insert(number, NO_EXPIRY);
        }
        final int grownPlaces = index.directorySize();
        for (int number = 0; number < 200_000; number++) {
            remove(number);
        }
        for (int round = 0; round < 20; round++) {
            shrinkAll();
        }
        assertTrue(grownPlaces > 100);
        assertEquals(1, index.directorySize());
        assertEquals(0, index.entryCount());
        // The last segment keeps its slots: 1,024 in place of 16.
        assertTrue(index.usedBytes() - emptyBytes <= 8 * 1024, "bytes=" + index.usedBytes());
        insert(7, NO_EXPIRY);
        assertNotEquals(NONE, find(7));
    }

    @Test
    void shouldPayForOneSplitAtMostWithEachInsertion() {
        final long segmentBytes = 16 + 8 * 1024;
        long usedBytes = index.usedBytes();
        for (int number = 0; number < 300_000; number++) {
            final int places = index.directorySize();
            insert(number, NO_EXPIRY);
            final long directoryBytes = 8L * (index.directorySize() - places);
            assertTrue(index.usedBytes() - usedBytes - directoryBytes <= segmentBytes);
            usedBytes = index.usedBytes();
        }
    }

    @Test
    void shouldNotGrowWhereKeysOnlyComeAndGo() {
        for (int number = 0; number < 20_000; number++) {
            insert(number, NO_EXPIRY);
        }
        final Random random = new Random(3);
        long first = 0;
        long steadyBytes = 0;
        for (int round = 0; round < 400_000; round++) {
            remove(first);
            insert(first + 20_000, NO_EXPIRY);
            first++;
            if (round == 100_000) {
                steadyBytes = index.usedBytes();
            }
            if (random.nextInt(1000) == 0) {
                assertNotEquals(NONE, find(first + random.nextInt(20_000)));
            }
        }
        assertTrue(index.usedBytes() <= 1.3 * steadyBytes, steadyBytes + " became " + index.usedBytes());
    }

    @Test
    void shouldKnowATimeBeforeWhichNothingExpires() {
        final Map<Long, Long> expiries = new HashMap<>();
        final Random random = new Random(4);
        for (int number = 0; number < 20_000; number++) {
            final long expiryMs = random.nextInt(3) == 0 ? NO_EXPIRY : 1 + random.nextInt(1000);
            insert(number, expiryMs);
            expiries.put((long) number, expiryMs);
        }
        for (int place = 0; place < index.directorySize(); place = index.nextSegment(place)) {
            final long earliestMs = index.earliestExpiryMs(place);
            index.forEachIn(place, entry -> assertTrue(!EntryDescriptor.hasExpiry(entry)
                || EntryDescriptor.expiryMs(entry) >= earliestMs));
        }
        final Set<Long> due = new HashSet<>();
        final long expiringCount = expiries.values().stream().filter(expiryMs -> expiryMs != NO_EXPIRY).count();
        long lookedAt = 0;
        for (int place = 0; place < index.directorySize(); place = index.nextSegment(place)) {
            lookedAt += index.collectExpired(place, 400, entry -> due.add(EntryFixture.numberOf(entry)));
            assertTrue(index.earliestExpiryMs(place) > 400);
        }
        assertEquals(expiringCount, lookedAt);
        expiries.forEach((number, expiryMs) ->
            assertEquals(expiryMs != NO_EXPIRY && expiryMs <= 400, due.contains(number)));
    }

    @Test
    void shouldDrawEveryEntryAboutEquallyOften() {
        for (final int count : new int[] {1, 2, 3, 10, 1000}) {
            for (long number = index.entryCount(); number < count; number++) {
                insert(number, NO_EXPIRY);
            }
            final int[] draws = new int[count];
            final Random random = new Random(5);
            for (int i = 0; i < 200 * count; i++) {
                draws[(int) EntryFixture.numberOf(index.randomEntry(random.nextLong()))]++;
            }
            for (int number = 0; number < count; number++) {
                assertTrue(draws[number] > 50 && draws[number] < 500, "count=" + count + " draws=" + draws[number]);
            }
        }
    }

    @Test
    void shouldDrawTheLastEntryOfAnIndexThatWasLarge() {
        for (int number = 0; number < 100_000; number++) {
            insert(number, NO_EXPIRY);
        }
        for (int number = 1; number < 100_000; number++) {
            remove(number);
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, EntryFixture.numberOf(index.randomEntry(i)));
        }
    }

    private void runModel(final Random random, final Numbering numbering, final int bound) {
        final Map<Long, Long> model = new HashMap<>();
        int insertShare = 70;
        for (int step = 0; step < 120_000; step++) {
            if (step % 20_000 == 0) {
                insertShare = insertShare == 70 ? 30 : 70;
                assertSame(model);
                shrinkAll();
                assertSame(model);
            }
            final long number = numbering.number(random.nextInt(bound));
            final long entry = find(number);
            assertEquals(model.getOrDefault(number, NONE), entry);
            if (random.nextInt(100) >= insertShare) {
                if (entry != NONE) {
                    remove(number);
                    model.remove(number);
                }
            } else if (entry == NONE) {
                model.put(number, insert(number, random.nextBoolean() ? NO_EXPIRY : step));
            } else {
                model.put(number, replace(number));
            }
            assertEquals(model.size(), index.entryCount());
        }
        assertSame(model);
        for (final long number : model.keySet()) {
            remove(number);
        }
        assertEquals(0, index.entryCount());
    }

    private void assertSame(final Map<Long, Long> model) {
        model.forEach((number, entry) -> assertEquals(entry, find(number)));
        final Set<Long> walked = new HashSet<>();
        for (int place = 0; place < index.directorySize(); place = index.nextSegment(place)) {
            index.forEachIn(place, entry -> assertTrue(walked.add(entry)));
        }
        assertEquals(new HashSet<>(model.values()), walked);
        final Set<Long> scanned = new HashSet<>();
        long cursor = 0;
        do {
            cursor = index.scan(cursor, 7, entry -> assertTrue(scanned.add(entry), "shown twice"));
            assertEquals(0, cursor & (1L << SegmentedIndex.UNUSED_CURSOR_BITS) - 1);
        } while (cursor != 0);
        assertEquals(walked, scanned);
    }

    /** Returns numbers whose hashes pass a test. */
    private long[] numbersWith(final LongPredicate wanted, final int count) {
        final long[] numbers = new long[count];
        long number = 0;
        for (int i = 0; i < count; number++) {
            if (wanted.test(entries.hash(number))) {
                numbers[i++] = number;
            }
        }
        return numbers;
    }

    private long insert(final long number, final long expiryMs) {
        final long entry = entries.entry(number, expiryMs);
        index.insert(entries.hash(number), entry);
        return entry;
    }

    private long replace(final long number) {
        final long entry = entries.entry(number, NO_EXPIRY);
        final long hash = entries.hash(number);
        final long slot = index.findSlot(hash, entries.keyAddress(number), Long.BYTES);
        entries.free(SegmentedIndex.entryAt(slot));
        index.replace(hash, slot, entry);
        return entry;
    }

    private void remove(final long number) {
        final long hash = entries.hash(number);
        final long slot = index.findSlot(hash, entries.keyAddress(number), Long.BYTES);
        final long entry = SegmentedIndex.entryAt(slot);
        index.remove(hash, slot);
        entries.free(entry);
    }

    private long find(final long number) {
        final long slot = index.findSlot(entries.hash(number), entries.keyAddress(number), Long.BYTES);
        return slot == NONE ? NONE : SegmentedIndex.entryAt(slot);
    }

    private void shrinkAll() {
        for (int place = 0; place < index.directorySize(); place = index.nextSegment(place)) {
            index.shrinkAt(place);
            place = Math.min(place, index.directorySize() - 1);
        }
    }

    /** Which number a draw stands for. */
    @FunctionalInterface
    private interface Numbering {
        long number(long draw);
    }
}
