package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class MemberTableTest {
    private static final long SEED = 77;
    private static final int TEXT_BYTES = 4096;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final MemberTable table = new MemberTable(keyspace);
    private final long text = NativeMemory.allocate(TEXT_BYTES);

    @AfterEach
    void freeAll() {
        free(table);
        keyspace.close();
        NativeMemory.free(text, TEXT_BYTES);
    }

    @Test
    void shouldBehaveLikeAMapUnderRandomChanges() {
        final Random random = new Random(SEED);
        final Map<String, String> model = new HashMap<>();
        for (int step = 0; step < 300_000; step++) {
            final boolean isGrowing = step / 60_000 % 2 == 0;
            final String field = "field:" + random.nextInt(20_000);
            if (random.nextInt(10) < (isGrowing ? 7 : 2)) {
                final String value = "v".repeat(random.nextInt(60)) + step;
                put(field, value, EntryDescriptor.NO_EXPIRY);
                model.put(field, value);
            } else {
                assertEquals(model.remove(field) != null, remove(field));
            }
            assertEquals(model.size(), table.elementCount());
        }
        for (int i = 0; i < 20_000; i++) {
            assertEquals(model.get("field:" + i), valueOf("field:" + i));
        }
        assertEquals(keyspace.allocator().usedBytes() + 8L * table.index().directorySize(), table.usedBytes());
    }

    @Test
    void shouldGiveMemoryBackAsMembersGo() {
        for (int i = 0; i < 100_000; i++) {
            add("member:" + i);
        }
        final long fullBytes = table.usedBytes();
        for (int i = 0; i < 99_990; i++) {
            assertTrue(remove("member:" + i));
        }
        assertTrue(table.usedBytes() < fullBytes / 1000, "bytes left=" + table.usedBytes());
        assertEquals(10, all(table).size());
    }

    @Test
    void shouldScanEveryMemberThatStaysWhileOthersComeAndGo() {
        final Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            add("stays:" + i);
        }
        for (final boolean isGrowing : new boolean[] {true, false}) {
            final Set<String> seen = new HashSet<>();
            long cursor = 0;
            int next = 0;
            do {
                cursor = table.scan(cursor, 10, member -> seen.add(keyOf(member)));
                for (int i = 0; i < 40 && next < 40_000; i++, next++) {
                    if (isGrowing) {
                        add("other:" + next);
                    } else {
                        remove("other:" + next);
                    }
                }
                if (random.nextInt(10) == 0) {
                    assertNotEquals(NONE, table.randomMember(random.nextLong()));
                }
            } while (cursor != 0);
            for (int i = 0; i < 5_000; i++) {
                assertTrue(seen.contains("stays:" + i), "not seen: " + i);
            }
        }
    }

    @Test
    void shouldDrawMembersWithEqualChance() {
        // Just split in part: some segments take twice the hashes of others.
        final int count = 1_500;
        for (int i = 0; i < count; i++) {
            add("member:" + i);
        }
        final Random random = new Random(SEED);
        final Map<String, Integer> drawn = new HashMap<>();
        final int draws = 200 * count;
        for (int i = 0; i < draws; i++) {
            drawn.merge(keyOf(table.randomMember(random.nextLong())), 1, Integer::sum);
        }
        assertEquals(count, drawn.size());
        double chiSquare = 0;
        for (final int times : drawn.values()) {
            chiSquare += (times - 200.0) * (times - 200.0) / 200.0;
        }
        // 1,499 degrees of freedom: mean 1,499, standard deviation 55.
        assertTrue(chiSquare < 1_499 + 5 * 55, "chi square=" + chiSquare);
    }

    @Test
    void shouldExpireInSlices() {
        for (int i = 0; i < 30_000; i++) {
            put("due:" + i, "value", 1_000 + i);
            put("stays:" + i, "value", EntryDescriptor.NO_EXPIRY);
        }
        assertEquals(30_000, table.expiringCount());
        assertEquals(1_000, table.earliestExpiryMs());
        final List<String> removed = new ArrayList<>();
        int slices = 1;
        while (table.expireSlice(15_999, 500, member -> removed.add(keyOf(member))) <= 15_999) {
            slices++;
        }
        assertTrue(slices > 10, "slices=" + slices);
        assertEquals(15_000, removed.size());
        assertEquals(15_000, table.expiringCount());
        assertEquals(45_000, table.elementCount());
        Collections.sort(removed);
        assertEquals("due:0", removed.get(0));
        assertEquals(NONE, find("due:14999"));
        assertNotEquals(NONE, find("due:15000"));
        assertEquals(16_000, table.expireSlice(15_999, 500_000, member -> { }));
    }

    @Test
    void shouldKeepValueWhenExpiryComesAndGoes() {
        put("field", "value", EntryDescriptor.NO_EXPIRY);
        long member = table.setExpiry(hash("field"), find("field"), 5_000);
        assertEquals(5_000, EntryDescriptor.expiryMs(member));
        assertEquals("value", valueOf("field"));
        assertEquals(1, table.expiringCount());
        member = table.setExpiry(hash("field"), find("field"), 6_000);
        assertEquals(6_000, EntryDescriptor.expiryMs(member));
        member = table.setExpiry(hash("field"), member, EntryDescriptor.NO_EXPIRY);
        assertEquals(EntryDescriptor.NO_EXPIRY, EntryDescriptor.expiryMs(member));
        assertEquals("value", valueOf("field"));
        assertEquals(0, table.expiringCount());
    }

    @Test
    void shouldCopyToAnotherKeyspace() {
        for (int i = 0; i < 3_000; i++) {
            put("field:" + i, "value:" + i, i % 2 == 0 ? 9_000 + i : EntryDescriptor.NO_EXPIRY);
        }
        final Keyspace other = new Keyspace(1, SEED);
        final MemberTable copy = table.copyTo(other);
        assertEquals(all(table), all(copy));
        assertEquals(1_500, copy.expiringCount());
        assertEquals(9_000, copy.earliestExpiryMs());
        free(copy);
        other.close();
    }

    private void free(final MemberTable freed) {
        int slice;
        do {
            slice = freed.freeSlice(64);
        } while (slice >= 64);
    }

    private static Set<String> all(final MemberTable shown) {
        final Set<String> all = new HashSet<>();
        shown.forEach(member -> assertTrue(all.add(keyOf(member) + "=" + NativeMemory.toText(
            EntryDescriptor.valueAddress(member), EntryDescriptor.valueLength(member)))));
        return all;
    }

    private void add(final String member) {
        final long hash = hash(member);
        table.add(hash, text, member.length());
    }

    private void put(final String field, final String value, final long expiryMs) {
        final long member = table.put(hash(field), text, field.length(), value.length(), expiryMs);
        NativeMemory.copy(value.getBytes(StandardCharsets.ISO_8859_1), 0, EntryDescriptor.valueAddress(member),
            value.length());
    }

    private boolean remove(final String member) {
        return table.remove(hash(member), text, member.length());
    }

    private long find(final String member) {
        return table.find(hash(member), text, member.length());
    }

    private String valueOf(final String field) {
        final long member = find(field);
        return member == NONE ? null
            : NativeMemory.toText(EntryDescriptor.valueAddress(member), EntryDescriptor.valueLength(member));
    }

    private long hash(final String member) {
        NativeMemory.copy(member.getBytes(StandardCharsets.ISO_8859_1), 0, text, member.length());
        return table.hashOf(text, member.length());
    }

    private static String keyOf(final long member) {
        return NativeMemory.toText(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
    }
}
