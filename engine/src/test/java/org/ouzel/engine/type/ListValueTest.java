package org.ouzel.engine.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.engine.store.SlabAllocator;
import org.ouzel.protocol.NativeMemory;

class ListValueTest {
    private static final long SEED = 42;
    private static final long NOW = 1_000;

    private final long key = copyOf("list".getBytes());
    private final long hash = KeyHash.of(key, 4, SEED);
    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final List<byte[]> model = new ArrayList<>();
    private ListLimits limits = ListLimits.of(-2);

    @AfterEach
    void shouldLeaveNothingBehind() {
        database.remove(hash, key, 4);
        keyspace.freeSlice(Integer.MAX_VALUE);
        assertEquals(0, keyspace.allocator().usedBytes());
        assertEquals(database.index().usedBytes(), database.usedBytes());
        keyspace.close();
        NativeMemory.free(key, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 1, 3, 20, 128})
    void shouldBehaveAsAnArrayDoes(final int setting) {
        limits = ListLimits.of(setting);
        final SplittableRandom random = new SplittableRandom(setting);
        for (int round = 0; round < 6000; round++) {
            final boolean isGrowing = round / 1000 % 2 == 0;
            change(random, isGrowing);
            if (round % 50 == 0) {
                check();
            }
        }
        check();
    }

    @Test
    void shouldGoBackToThePackedFormWhenLittleIsLeft() {
        final ListValue list = list();
        final byte[] element = new byte[100];
        for (int i = 0; i < 200; i++) {
            push(list, false, element);
        }
        assertEquals(EntryDescriptor.ENCODING_QUICKLIST, EntryDescriptor.encoding(find()));
        list.remove(10, 190);
        assertEquals(EntryDescriptor.ENCODING_LISTPACK, EntryDescriptor.encoding(find()));
        assertEquals(10, list.size());
    }

    @Test
    void shouldHoldElementsAboveTheLimit() {
        final ListValue list = list();
        for (int i = 0; i < 20; i++) {
            final byte[] element = new byte[i * 5_000];
            Arrays.fill(element, (byte) i);
            push(list, i % 2 == 0, element);
            model.add(i % 2 == 0 ? 0 : model.size(), element);
        }
        check();
        list.replace(10, key, 4);
        model.set(10, "list".getBytes());
        check();
    }

    @Test
    void shouldCopyALargeList() {
        final ListValue list = list();
        for (int i = 0; i < 5000; i++) {
            push(list, i % 3 == 0, ("element " + i).getBytes());
        }
        final Keyspace other = new Keyspace(1, SEED);
        final ChunkedList original = (ChunkedList) database.collection(find());
        final ChunkedList copy = original.copyTo(other);
        assertEquals(5000, copy.elementCount());
        assertTrue(copy.freeSlice(1000) >= 1000);
        assertTrue(copy.freeSlice(100_000) < 100_000);
        assertEquals(0, other.allocator().usedBytes());
        other.close();
    }

    private void change(final SplittableRandom random, final boolean isGrowing) {
        final ListValue list = list();
        final int size = model.size();
        final byte[] element = element(random);
        final long address = copyOf(element);
        switch (random.nextInt(isGrowing ? 8 : 12)) {
            case 0, 1, 2 -> {
                final boolean isFirst = random.nextBoolean();
                push(list, isFirst, element);
                model.add(isFirst ? 0 : size, element);
            }
            case 3, 4 -> {
                if (size > 0) {
                    final int index = random.nextInt(size + 1);
                    list.insert(index, address, element.length);
                    model.add(index, element);
                }
            }
            case 5 -> {
                if (size > 0) {
                    final int index = random.nextInt(size);
                    list.replace(index, address, element.length);
                    model.set(index, element);
                }
            }
            case 6 -> {
                if (size > 0) {
                    final int count = random.nextInt(-3, 4);
                    assertEquals(removeFromModel(element, count), list.removeEqual(address, element.length, count));
                }
            }
            default -> {
                if (size > 0) {
                    final int index = random.nextInt(3) == 0 ? 0 : random.nextInt(size);
                    final int most = random.nextInt(20) == 0 ? size - index : Math.min(4, size - index);
                    final int count = random.nextInt(most + 1);
                    list.remove(index, count);
                    model.subList(index, index + count).clear();
                }
            }
        }
        NativeMemory.free(address, Math.max(1, element.length));
        assertEquals(model.size(), list.size());
    }

    private int removeFromModel(final byte[] element, final int count) {
        if (count < 0) {
            Collections.reverse(model);
        }
        int left = count == 0 ? Integer.MAX_VALUE : Math.abs(count);
        int removed = 0;
        for (int i = 0; i < model.size() && left > 0;) {
            if (Arrays.equals(model.get(i), element)) {
                model.remove(i);
                removed++;
                left--;
            } else {
                i++;
            }
        }
        if (count < 0) {
            Collections.reverse(model);
        }
        return removed;
    }

    private static byte[] element(final SplittableRandom random) {
        final int kind = random.nextInt(100);
        final int length = kind < 90 ? random.nextInt(3) : kind < 99 ? random.nextInt(600) : random.nextInt(20_000);
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(2));
        }
        return bytes;
    }

    private void check() {
        final ListValue list = list();
        assertEquals(model.size(), list.size());
        int index = 0;
        for (int run = 0; run < list.runCount(); run++) {
            int inRun = 0;
            for (long at = list.runStart(run); at < list.runEnd(run); at = ListElements.next(at)) {
                assertArrayEquals(model.get(index), bytesOf(at));
                index++;
                inRun++;
            }
            assertEquals(list.runSize(run), inRun);
        }
        for (int i = 0; i < model.size(); i += 1 + model.size() / 7) {
            assertArrayEquals(model.get(i), bytesOf(list.elementAt(i)));
        }
        assertEquals(keyspace.allocator().usedBytes() + heapBytes(), database.usedBytes()
            - database.index().usedBytes());
    }

    private long heapBytes() {
        final long entry = find();
        if (entry == SegmentedIndex.NONE || !EntryDescriptor.isHandle(entry)) {
            return 0;
        }
        return database.collection(entry).usedBytes() - offHeapBytes();
    }

    private long offHeapBytes() {
        final long entry = find();
        return keyspace.allocator().usedBytes()
            - SlabAllocator.blockBytes(EntryDescriptor.blockBytes(entry));
    }

    private static byte[] bytesOf(final long element) {
        return NativeMemory.toArray(ListElements.data(element), ListElements.length(element));
    }

    private void push(final ListValue list, final boolean isFirst, final byte[] element) {
        final long address = copyOf(element);
        list.prepareToPush(ListElements.bytes(element.length), 1);
        list.push(isFirst, address, element.length);
        NativeMemory.free(address, Math.max(1, element.length));
    }

    private ListValue list() {
        return new ListValue(database, hash, key, 4, find(), 0, limits);
    }

    private long find() {
        return database.find(hash, key, 4, NOW);
    }

    private static long copyOf(final byte[] bytes) {
        final long address = NativeMemory.allocate(Math.max(1, bytes.length));
        NativeMemory.copy(bytes, 0, address, bytes.length);
        return address;
    }
}
