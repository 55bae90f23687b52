package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class DatabaseTest {
    private static final long NO_EXPIRY = EntryDescriptor.NO_EXPIRY;
    private static final long NOW = 1_000_000;

    private final StoreFixture store = new StoreFixture();
    private final Keyspace keyspace = store.keyspace();
    private final Database database = keyspace.database(0, 0);

    @AfterEach
    void shouldCountExactlyAndLeaveNothingBehind() {
        StoreFixture.assertExact(database);
        store.close();
    }

    @Test
    void shouldFindWhatWasPut() {
        final long entry = store.put(database, "k", bytes(5), NO_EXPIRY);
        assertEquals(entry, store.find(database, "k", NOW));
        assertArrayEquals(bytes(5), StoreFixture.valueOf(entry));
        assertEquals(77, EntryDescriptor.access(entry));
        assertEquals(NONE, store.find(database, "K", NOW));
        assertEquals(NONE, store.find(database, "", NOW));
    }

    @Test
    void shouldKeepKeysOfAnyBytesAndLength() {
        final List<String> names = List.of("", "\0", "a\r\nb", "\u00ff\u0080", "k".repeat(255), "k".repeat(256),
            "k".repeat(70_000));
        for (final String name : names) {
            store.put(database, name, bytes(10), NOW + 1);
        }
        for (final String name : names) {
            final long entry = store.find(database, name, NOW);
            assertEquals(name, StoreFixture.keyOf(entry));
            assertArrayEquals(bytes(10), StoreFixture.valueOf(entry));
        }
    }

    @Test
    void shouldReplaceInPlaceWhereTheBlockFits() {
        final long first = store.put(database, "k", bytes(20), NOW + 5);
        final long usedBytes = database.usedBytes();
        final long second = store.put(database, "k", EntryDescriptor.ENCODING_INT << 4, bytes(Long.BYTES + 10),
            NOW + 6);
        assertEquals(first, second);
        assertEquals(usedBytes, database.usedBytes());
        assertEquals(NOW + 6, EntryDescriptor.expiryMs(second));
        assertEquals(EntryDescriptor.ENCODING_INT, EntryDescriptor.encoding(second));
        assertEquals(18, EntryDescriptor.valueLength(second));
        assertEquals(1, database.keyCount());
    }

    @Test
    void shouldCountKeysWithAnExpiry() {
        store.put(database, "k", bytes(3), NOW);
        assertEquals(1, database.expiringCount());
        store.put(database, "k", bytes(3), NO_EXPIRY);
        assertEquals(0, database.expiringCount());
        store.put(database, "k", bytes(3), NOW);
        store.put(database, "k", bytes(300), NOW);
        assertEquals(1, database.expiringCount());
        store.remove(database, "k");
        assertEquals(0, database.expiringCount());
    }

    @Test
    void shouldLetAnEntryGoWhenItsTimeHasCome() {
        store.put(database, "k", bytes(3), NOW);
        assertNotEquals(NONE, store.find(database, "k", NOW - 1));
        assertEquals(List.of(), store.takeExpired());
        assertEquals(NONE, store.find(database, "k", NOW));
        assertEquals(List.of("k"), store.takeExpired());
        assertEquals(0, database.keyCount());
        assertFalse(store.remove(database, "k"));
    }

    @Test
    void shouldKeepValueAndAccessWhenTheExpiryChanges() {
        for (final int length : new int[] {0, 1, 100, 300, 3000, 70_000}) {
            long entry = store.put(database, "k", bytes(length), NO_EXPIRY);
            entry = database.setExpiry(store.hash("k"), entry, NOW + 10);
            assertKept(entry, length, NOW + 10);
            entry = database.setExpiry(store.hash("k"), entry, NOW + 5);
            assertKept(entry, length, NOW + 5);
            entry = database.setExpiry(store.hash("k"), entry, NO_EXPIRY);
            assertKept(entry, length, NO_EXPIRY);
            assertSameEntry(entry);
            assertNotEquals(NONE, store.find(database, "k", Long.MAX_VALUE));
        }
    }

    @Test
    void shouldNotMoveALongValueWhenItsExpiryChanges() {
        final long entry = store.put(database, "k", bytes(100_000), NO_EXPIRY);
        final long usedBytes = database.usedBytes();
        for (final long expiryMs : new long[] {NOW + 1, NOW + 2, NO_EXPIRY, NO_EXPIRY, NOW + 3}) {
            assertEquals(entry, database.setExpiry(store.hash("k"), entry, expiryMs));
            assertKept(entry, 100_000, expiryMs);
        }
        assertEquals(usedBytes, database.usedBytes());
        assertEquals(NONE, store.find(database, "k", NOW + 3));
    }

    @Test
    void shouldCountALongValueThatIsReplacedByOneThatStays() {
        store.put(database, "k", bytes(100_000), NOW + 1);
        store.put(database, "k", bytes(100_001), NO_EXPIRY);
        assertEquals(0, database.expiringCount());
        assertNotEquals(NONE, store.find(database, "k", Long.MAX_VALUE));
        store.put(database, "k", bytes(100_000), NOW + 1);
        assertEquals(1, database.expiringCount());
        assertEquals(NONE, store.find(database, "k", NOW + 1));
        assertEquals(0, database.expiringCount());
    }

    @Test
    void shouldKeepTheBeginningWhenAValueIsResized() {
        for (int length = 0; length < 5000; length = length * 3 / 2 + 1) {
            for (int resized = 0; resized < 5000; resized = resized * 3 / 2 + 1) {
                final long expiryMs = (length + resized) % 2 == 0 ? NO_EXPIRY : NOW + 10;
                long entry = store.put(database, "k", bytes(length), expiryMs);
                entry = database.resize(store.hash("k"), entry, resized);
                assertSameEntry(entry);
                assertEquals(resized, EntryDescriptor.valueLength(entry));
                assertEquals(expiryMs, EntryDescriptor.expiryMs(entry));
                final int kept = Math.min(length, resized);
                assertArrayEquals(bytes(kept), Arrays.copyOf(StoreFixture.valueOf(entry), kept));
                StoreFixture.assertExact(database);
            }
        }
    }

    @Test
    void shouldGrowAStringByAppendingWithoutMovingItEachTime() {
        long entry = store.put(database, "k", bytes(1), NO_EXPIRY);
        int moveCount = 0;
        for (int length = 2; length <= 100_000; length++) {
            final long resized = database.resize(store.hash("k"), entry, length);
            NativeMemory.putByte(EntryDescriptor.valueAddress(resized) + length - 1, (byte) (length - 1));
            moveCount += resized == entry ? 0 : 1;
            entry = resized;
        }
        assertTrue(moveCount < 30, "moves=" + moveCount);
        assertArrayEquals(bytes(100_000), StoreFixture.valueOf(entry));
        assertTrue(database.usedBytes() < 300_000);
        entry = database.resize(store.hash("k"), entry, 10);
        assertArrayEquals(bytes(10), StoreFixture.valueOf(entry));
        assertTrue(database.usedBytes() < 1000, "a short value must not keep much room: " + database.usedBytes());
    }

    @Test
    void shouldSetTheExpiryOfAValueWithRoomToSpare() {
        long entry = store.put(database, "k", bytes(10), NO_EXPIRY);
        entry = database.resize(store.hash("k"), entry, 50);
        NativeMemory.copy(bytes(50), 0, EntryDescriptor.valueAddress(entry), 50);
        entry = database.setExpiry(store.hash("k"), entry, NOW + 1);
        assertKept(entry, 50, NOW + 1);
        StoreFixture.assertExact(database);
        entry = database.setExpiry(store.hash("k"), entry, NO_EXPIRY);
        assertKept(entry, 50, NO_EXPIRY);
        entry = database.resize(store.hash("k"), entry, 60);
        assertArrayEquals(bytes(50), Arrays.copyOf(StoreFixture.valueOf(entry), 50));
    }

    @Test
    void shouldCopyAValueToAnotherKeyAndLeaveTheOriginal() {
        final long original = store.put(database, "a", bytes(100), NOW + 1);
        store.put(database, "b", bytes(7), NO_EXPIRY);
        final long copy = store.putCopy(database, "b", database, original, NOW + 1);
        assertEquals(original, store.find(database, "a", NOW));
        assertArrayEquals(bytes(100), StoreFixture.valueOf(copy));
        assertArrayEquals(bytes(100), StoreFixture.valueOf(original));
        assertEquals(NOW + 1, EntryDescriptor.expiryMs(copy));
        assertEquals(78, EntryDescriptor.access(copy));
        assertEquals(2, database.keyCount());
    }

    @Test
    void shouldHandAStructureOverWhenItsKeyIsRenamedOnTheShard() {
        final BlockCollection structure = new BlockCollection(keyspace, 10);
        final long original = store.putCollection(database, "a", structure, NOW + 1);
        store.putCollection(database, "b", new BlockCollection(keyspace, 3), NO_EXPIRY);
        final long moved = store.putMoved(database, "b", database, original);
        assertSame(structure, database.collection(moved));
        assertEquals(NOW + 1, EntryDescriptor.expiryMs(moved));
        assertEquals(77, EntryDescriptor.access(moved));
        assertEquals(NONE, store.find(database, "a", NOW));
        assertEquals(1, keyspace.collections().size());
        structure.assertIntact(10);
    }

    @Test
    void shouldCountAStructureWhereItIsMovedTo() {
        final Database other = keyspace.database(0, 1);
        final long emptyBytes = other.usedBytes();
        final BlockCollection structure = new BlockCollection(keyspace, 10);
        final long original = store.putCollection(database, "a", structure, NO_EXPIRY);
        final long usedBytes = database.usedBytes();
        final long moved = store.putMoved(other, "a", database, original);
        assertSame(structure, other.collection(moved));
        assertEquals(usedBytes, other.usedBytes());
        assertEquals(emptyBytes, database.usedBytes());
        StoreFixture.assertExact(other);
    }

    @Test
    void shouldCopyAStructureToTheMemoryOfAnotherShard() {
        final Keyspace otherShard = store.keyspace();
        final Database other = otherShard.database(0, 0);
        final long original = store.putCollection(database, "a", new BlockCollection(keyspace, 1000), NOW + 1);
        final long moved = store.putMoved(other, "b", database, original);
        assertEquals(NONE, store.find(database, "a", NOW));
        while (keyspace.hasPendingFrees()) {
            keyspace.freeSlice(100);
        }
        assertEquals(0, keyspace.allocator().usedBytes());
        ((BlockCollection) other.collection(moved)).assertIntact(1000);
        assertEquals(NOW + 1, EntryDescriptor.expiryMs(moved));
        StoreFixture.assertExact(other);
    }

    @Test
    void shouldReplaceAStructureByAString() {
        store.putCollection(database, "k", new BlockCollection(keyspace, 1000), NO_EXPIRY);
        store.put(database, "k", bytes(4), NO_EXPIRY);
        assertEquals(0, keyspace.collections().size());
        assertTrue(keyspace.hasPendingFrees());
        StoreFixture.assertExact(database);
    }

    @Test
    void shouldKeepAStructureWhenTheExpiryOfItsKeyChanges() {
        final BlockCollection structure = new BlockCollection(keyspace, 10);
        long entry = store.putCollection(database, "k", structure, NO_EXPIRY);
        entry = database.setExpiry(store.hash("k"), entry, NOW);
        assertSame(structure, database.collection(entry));
        StoreFixture.assertExact(database);
        assertEquals(NONE, store.find(database, "k", NOW));
        assertEquals(0, keyspace.allocator().usedBytes());
    }

    @Test
    void shouldExchangeContentAndCounts() {
        final Database other = keyspace.database(0, 1);
        store.put(database, "a", bytes(10), NOW + 1);
        store.put(other, "b", bytes(1000), NO_EXPIRY);
        store.put(other, "c", bytes(1000), NO_EXPIRY);
        keyspace.swap(0, 0, 1);
        assertEquals(2, database.keyCount());
        assertEquals(0, database.expiringCount());
        assertNotEquals(NONE, store.find(database, "b", NOW));
        assertNotEquals(NONE, store.find(other, "a", NOW));
        StoreFixture.assertExact(database);
        StoreFixture.assertExact(other);
        keyspace.swap(0, 1, 1);
        assertEquals(1, other.keyCount());
        StoreFixture.assertExact(other);
    }

    private void assertKept(final long entry, final int length, final long expiryMs) {
        assertSameEntry(entry);
        assertArrayEquals(bytes(length), StoreFixture.valueOf(entry));
        assertEquals(expiryMs, EntryDescriptor.expiryMs(entry));
        assertEquals(77, EntryDescriptor.access(entry));
        assertEquals(expiryMs == NO_EXPIRY ? 0 : 1, database.expiringCount());
    }

    private void assertSameEntry(final long entry) {
        assertEquals(entry, store.find(database, "k", NOW));
    }

    private static byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
