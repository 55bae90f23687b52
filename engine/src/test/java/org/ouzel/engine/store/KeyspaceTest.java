package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyspaceTest {
    private static final long NO_EXPIRY = EntryDescriptor.NO_EXPIRY;
    private static final long NOW = 1_000_000;
    private static final int BUDGET = 8192;

    private final StoreFixture store = new StoreFixture();
    private final Keyspace keyspace = store.keyspace();
    private final Database database = keyspace.database(0, 0);

    @AfterEach
    void shouldLeaveNothingBehind() {
        store.close();
    }

    @Test
    void shouldReclaimExpiredKeysThatNobodyAsksFor() {
        for (int i = 0; i < 400_000; i++) {
            final long liveMs = i % 4 == 1 ? NOW + 1 : NO_EXPIRY;
            store.put(database, "key:" + i, new byte[8], i % 4 == 0 ? NOW - i % 1000 : liveMs);
        }
        final long usedBytes = database.usedBytes();
        final Set<String> expired = new HashSet<>();
        int sliceCount = 0;
        int used;
        do {
            used = keyspace.expireSlice(NOW, BUDGET);
            // A segment is looked at as a whole: what goes beyond the budget is less than one.
            assertTrue(used <= BUDGET + 1024, "used=" + used);
            assertTrue(store.takeExpired().stream().allMatch(expired::add), "expired twice");
            sliceCount++;
        } while (used >= BUDGET);
        assertEquals(100_000, expired.size());
        assertTrue(sliceCount > 5 && sliceCount < 100, "slices=" + sliceCount);
        assertEquals(300_000, database.keyCount());
        assertEquals(100_000, database.expiringCount());
        assertTrue(usedBytes - database.usedBytes() >= 100_000 * 32L);
        StoreFixture.assertExact(database);
        for (int i = 0; i < 400_000; i++) {
            assertEquals(i % 4 == 0, expired.contains("key:" + i));
            assertEquals(i % 4 == 0, store.find(database, "key:" + i, NOW) == NONE);
        }
    }

    @Test
    void shouldSpendLittleWhereNothingIsDue() {
        for (int i = 0; i < 100_000; i++) {
            store.put(database, "key:" + i, new byte[8], i % 2 == 0 ? NOW + 1 : NO_EXPIRY);
        }
        // A look at each segment's earliest expiry is all it takes.
        assertTrue(keyspace.expireSlice(NOW, BUDGET) < 1000);
        assertEquals(List.of(), store.takeExpired());
    }

    @Test
    void shouldGoOnWhereTheLastSliceEnded() {
        final Database other = keyspace.database(0, 1);
        for (int i = 0; i < 50_000; i++) {
            store.put(i % 2 == 0 ? database : other, "key:" + i, new byte[8], NOW);
        }
        int sliceCount = 0;
        while (database.keyCount() + other.keyCount() > 0) {
            keyspace.expireSlice(NOW, 500);
            sliceCount++;
            assertTrue(sliceCount < 1000);
        }
        assertEquals(50_000, store.takeExpired().size());
        assertEquals(0, keyspace.expireSlice(NOW, 500));
    }

    @Test
    void shouldExpireStructuresToo() {
        store.putCollection(database, "k", new BlockCollection(keyspace, 1000), NOW);
        keyspace.expireSlice(NOW, 100);
        assertEquals(List.of("k"), store.takeExpired());
        assertTrue(keyspace.hasPendingFrees());
        freeAll(100);
        assertEquals(0, keyspace.allocator().usedBytes());
    }

    @Test
    void shouldEmptyADatabaseAtOnceAndFreeItInSlices() {
        for (int i = 0; i < 100_000; i++) {
            store.put(database, "key:" + i, new byte[8], i % 2 == 0 ? NOW : NO_EXPIRY);
        }
        store.put(keyspace.database(0, 1), "kept", new byte[8], NO_EXPIRY);
        final long usedBytes = keyspace.allocator().usedBytes();
        database.clear();
        assertEquals(0, database.keyCount());
        assertEquals(0, database.expiringCount());
        assertEquals(NONE, store.find(database, "key:7", 0));
        assertEquals(usedBytes, keyspace.allocator().usedBytes());
        StoreFixture.assertExact(database);
        store.put(database, "key:7", new byte[8], NO_EXPIRY);
        long before = keyspace.allocator().usedBytes();
        int sliceCount = 0;
        while (keyspace.hasPendingFrees()) {
            keyspace.freeSlice(1000);
            final long freedBytes = before - keyspace.allocator().usedBytes();
            assertTrue(freedBytes <= 2000 * 48L, "freed=" + freedBytes);
            before -= freedBytes;
            sliceCount++;
        }
        assertTrue(sliceCount >= 50, "slices=" + sliceCount);
        assertNotEquals(NONE, store.find(database, "key:7", 0));
        assertNotEquals(NONE, store.find(keyspace.database(0, 1), "kept", 0));
        StoreFixture.assertExact(database);
        StoreFixture.assertExact(keyspace.database(0, 1));
    }

    @Test
    void shouldFreeAnEmptiedDatabaseWithAllItHolds() {
        for (int i = 0; i < 100; i++) {
            store.putCollection(database, "key:" + i, new BlockCollection(keyspace, 10 * i), NO_EXPIRY);
        }
        store.put(database, "big", new byte[10_000_000], NO_EXPIRY);
        database.clear();
        freeAll(500);
        assertEquals(0, keyspace.allocator().usedBytes());
        assertEquals(0, keyspace.collections().size());
    }

    @Test
    void shouldFreeAStructureInSlices() {
        store.putCollection(database, "k", new BlockCollection(keyspace, 10_000), NO_EXPIRY);
        store.remove(database, "k");
        assertEquals(1, keyspace.pendingFreeCount());
        assertEquals(400_000, keyspace.allocator().usedBytes());
        keyspace.freeSlice(1000);
        assertEquals(360_000, keyspace.allocator().usedBytes());
        freeAll(1000);
        assertEquals(0, keyspace.allocator().usedBytes());
    }

    @Test
    void shouldFreeASmallStructureAtOnce() {
        store.putCollection(database, "k", new BlockCollection(keyspace, 64), NO_EXPIRY);
        store.remove(database, "k");
        assertFalse(keyspace.hasPendingFrees());
        assertEquals(0, keyspace.allocator().usedBytes());
    }

    @Test
    void shouldFreeABigStringInSlices() {
        final int bytes = 50_000_000;
        store.put(database, "k", new byte[bytes], NO_EXPIRY);
        store.remove(database, "k");
        assertEquals(0, database.keyCount());
        StoreFixture.assertExact(database);
        long before = keyspace.allocator().usedBytes();
        assertTrue(before >= bytes);
        int sliceCount = 0;
        while (keyspace.hasPendingFrees()) {
            keyspace.freeSlice(1);
            assertTrue(before - keyspace.allocator().usedBytes() <= Keyspace.FREE_SLICE_BYTES + 2048);
            before = keyspace.allocator().usedBytes();
            sliceCount++;
        }
        assertEquals(12, sliceCount);
        assertEquals(0, before);
    }

    @Test
    void shouldMakeDatabasesAtTheirFirstUse() {
        assertNull(keyspace.databaseIfPresent(0, 1));
        assertNull(keyspace.databaseIfPresent(3, 0));
        final Database tenant = keyspace.database(3, 1);
        assertEquals(tenant, keyspace.databaseIfPresent(3, 1));
        assertEquals(4, keyspace.namespaceCount());
        store.put(tenant, "k", new byte[8], NOW);
        assertEquals(NONE, store.find(database, "k", 0));
        keyspace.expireSlice(NOW, 10);
        assertEquals(0, tenant.keyCount());
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> keyspace.database(0, StoreFixture.DATABASE_COUNT));
    }

    @Test
    void shouldCountAllDatabasesAndWhatWaitsToBeFreed() {
        store.put(database, "k", new byte[100], NO_EXPIRY);
        store.put(keyspace.database(2, 1), "k", new byte[100], NO_EXPIRY);
        final long sum = database.usedBytes() + keyspace.database(2, 1).usedBytes();
        assertEquals(sum, keyspace.usedBytes());
        assertEquals(sum - SegmentedIndex.EMPTY_BYTES, keyspace.liveBytes());
        database.clear();
        assertTrue(keyspace.usedBytes() >= sum);
        freeAll(10);
        assertEquals(database.usedBytes() + keyspace.database(2, 1).usedBytes(), keyspace.usedBytes());
    }

    @Test
    void shouldGiveTheIndexBackWhenKeysAreGone() {
        for (int i = 0; i < 100_000; i++) {
            store.put(database, "key:" + i, new byte[0], NO_EXPIRY);
        }
        final long grownBytes = database.index().usedBytes();
        for (int i = 0; i < 99_990; i++) {
            store.remove(database, "key:" + i);
        }
        for (int tick = 0; tick < 200; tick++) {
            keyspace.shrinkSlice(16);
        }
        assertTrue(database.index().usedBytes() * 50 < grownBytes, "bytes=" + database.index().usedBytes());
        for (int i = 99_990; i < 100_000; i++) {
            assertNotEquals(NONE, store.find(database, "key:" + i, 0));
        }
    }

    private void freeAll(final int unitCount) {
        while (keyspace.hasPendingFrees()) {
            keyspace.freeSlice(unitCount);
        }
    }
}
