package org.ouzel.engine.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.NativeMemory;

class IntegerSetTest {
    private static final long SEED = 9;
    private static final int TEXT_BYTES = 64;

    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final SetValue set = new SetValue();
    private final long text = NativeMemory.allocate(TEXT_BYTES);
    private final long key = NativeMemory.allocate(1);

    @AfterEach
    void close() {
        set.close();
        keyspace.close();
        NativeMemory.free(text, TEXT_BYTES);
        NativeMemory.free(key, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 31, 63})
    void shouldBeASortedSetOfNumbers(final int bits) {
        bind();
        final Random random = new Random(bits);
        final TreeSet<Long> model = new TreeSet<>();
        for (int i = 0; i < 4_000; i++) {
            final long number = random.nextLong() >> Long.SIZE - 1 - random.nextInt(bits);
            if (random.nextInt(3) > 0) {
                assertEquals(model.add(number), set.add(text, write(Long.toString(number))));
            } else {
                assertEquals(model.remove(number), set.remove(text, write(Long.toString(number))));
            }
            assertEquals(model.contains(number), set.contains(text, write(Long.toString(number))));
            assertEquals(model.size(), set.count());
        }
        assertEquals(new ArrayList<>(model), all());
    }

    @Test
    void shouldWidenForTheNumberThatNeedsIt() {
        bind();
        for (final long number : new long[] {1, 32_767, -32_768, 32_768, 2_147_483_648L, Long.MIN_VALUE,
            Long.MAX_VALUE}) {
            assertTrue(set.add(text, write(Long.toString(number))));
            assertFalse(set.add(text, write(Long.toString(number))));
        }
        assertEquals(List.of(Long.MIN_VALUE, -32_768L, 1L, 32_767L, 32_768L, 2_147_483_648L, Long.MAX_VALUE), all());
        assertFalse(set.contains(text, write("01")));
        assertFalse(set.contains(text, write("")));
    }

    @Test
    void shouldTakeTwoBytesForSmallNumbers() {
        bind();
        for (int i = 0; i < 100; i++) {
            set.add(text, write(Integer.toString(i * 300)));
        }
        assertEquals(IntegerSet.HEADER_BYTES + 200,
            EntryDescriptor.valueLength(database.find(KeyHash.of(key, 1, SEED), key, 1, 0)));
    }

    private void bind() {
        NativeMemory.putByte(key, (byte) 'k');
        set.bind(database, SetLimits.of(100_000, 0, 0), KeyHash.of(key, 1, SEED), key, 1, 0, 0);
    }

    private List<Long> all() {
        final List<Long> all = new ArrayList<>();
        set.rewind();
        while (set.next()) {
            final int length = set.read();
            all.add(Long.parseLong(NativeMemory.toText(set.address(), length)));
        }
        return all;
    }

    private int write(final String value) {
        final byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        NativeMemory.copy(bytes, 0, text, bytes.length);
        return bytes.length;
    }
}
