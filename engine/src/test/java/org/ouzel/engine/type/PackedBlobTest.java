package org.ouzel.engine.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.NativeMemory;

class PackedBlobTest {
    private static final long SEED = 42;
    private static final int TEXT_BYTES = 200_000;
    private static final int PACKED_HASH = EntryDescriptor.ENCODING_LISTPACK << 4 | EntryDescriptor.TYPE_HASH;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final PackedCursor cursor = new PackedCursor();
    private final long text = NativeMemory.allocate(TEXT_BYTES);
    private long hash;
    private long entry;

    @BeforeEach
    void putEmptyBlob() {
        final int keyLength = write(bytes("key"));
        hash = KeyHash.of(text, keyLength, SEED);
        entry = database.put(hash, text, keyLength, PACKED_HASH, PackedBlob.HEADER_BYTES, EntryDescriptor.NO_EXPIRY, 0);
        PackedBlob.clear(PackedBlob.of(entry));
    }

    @AfterEach
    void close() {
        cursor.close();
        keyspace.close();
        NativeMemory.free(text, TEXT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 111, 112, 127, 128, -1, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 8388607,
        8388608, 2147483647, 2147483648L, -2147483648L, -2147483649L, 1L << 39, (1L << 39) - 1, 1L << 47, 1L << 55,
        Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldKeepIntegersInFewBytes(final long number) {
        append(Long.toString(number));
        final long element = PackedBlob.first(PackedBlob.of(entry));
        assertTrue(PackedElement.isInteger(element));
        assertEquals(number, PackedElement.integerAt(element));
        assertEquals(Long.toString(number), text(element));
        assertEquals(PackedElement.bytesFor(number), PackedElement.bytesAt(element));
        assertTrue(PackedElement.bytesAt(element) <= Math.max(2, Long.toString(number).length()));
        assertEquals(element, find(Long.toString(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "01", "-0", "1 ", "9223372036854775808", "-9223372036854775809", "1.0"})
    void shouldKeepTextThatOnlyLooksLikeNumbers(final String value) {
        append(value);
        final long element = PackedBlob.first(PackedBlob.of(entry));
        assertFalse(PackedElement.isInteger(element));
        assertEquals(value, text(element));
        assertEquals(element, find(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 65_535, 65_536, 150_000})
    void shouldKeepLongText(final int length) {
        final byte[] value = new byte[length];
        Arrays.fill(value, (byte) 0xF9);
        append("before");
        entry = PackedBlob.append(database, hash, entry, text, write(value));
        append("behind");
        final long element = PackedBlob.elementAt(PackedBlob.of(entry), 1);
        assertArrayEquals(value, NativeMemory.toArray(PackedElement.contentAt(element), length));
        assertEquals(element, PackedBlob.find(PackedBlob.first(PackedBlob.of(entry)), PackedBlob.end(entry), 1, text,
            write(value)));
        assertEquals("behind", text(PackedBlob.next(element)));
        assertEquals(PackedBlob.end(entry), PackedBlob.skip(element, 2));
    }

    @Test
    void shouldFindOnlyAtTheStepGiven() {
        append("a");
        append("b");
        append("b");
        append("a");
        final long first = PackedBlob.first(PackedBlob.of(entry));
        final int length = write(bytes("b"));
        assertEquals(PackedBlob.skip(first, 2), PackedBlob.find(first, PackedBlob.end(entry), 2, text, length));
        assertEquals(PackedBlob.skip(first, 1),
            PackedBlob.find(PackedBlob.next(first), PackedBlob.end(entry), 2, text, length));
        assertEquals(NONE, find("c"));
        assertEquals(NONE, find("7"));
    }

    @Test
    void shouldBehaveLikeAListUnderRandomChanges() {
        final Random random = new Random(SEED);
        final List<byte[]> model = new ArrayList<>();
        for (int step = 0; step < 30_000; step++) {
            final int choice = random.nextInt(100);
            final int size = model.size();
            if (size > 400 && choice < 5) {
                final int count = random.nextInt(size) + 1;
                remove(model, size - count, count);
            } else if (choice < 50 || size == 0) {
                final byte[] value = randomValue(random);
                final int index = random.nextInt(size + 1);
                entry = PackedBlob.insert(database, hash, entry, PackedBlob.elementAt(PackedBlob.of(entry), index),
                    text, write(value));
                model.add(index, value);
            } else if (choice < 75) {
                final byte[] value = randomValue(random);
                final int index = random.nextInt(size);
                entry = PackedBlob.replace(database, hash, entry,
                    PackedBlob.elementAt(PackedBlob.of(entry), index), text, write(value));
                model.set(index, value);
            } else {
                remove(model, random.nextInt(size), 1);
            }
            if (step % 16 == 0) {
                assertSame(model, step);
            }
        }
        assertSame(model, -1);
    }

    @Test
    void shouldPackFiveFieldsOfTenBytesTightly() {
        for (int i = 0; i < 10; i++) {
            append("0123456_" + i + "x");
        }
        assertEquals(PackedBlob.HEADER_BYTES + 10 * 11, EntryDescriptor.valueLength(entry));
        assertTrue(EntryDescriptor.blockBytes(entry) <= EntryDescriptor.valueLength(entry) + 10);
    }

    private void remove(final List<byte[]> model, final int index, final int count) {
        entry = PackedBlob.remove(database, hash, entry, PackedBlob.elementAt(PackedBlob.of(entry), index), count);
        model.subList(index, index + count).clear();
    }

    private void assertSame(final List<byte[]> model, final int step) {
        assertEquals(model.size(), PackedBlob.count(PackedBlob.of(entry)), "count at step " + step);
        cursor.wrap(PackedBlob.first(PackedBlob.of(entry)), PackedBlob.end(entry));
        for (final byte[] expected : model) {
            assertTrue(cursor.next());
            assertArrayEquals(expected, NativeMemory.toArray(cursor.address(), cursor.length()), "step " + step);
        }
        assertFalse(cursor.next());
    }

    private static byte[] randomValue(final Random random) {
        if (random.nextBoolean()) {
            return bytes(Long.toString(random.nextLong() >> random.nextInt(64)));
        }
        final byte[] value = new byte[random.nextInt(100) == 0 ? random.nextInt(70_000) : random.nextInt(150)];
        random.nextBytes(value);
        return value;
    }

    private void append(final String value) {
        entry = PackedBlob.append(database, hash, entry, text, write(bytes(value)));
    }

    private long find(final String value) {
        return PackedBlob.find(PackedBlob.first(PackedBlob.of(entry)), PackedBlob.end(entry), 1, text,
            write(bytes(value)));
    }

    private String text(final long element) {
        cursor.read(element);
        return NativeMemory.toText(cursor.address(), cursor.length());
    }

    private int write(final byte[] value) {
        NativeMemory.copy(value, 0, text, value.length);
        return value.length;
    }

    private static byte[] bytes(final String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
