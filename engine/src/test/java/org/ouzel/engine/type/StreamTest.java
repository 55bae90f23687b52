package org.ouzel.engine.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.NativeMemory;

class StreamTest {
    private static final long SEED = 20260721;

    private final Keyspace keyspace = new Keyspace(1, 1);
    private final Stream stream = new Stream(keyspace);
    private final TreeMap<StreamId, List<String>> model = new TreeMap<>();
    private final Random random = new Random(SEED);

    @AfterEach
    void shouldGiveAllMemoryBack() {
        int rounds = 0;
        while (stream.freeSlice(50) >= 50) {
            assertTrue(++rounds < 100_000, "freeing doesn't end");
        }
        assertEquals(0, keyspace.allocator().usedBytes());
        keyspace.close();
    }

    @Test
    void shouldHoldWhatAModelHolds() {
        for (int i = 0; i < 20_000; i++) {
            final int choice = random.nextInt(100);
            if (choice < 60) {
                append(random.nextInt(8));
            } else if (choice < 85) {
                delete();
            } else if (choice < 87) {
                trim();
            } else {
                compareStretch();
            }
            assertEquals(model.size(), stream.elementCount());
        }
        compareStretch(StreamId.MIN, StreamId.MAX);
        final StreamId first = model.isEmpty() ? StreamId.MIN : model.firstKey();
        assertEquals(first, stream.firstId());
        assertEquals(model.isEmpty() ? StreamId.MIN : model.lastKey(), stream.lastEntryId());
    }

    @Test
    void shouldKeepLongEntriesAndManyFields() {
        append(1, List.of("name", "v".repeat(100_000)));
        final List<String> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add("field" + i);
            many.add("");
        }
        append(1, many);
        append(1, many);
        append(1, List.of("", ""));
        compareStretch(StreamId.MIN, StreamId.MAX);
    }

    @Test
    void shouldKeepIdentifiersOfAnySize() {
        for (final StreamId id : List.of(new StreamId(0, 1), new StreamId(0, -2), new StreamId(7, 0),
            new StreamId(Long.MIN_VALUE, 3), new StreamId(-1, 0), StreamId.MAX)) {
            appendAs(id, List.of("f", id.toString()));
        }
        compareStretch(StreamId.MIN, StreamId.MAX);
        compareStretch(new StreamId(7, 0), new StreamId(-1, 0));
        assertTrue(stream.contains(-1, -1));
        assertFalse(stream.contains(-1, -2));
    }

    @Test
    void shouldTrimWholeBlocksOnly() {
        for (int i = 0; i < 1000; i++) {
            appendAs(new StreamId(i + 1, 0), List.of("f", "v"), 0, 100);
        }
        assertEquals(10, stream.blockCount());
        assertEquals(0, stream.trimToLength(950, true, 0));
        assertEquals(100, stream.trimToLength(850, true, 0));
        assertEquals(200, stream.trimToLength(0, true, 250));
        assertEquals(100, stream.trimBelow(new StreamId(450, 0), true, 0));
        assertEquals(49, stream.trimBelow(new StreamId(450, 0), false, 0));
        assertEquals(551, stream.elementCount());
        assertEquals(new StreamId(450, 0), stream.firstId());
    }

    @Test
    void shouldCopyEntriesAndGroups() {
        for (int i = 0; i < 300; i++) {
            append(3);
        }
        final StreamGroup group = stream.addGroup(bytes("g"), new StreamId(5, 5), 7);
        final StreamConsumer consumer = group.addConsumer(bytes("c"), 1000);
        group.give(3, 4, consumer, 99, 2);
        final Keyspace other = new Keyspace(1, 1);
        final Stream copy = stream.copyTo(other);
        assertEquals(entries(stream.cursor().forward(StreamId.MIN, StreamId.MAX)),
            entries(copy.cursor().forward(StreamId.MIN, StreamId.MAX)));
        final StreamGroup copied = copy.group(bytes("g"));
        assertEquals(new StreamId(5, 5), copied.lastId());
        assertEquals(7, copied.entriesRead());
        final long rec = copied.findPending(3, 4);
        assertEquals(99, StreamGroup.deliveryMs(rec));
        assertEquals(2, StreamGroup.deliveryCount(rec));
        assertEquals(1, copied.consumer(bytes("c")).pendingCount());
        assertEquals(1000, copied.owner(rec).seenMs());
        assertEquals(Integer.MAX_VALUE, Integer.MAX_VALUE - copy.freeSlice(0));
        while (copy.freeSlice(10) >= 10) {
            assertTrue(other.allocator().usedBytes() >= 0);
        }
        assertEquals(0, other.allocator().usedBytes());
        other.close();
    }

    @Test
    void shouldCountAllBytesOffTheHeap() {
        final long emptyBytes = stream.usedBytes();
        for (int i = 0; i < 5000; i++) {
            append(2);
        }
        assertTrue(stream.usedBytes() - emptyBytes >= keyspace.allocator().usedBytes());
        final StreamGroup group = stream.addGroup(bytes("g"), StreamId.MIN, 0);
        final long bytesBefore = stream.usedBytes();
        final long allocatedBefore = keyspace.allocator().usedBytes();
        final StreamConsumer consumer = group.addConsumer(bytes("c"), 0);
        for (int i = 0; i < 5000; i++) {
            group.give(i, 0, consumer, 0, 1);
        }
        final long allocated = keyspace.allocator().usedBytes() - allocatedBefore;
        assertTrue(stream.usedBytes() - bytesBefore >= allocated, "allocated=" + allocated);
        keyspace.freePart(stream.removeGroup(bytes("g")));
        keyspace.freeSlice(Integer.MAX_VALUE);
        assertEquals(allocatedBefore, keyspace.allocator().usedBytes());
    }

    private void append(final int msStep) {
        final int count = 1 + random.nextInt(3);
        final List<String> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add("f" + (random.nextInt(10) == 0 ? random.nextInt(3) : i));
            fields.add("v".repeat(random.nextInt(40)) + random.nextInt(1000));
        }
        append(msStep, fields);
    }

    private void append(final int msStep, final List<String> fields) {
        final StreamId last = stream.lastId();
        appendAs(msStep == 0 ? last.next() : new StreamId(last.ms() + msStep, random.nextInt(5)), fields);
    }

    private void appendAs(final StreamId id, final List<String> fields) {
        appendAs(id, fields, 4096, 20);
    }

    private void appendAs(final StreamId id, final List<String> fields, final long maxBytes, final long maxCount) {
        try (GivenFields given = new GivenFields(fields)) {
            stream.append(id, given, maxBytes, maxCount);
        }
        model.put(id, fields);
    }

    private StreamId anyId() {
        final StreamId id = model.isEmpty() ? null : model.floorKey(
            new StreamId((long) (random.nextDouble() * (stream.lastId().ms() + 1)), random.nextInt(5)));
        return id == null ? new StreamId(random.nextInt(100), 0) : id;
    }

    private void delete() {
        final StreamId id = anyId();
        assertEquals(model.remove(id) != null, stream.delete(id.ms(), id.seq()));
        assertFalse(stream.contains(id.ms(), id.seq()));
    }

    private void trim() {
        if (random.nextBoolean()) {
            final int maxLength = Math.max(0, model.size() - random.nextInt(60));
            final long expected = model.size() - maxLength;
            assertEquals(expected, stream.trimToLength(maxLength, false, 0));
            while (model.size() > maxLength) {
                model.pollFirstEntry();
            }
        } else {
            final StreamId below = model.isEmpty() ? StreamId.MIN : model.keySet().stream()
                .skip(random.nextInt(Math.min(60, model.size()))).findFirst().orElseThrow();
            final int expected = model.headMap(below, false).size();
            assertEquals(expected, stream.trimBelow(below, false, 0));
            model.headMap(below, false).clear();
        }
    }

    private void compareStretch() {
        final StreamId from = anyId();
        final StreamId to = new StreamId(from.ms() + random.nextInt(50), random.nextInt(5));
        compareStretch(from, to);
    }

    private void compareStretch(final StreamId from, final StreamId to) {
        final List<String> expected = new ArrayList<>();
        if (from.compareTo(to) <= 0) {
            model.subMap(from, true, to, true).forEach((id, fields) -> expected.add(id + " " + fields));
        }
        assertEquals(expected, entries(stream.cursor().forward(from, to)));
        java.util.Collections.reverse(expected);
        assertEquals(expected, entries(stream.cursor().backward(from, to)));
    }

    private static List<String> entries(final StreamCursor cursor) {
        final List<String> entries = new ArrayList<>();
        while (cursor.next()) {
            final List<String> fields = new ArrayList<>();
            final StreamFields each = cursor.fields();
            each.rewind();
            for (int i = 0; i < each.fieldCount(); i++) {
                each.nextField();
                fields.add(NativeMemory.toText(each.nameAddress(), each.nameLength()));
                fields.add(NativeMemory.toText(each.valueAddress(), each.valueLength()));
            }
            entries.add(new StreamId(cursor.ms(), cursor.seq()) + " " + fields);
        }
        return entries;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
