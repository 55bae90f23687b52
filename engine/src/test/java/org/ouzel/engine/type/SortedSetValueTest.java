package org.ouzel.engine.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.NativeMemory;

class SortedSetValueTest {
    private static final long SEED = 42;
    private static final long NOW = 1_000;
    private static final Comparator<Pair> ORDER = Comparator.comparingDouble((Pair pair) -> pair.score + 0.0)
        .thenComparing(pair -> pair.name);

    private final long key = NativeMemory.allocate(1);
    private final long text = NativeMemory.allocate(256);
    private final long hash = KeyHash.of(key, 1, SEED);
    private final SortedSetTools tools = new SortedSetTools();
    private final Keyspace keyspace = new Keyspace(1, SEED);
    private final Database database = keyspace.database(0, 0);
    private final TreeSet<Pair> model = new TreeSet<>(ORDER);
    private final Map<String, Double> scores = new HashMap<>();
    private SortedSetLimits limits = SortedSetLimits.of(128, 64);

    @AfterEach
    void shouldLeaveNothingBehind() {
        database.remove(hash, key, 1);
        keyspace.freeSlice(Integer.MAX_VALUE);
        keyspace.freeSlice(Integer.MAX_VALUE);
        assertEquals(database.index().usedBytes(), database.usedBytes());
        assertEquals(0, keyspace.allocator().usedBytes());
        keyspace.close();
        tools.close();
        NativeMemory.free(key, 1);
        NativeMemory.free(text, 256);
    }

    @ParameterizedTest
    @CsvSource({"128, 20, 3", "128, 100000, 1000000", "0, 300, 4", "0, 20000, 1000000", "0, 20000, 3"})
    void shouldBehaveAsATreeDoes(final int entries, final int names, final int scoreCount) {
        limits = SortedSetLimits.of(entries, 64);
        final SplittableRandom random = new SplittableRandom(entries + names);
        for (int round = 0; round < 15_000; round++) {
            final String name = (random.nextInt(4) == 0 ? "" : "m") + random.nextInt(names);
            change(name, random.nextInt(scoreCount) * (random.nextInt(3) == 0 ? 0.5 : 1), random.nextInt(9) < 5);
            if (round % 3000 == 0) {
                check(random);
            }
        }
        check(random);
        while (!model.isEmpty()) {
            final long rank = random.nextInt(model.size());
            final long count = Math.min(model.size() - rank, random.nextInt(200));
            set().remove(rank, count);
            final List<Pair> gone = new ArrayList<>(model).subList((int) rank, (int) (rank + count));
            gone.forEach(pair -> scores.remove(pair.name));
            model.removeAll(gone);
            if (random.nextInt(5) == 0) {
                check(random);
            }
        }
        assertTrue(set().isMissing());
    }

    @ParameterizedTest
    @CsvSource({"1", "-1", "0"})
    void shouldTakeMembersInOrder(final int step) {
        limits = SortedSetLimits.of(0, 64);
        for (int i = 0; i < 100_000; i++) {
            final String name = String.format("member:%08d", step < 0 ? 1_000_000 - i : i);
            add(name, step * i);
            model.add(new Pair(step * i, name));
        }
        check(new SplittableRandom(step));
        final long bytes = database.collection(find()).usedBytes();
        assertTrue(bytes / 100_000 < 80, () -> "bytes=" + bytes);
    }

    @Test
    void shouldKeepAnyScoreWhilePacked() {
        final double[] given = {-0.5, 0.0, 0.1, Double.MIN_VALUE, -1e300, Double.POSITIVE_INFINITY, 0x1p53, 0x1p54, 3.0,
            -7};
        for (int i = 0; i < given.length; i++) {
            add("m" + i, given[i]);
        }
        assertEquals(EntryDescriptor.ENCODING_LISTPACK, EntryDescriptor.encoding(find()));
        final SortedSetValue set = set();
        for (int i = 0; i < given.length; i++) {
            assertTrue(findIn(set, "m" + i));
            assertEquals(Double.doubleToRawLongBits(given[i]), Double.doubleToRawLongBits(set.score()));
        }
    }

    @Test
    void shouldCopyALargeSet() {
        for (int i = 0; i < 3000; i++) {
            add("m" + i, i % 100);
        }
        final Keyspace other = new Keyspace(1, SEED);
        final LargeSortedSet copy = set().large().copyTo(other);
        assertEquals(3000, copy.elementCount());
        assertEquals(60, copy.countBelow(1, true));
        while (copy.freeSlice(100) >= 100) {
            assertFalse(copy.usedBytes() < 0);
        }
        assertEquals(0, other.allocator().usedBytes());
        other.close();
    }

    private void change(final String name, final double score, final boolean isAdded) {
        final SortedSetValue set = set();
        final boolean isThere = findIn(set, name);
        assertEquals(scores.containsKey(name), isThere);
        if (isAdded) {
            if (isThere) {
                model.remove(new Pair(scores.get(name), name));
                set.update(text, name.length(), score);
            } else {
                set.add(text, name.length(), score);
            }
            model.add(new Pair(score, name));
            scores.put(name, score);
        } else if (isThere) {
            set.remove();
            model.remove(new Pair(scores.remove(name), name));
        }
        assertEquals(model.size(), set().size());
    }

    private void check(final SplittableRandom random) {
        final SortedSetValue set = set();
        final Pair[] expected = model.toArray(new Pair[0]);
        assertEquals(expected.length, set.size());
        if (expected.length == 0) {
            return;
        }
        set.seek(0);
        for (int i = 0; i < expected.length; i++) {
            assertPair(expected[i], set);
            assertEquals(i + 1 < expected.length, set.next());
        }
        set.seek(expected.length - 1);
        for (int i = expected.length - 1; i >= 0; i--) {
            assertPair(expected[i], set);
            assertEquals(i > 0, set.previous());
        }
        for (int i = 0; i < 10; i++) {
            final int rank = random.nextInt(expected.length);
            set.seek(rank);
            assertPair(expected[rank], set);
            assertTrue(findIn(set, expected[rank].name));
            assertEquals(rank, set.rank());
            final double score = expected[rank].score;
            assertEquals(model.stream().filter(pair -> pair.score < score).count(), set.countBelow(score, false));
            assertEquals(model.stream().filter(pair -> pair.score <= score).count(), set.countBelow(score, true));
        }
        assertEquals(0, set.countBelow(Double.NEGATIVE_INFINITY, false));
        assertEquals(expected.length, set.countBelow(Double.POSITIVE_INFINITY, true));
    }

    private void assertPair(final Pair expected, final SortedSetValue set) {
        assertArrayEquals(expected.name.getBytes(StandardCharsets.ISO_8859_1),
            NativeMemory.toArray(set.address(), set.length()));
        assertEquals(expected.score, set.score());
    }

    private void add(final String name, final double score) {
        final SortedSetValue set = set();
        assertFalse(findIn(set, name));
        set.add(text, name.length(), score);
    }

    private boolean findIn(final SortedSetValue set, final String name) {
        NativeMemory.copy(name.getBytes(StandardCharsets.ISO_8859_1), 0, text, name.length());
        return set.find(text, name.length());
    }

    private SortedSetValue set() {
        return new SortedSetValue(database, hash, key, 1, find(), 0, limits, tools);
    }

    private long find() {
        return database.find(hash, key, 1, NOW);
    }

    private record Pair(double score, String name) {
    }
}
