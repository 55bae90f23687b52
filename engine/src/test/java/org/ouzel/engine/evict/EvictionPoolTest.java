package org.ouzel.engine.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;

class EvictionPoolTest {
    private final Keyspace keyspace = new Keyspace(2, 1);
    private final Database database = keyspace.database(0, 0);
    private final EvictionPool pool = new EvictionPool();

    @AfterEach
    void close() {
        keyspace.close();
    }

    @Test
    void shouldGiveTheHighestFirst() {
        pool.offer(database, 1, 5);
        pool.offer(database, 2, 9);
        pool.offer(database, 3, 7);
        assertEquals(List.of(9.0, 7.0, 5.0), takeAll());
        assertFalse(pool.take());
    }

    @Test
    void shouldKeepTheBestOfAll() {
        final Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            final int count = random.nextInt(60);
            final List<Double> offered = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                final double score = random.nextInt(30);
                offered.add(score);
                pool.offer(database, 1000L * round + i, score);
                assertEquals(Math.min(EvictionPool.CAPACITY, offered.size()), pool.size());
            }
            offered.sort(Collections.reverseOrder());
            assertEquals(offered.subList(0, Math.min(EvictionPool.CAPACITY, count)), takeAll());
        }
    }

    @Test
    void shouldKeepEachKeyOnce() {
        pool.offer(database, 1, 5);
        pool.offer(database, 1, 6);
        pool.offer(keyspace.database(0, 1), 1, 7);
        assertEquals(List.of(7.0, 5.0), takeAll());
    }

    @Test
    void shouldTellWhomItWants() {
        for (int i = 0; i < EvictionPool.CAPACITY; i++) {
            assertTrue(pool.wants(-1e9));
            pool.offer(database, i, 10 + i);
        }
        assertFalse(pool.wants(10));
        assertTrue(pool.wants(11));
        pool.clear();
        assertEquals(0, pool.size());
        assertTrue(pool.wants(0));
    }

    @Test
    void shouldDivideMemoryByWhatIsUsed() {
        assertEquals("[600, 200, 200]", shares(1000, 600, 200, 200));
        assertEquals("[700, 300, 300]", shares(1300, 600, 200, 200));
        assertEquals("[300, 100, 100]", shares(500, 600, 200, 200));
        assertEquals("[100, 200, 200]",
            Arrays.toString(MemoryShares.shares(new long[] {600, 200, 200}, new double[] {60, 0, 0}, 500)));
    }

    private static String shares(final long mostBytes, final long... usedBytes) {
        return Arrays.toString(MemoryShares.shares(usedBytes,
            Arrays.stream(usedBytes).asDoubleStream().toArray(), mostBytes));
    }

    private List<Double> takeAll() {
        final List<Double> scores = new ArrayList<>();
        while (pool.take()) {
            scores.add(pool.takenScore());
        }
        return scores;
    }
}
