package org.ouzel.engine.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.store.Keyspace;

class StreamGroupTest {
    private static final long SEED = 4711;

    private final Keyspace keyspace = new Keyspace(1, 1);
    private final StreamMemory memory = new StreamMemory(keyspace.allocator());
    private final StreamGroup group = new StreamGroup(name(0), StreamId.MIN, 0, memory);
    private final TreeMap<StreamId, Integer> model = new TreeMap<>();
    private final Random random = new Random(SEED);

    @Test
    void shouldHoldWhatAModelHolds() {
        for (int i = 0; i < 60_000; i++) {
            final boolean isGrowing = i / 10_000 % 2 == 0;
            final int choice = random.nextInt(100);
            if (choice < (isGrowing ? 70 : 30)) {
                give();
            } else if (choice < 98) {
                acknowledge();
            } else {
                compareFrom(anyId());
            }
            assertEquals(model.size(), group.pendingCount());
        }
        compareFrom(StreamId.MIN);
        removeConsumers();
        assertEquals(0, group.pendingCount());
        free();
        assertEquals(0, keyspace.allocator().usedBytes());
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void shouldPassEntriesThatAreRemovedOnTheWay() {
        final StreamConsumer consumer = group.addConsumer(name(1), 0);
        for (int i = 0; i < 1000; i++) {
            group.give(i, 0, consumer, 0, 1);
        }
        final PendingCursor cursor = group.pending(null);
        cursor.seek(0, 0);
        int seen = 0;
        while (cursor.next()) {
            assertEquals(seen++, cursor.ms());
            group.acknowledge(cursor.ms(), cursor.seq());
        }
        assertEquals(1000, seen);
        assertEquals(0, consumer.pendingCount());
        free();
        assertEquals(0, keyspace.allocator().usedBytes());
    }

    @Test
    void shouldEndAtTheHighestIdentifier() {
        final StreamConsumer consumer = group.addConsumer(name(1), 0);
        group.give(-1, -1, consumer, 5, 1);
        final PendingCursor cursor = group.pending(consumer);
        cursor.seek(-1, 0);
        assertTrue(cursor.next());
        assertFalse(cursor.next());
        assertEquals(StreamId.MAX, group.lastPending());
        free();
    }

    private void give() {
        final StreamId id = random.nextInt(3) == 0 || model.isEmpty() ? anyId()
            : new StreamId(model.lastKey().ms() + random.nextInt(3), random.nextInt(4));
        final int owner = random.nextInt(4);
        StreamConsumer consumer = group.consumer(name(owner));
        if (consumer == null) {
            consumer = group.addConsumer(name(owner), 0);
        }
        group.give(id.ms(), id.seq(), consumer, id.ms() + owner, owner);
        model.put(id, owner);
    }

    private void acknowledge() {
        final StreamId wanted = anyId();
        final StreamId id = random.nextInt(4) == 0 || model.ceilingKey(wanted) == null ? wanted
            : model.ceilingKey(wanted);
        assertEquals(model.remove(id) != null, group.acknowledge(id.ms(), id.seq()));
        assertEquals(0, group.findPending(id.ms(), id.seq()));
    }

    private StreamId anyId() {
        final int most = model.isEmpty() ? 10 : (int) model.lastKey().ms() + 2;
        return new StreamId(random.nextInt(most), random.nextInt(4));
    }

    private void compareFrom(final StreamId from) {
        compare(from, null, -1);
        for (int owner = 0; owner < 4; owner++) {
            if (group.consumer(name(owner)) != null) {
                compare(from, group.consumer(name(owner)), owner);
            }
        }
    }

    private void compare(final StreamId from, final StreamConsumer consumer, final int owner) {
        final List<StreamId> expected = new ArrayList<>();
        for (final Map.Entry<StreamId, Integer> each : model.tailMap(from, true).entrySet()) {
            if (owner < 0 || each.getValue() == owner) {
                expected.add(each.getKey());
            }
        }
        final List<StreamId> found = new ArrayList<>();
        final PendingCursor cursor = group.pending(consumer);
        cursor.seek(from.ms(), from.seq());
        while (cursor.next()) {
            final StreamId id = new StreamId(cursor.ms(), cursor.seq());
            found.add(id);
            final long rec = cursor.rec();
            assertNotEquals(0, rec);
            assertEquals(model.get(id).longValue(), StreamGroup.deliveryCount(rec));
            assertEquals(id.ms() + model.get(id), StreamGroup.deliveryMs(rec));
        }
        assertEquals(expected, found);
    }

    private void removeConsumers() {
        for (int owner = 0; owner < 4; owner++) {
            final StreamConsumer consumer = group.consumer(name(owner));
            final int expected = owner;
            assertEquals(model.values().stream().filter(each -> each == expected).count(), consumer.pendingCount());
            keyspace.freePart(group.removeConsumer(consumer));
            model.values().removeIf(each -> each == expected);
            assertEquals(model.size(), group.pendingCount());
            compareFrom(StreamId.MIN);
            keyspace.freeSlice(100);
        }
        assertTrue(keyspace.hasPendingFrees());
    }

    private void free() {
        group.detach();
        keyspace.freePart(group);
        keyspace.freeSlice(Integer.MAX_VALUE);
    }

    private static byte[] name(final int number) {
        return new byte[] {(byte) ('a' + number)};
    }
}
