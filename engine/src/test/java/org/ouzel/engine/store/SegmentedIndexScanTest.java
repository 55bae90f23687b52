package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

/** SCAN's promise: what is there from the first call to the last is returned, whatever happens to the rest. */
class SegmentedIndexScanTest {
    private static final int TEN_MILLION = 10_000_000;

    private long bytesBefore;
    private EntryFixture entries;
    private SegmentedIndex index;
    private final BitSet present = new BitSet();

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
    void shouldReturnAllElementsAcrossGrowthFromTenToTenMillion() {
        final Scan early = new Scan();
        final Scan late = new Scan();
        grow(10);
        early.begin();
        // At each step the scans go on by as much of the hashes as ends them with the growth.
        for (long size = 10; size < TEN_MILLION; size += Math.max(1, size / 14)) {
            grow((int) size);
            early.advance(1.0 / 220);
            late.beginAt(size >= 1_000_000);
            late.advance(1.0 / 40);
        }
        grow(TEN_MILLION);
        early.finish();
        late.finish();
        assertEquals(TEN_MILLION, index.entryCount());
        assertTrue(index.usedBytes() < 20L * TEN_MILLION, "bytes=" + index.usedBytes());
    }

    @Test
    void shouldReturnAllElementsAcrossShrinkingToTen() {
        grow(1_000_000);
        final Scan scan = new Scan();
        scan.begin();
        for (int size = 1_000_000; size > 10; size -= Math.max(1, size / 14)) {
            shrink(size);
            scan.advance(1.0 / 200);
        }
        shrink(10);
        scan.finish();
        assertEquals(10, index.entryCount());
        assertTrue(index.directorySize() < 64, "places=" + index.directorySize());
    }

    @Test
    void shouldReturnAllElementsWhileOthersComeAndGo() {
        for (int seed = 0; seed < 20; seed++) {
            final Random random = new Random(seed);
            final int stableCount = 1 + random.nextInt(5000);
            for (int number = 0; number < stableCount; number++) {
                insert(number);
            }
            final Scan scan = new Scan();
            scan.begin();
            int volatileCount = 0;
            while (scan.isRunning()) {
                scan.call(1 + random.nextInt(200));
                final int wanted = random.nextInt(4) == 0 ? random.nextInt(30_000) : volatileCount;
                for (; volatileCount < wanted; volatileCount++) {
                    insert(stableCount + volatileCount);
                }
                for (; volatileCount > wanted; volatileCount--) {
                    remove(stableCount + volatileCount - 1);
                }
                for (int i = random.nextInt(60); i > 0; i--) {
                    index.shrinkAt(random.nextInt(index.directorySize()));
                }
            }
            scan.assertComplete(stableCount);
            for (int number = stableCount + volatileCount; number > 0; number--) {
                remove(number - 1);
            }
        }
    }

    @Test
    void shouldTakeAnyNumberForACursor() {
        grow(5000);
        final Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            final long cursor = random.nextLong() >>> random.nextInt(64) << random.nextInt(64);
            final long next = index.scan(cursor, 1 + random.nextInt(2000), entry -> { });
            assertTrue(next == 0 || Long.compareUnsigned(next, cursor) > 0, "cursor=" + cursor + " next=" + next);
        }
    }

    @Test
    void shouldTakeTheLargestCount() {
        grow(100_000);
        final Scan scan = new Scan();
        scan.begin();
        int callCount = 0;
        while (scan.isRunning()) {
            scan.call(Integer.MAX_VALUE);
            callCount++;
        }
        scan.assertComplete(100_000);
        assertTrue(callCount >= 100_000 / SegmentedIndex.MAX_SCAN_STRETCH && callCount <= index.directorySize());
    }

    private void grow(final int size) {
        for (int number = (int) index.entryCount(); number < size; number++) {
            insert(number);
        }
    }

    private void shrink(final int size) {
        int shrinkPlace = 0;
        for (int number = (int) index.entryCount() - 1; number >= size; number--) {
            remove(number);
            if ((number & 7) == 0) {
                shrinkPlace = shrinkPlace < index.directorySize() ? shrinkPlace : 0;
                index.shrinkAt(shrinkPlace);
                shrinkPlace = shrinkPlace < index.directorySize() ? index.nextSegment(shrinkPlace) : 0;
            }
        }
    }

    private void insert(final int number) {
        index.insert(entries.hash(number), entries.entry(number, EntryDescriptor.NO_EXPIRY));
        present.set(number);
    }

    private void remove(final int number) {
        final long hash = entries.hash(number);
        final long slot = index.findSlot(hash, entries.keyAddress(number), Long.BYTES);
        final long entry = SegmentedIndex.entryAt(slot);
        index.remove(hash, slot);
        entries.free(entry);
        present.clear(number);
    }

    /** One iteration, and what it has to return: numbers never come back, so that those from its start suffice. */
    private final class Scan {
        private boolean isRunning;
        private long cursor;
        private BitSet owed;

        void begin() {
            isRunning = true;
            owed = (BitSet) present.clone();
        }

        void beginAt(final boolean isTime) {
            if (isTime && owed == null) {
                begin();
            }
        }

        boolean isRunning() {
            return isRunning;
        }

        void call(final int count) {
            cursor = index.scan(cursor, count, entry -> owed.clear((int) EntryFixture.numberOf(entry)));
            isRunning = cursor != 0;
        }

        /** Goes on by a share of all hashes, in calls of different counts. */
        void advance(final double share) {
            final double goal = position() + share;
            while (isRunning && position() < goal) {
                call(1 + (int) (cursor >>> 40 & 0xFF));
            }
        }

        void finish() {
            advance(2);
            assertComplete(Integer.MAX_VALUE);
        }

        /** Checks that nothing is owed but what has been removed since. */
        void assertComplete(final int bound) {
            owed.and(present);
            final int missing = owed.nextSetBit(0);
            assertTrue(missing < 0 || missing >= bound, "not returned: number=" + missing);
        }

        private double position() {
            return (cursor >>> 1) * 0x1p-63;
        }
    }
}
