package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

/** Everything that can happen to keys of two shards' databases, at random, beside plain maps. */
class DatabaseModelTest {
    private static final int STEP_COUNT = 40_000;
    private static final int KEY_COUNT = 400;

    private long nowMs = 1000;
    private Random random;
    private Keyspace[] keyspaces;
    private final StoreFixture store = new StoreFixture();
    private final Database[] databases = new Database[3];
    private final Keyspace[] owners = new Keyspace[3];
    private final Map<Integer, Map<String, Value>> models = new HashMap<>();

    @Test
    void shouldAgreeWithPlainMaps() {
        for (int seed = 0; seed < 2; seed++) {
            begin(seed);
            for (int step = 0; step < STEP_COUNT; step++) {
                step();
                if (step % 500 == 0) {
                    assertSame();
                }
            }
            assertSame();
        }
        store.close();
    }

    private void begin(final int seed) {
        random = new Random(seed);
        keyspaces = new Keyspace[] {store.keyspace(), store.keyspace()};
        for (int i = 0; i < databases.length; i++) {
            owners[i] = keyspaces[i / 2];
            databases[i] = owners[i].database(0, i % 2);
            models.put(i, new HashMap<>());
        }
    }

    private void step() {
        final int place = random.nextInt(databases.length);
        final String name = name();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> put(place, name);
            case 5 -> putCollection(place, name);
            case 6, 7, 8 -> resize(place, name);
            case 9, 10 -> setExpiry(place, name);
            case 11, 12 -> assertEquals(models.get(place).remove(name) != null, store.remove(databases[place], name));
            case 13, 14 -> find(place, name);
            case 15 -> copy(place, name);
            case 16, 17 -> move(place, name);
            case 18 -> pass();
            default -> rare(place);
        }
    }

    private void put(final int place, final String name) {
        final byte[] bytes = bytes();
        final long expiryMs = expiry();
        store.put(databases[place], name, bytes, expiryMs);
        models.get(place).put(name, new Value(bytes, 0, expiryMs));
    }

    private void putCollection(final int place, final String name) {
        final int count = random.nextInt(200);
        final long expiryMs = expiry();
        store.putCollection(databases[place], name, new BlockCollection(owners[place], count), expiryMs);
        models.get(place).put(name, new Value(null, count, expiryMs));
    }

    private void resize(final int place, final String name) {
        final long entry = found(place, name);
        if (entry == NONE || EntryDescriptor.isHandle(entry)) {
            return;
        }
        final Value value = models.get(place).get(name);
        final byte[] tail = bytes();
        final int kept = Math.min(value.bytes.length, random.nextBoolean() ? tail.length : value.bytes.length);
        final byte[] resized = Arrays.copyOf(value.bytes, random.nextBoolean() ? kept : kept + tail.length % 1000);
        final long moved = databases[place].resize(store.hash(name), entry, resized.length);
        for (int i = Math.min(kept, resized.length); i < resized.length; i++) {
            resized[i] = (byte) (i * 31);
            NativeMemory.putByte(EntryDescriptor.valueAddress(moved) + i, resized[i]);
        }
        models.get(place).put(name, new Value(resized, 0, value.expiryMs));
    }

    private void setExpiry(final int place, final String name) {
        final long entry = found(place, name);
        if (entry != NONE) {
            final Value value = models.get(place).get(name);
            final long expiryMs = expiry();
            databases[place].setExpiry(store.hash(name), entry, expiryMs);
            models.get(place).put(name, new Value(value.bytes, value.elementCount, expiryMs));
        }
    }

    private void find(final int place, final String name) {
        final long entry = found(place, name);
        if (entry != NONE) {
            assertValue(place, entry, models.get(place).get(name));
        }
    }

    private void copy(final int place, final String name) {
        final int target = random.nextInt(databases.length);
        final String newName = name();
        final long entry = found(place, name);
        if (entry == NONE || place == target && name.equals(newName)) {
            return;
        }
        final Value value = models.get(place).get(name);
        store.putCopy(databases[target], newName, databases[place], entry, value.expiryMs);
        models.get(target).put(newName, value);
    }

    private void move(final int place, final String name) {
        final int target = random.nextInt(databases.length);
        final String newName = name();
        final long entry = found(place, name);
        if (entry == NONE || place == target && name.equals(newName)) {
            return;
        }
        store.putMoved(databases[target], newName, databases[place], entry);
        models.get(target).put(newName, models.get(place).remove(name));
    }

    /** Time goes on, and the shards do some of what ticks do. */
    private void pass() {
        nowMs += random.nextInt(20);
        for (final Keyspace keyspace : keyspaces) {
            keyspace.expireSlice(nowMs, random.nextInt(50));
            keyspace.freeSlice(random.nextInt(100));
            keyspace.shrinkSlice(random.nextInt(4));
        }
        models.forEach((place, model) -> model.entrySet().removeIf(each -> each.getValue().isDue(nowMs)
            && store.find(databases[place], each.getKey(), nowMs) == NONE));
        store.takeExpired();
    }

    private void rare(final int place) {
        switch (random.nextInt(100)) {
            case 0 -> {
                databases[place].clear();
                models.get(place).clear();
            }
            case 1 -> {
                keyspaces[0].swap(0, 0, 1);
                final Map<String, Value> first = models.get(0);
                models.put(0, models.get(1));
                models.put(1, first);
            }
            case 2 -> {
                store.put(databases[place], "big", new byte[5_000_000], EntryDescriptor.NO_EXPIRY);
                store.remove(databases[place], "big");
            }
            default -> assertEquals(NONE, store.find(databases[place], "never", nowMs));
        }
    }

    private void assertSame() {
        for (int place = 0; place < databases.length; place++) {
            final Database database = databases[place];
            final Map<String, Value> model = models.get(place);
            final TreeSet<String> names = new TreeSet<>();
            database.forEach(entry -> names.add(StoreFixture.keyOf(entry)));
            assertEquals(new TreeSet<>(model.keySet()), names);
            for (final Map.Entry<String, Value> each : model.entrySet()) {
                final long entry = store.find(database, each.getKey(), 0);
                assertNotEquals(NONE, entry, each.getKey());
                assertValue(place, entry, each.getValue());
            }
            StoreFixture.assertExact(database);
        }
        if (!keyspaces[0].hasPendingFrees()) {
            assertEquals(databases[0].usedBytes() + databases[1].usedBytes(), keyspaces[0].usedBytes());
        }
    }

    private void assertValue(final int place, final long entry, final Value value) {
        assertEquals(value.expiryMs, EntryDescriptor.expiryMs(entry));
        if (value.bytes == null) {
            ((BlockCollection) databases[place].collection(entry)).assertIntact(value.elementCount);
        } else {
            assertArrayEquals(value.bytes, StoreFixture.valueOf(entry));
        }
    }

    /** Looks a key up as of now, and checks whether it has to be there. */
    private long found(final int place, final String name) {
        final long entry = store.find(databases[place], name, nowMs);
        final Value value = models.get(place).get(name);
        if (value != null && value.isDue(nowMs)) {
            models.get(place).remove(name);
        }
        assertEquals(models.get(place).containsKey(name), entry != NONE);
        return entry;
    }

    private String name() {
        final int number = random.nextInt(KEY_COUNT);
        return number % 50 == 0 ? "k".repeat(250 + number / 20) + number : "key:" + number;
    }

    private byte[] bytes() {
        final int bound = random.nextInt(30) == 0 ? 100_000 : random.nextInt(3) == 0 ? 3000 : 100;
        final byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return bytes;
    }

    private long expiry() {
        return random.nextInt(3) == 0 ? nowMs + 1 + random.nextInt(2000) : EntryDescriptor.NO_EXPIRY;
    }

    /** A string's bytes, or how many elements a structure has. */
    private record Value(byte[] bytes, int elementCount, long expiryMs) {
        boolean isDue(final long nowMs) {
            return expiryMs != EntryDescriptor.NO_EXPIRY && expiryMs <= nowMs;
        }
    }
}
