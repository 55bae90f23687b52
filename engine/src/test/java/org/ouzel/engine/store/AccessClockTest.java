package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessClockTest {
    private static final long MINUTE_MS = 60_000;
    private static final int LOG_FACTOR = 10;

    @Test
    void shouldTellIdleSecondsAcrossTheEndOfTheClock() {
        final long wrapMs = (1L << 24) * 1000;
        for (final long nowMs : new long[] {0, 1_700_000_000_123L, wrapMs - 1, wrapMs * 7 - 500}) {
            final int lru = AccessClock.lru(nowMs);
            assertTrue(lru >>> 24 == 0);
            assertEquals(0, AccessClock.idleSeconds(lru, nowMs));
            assertEquals(100, AccessClock.idleSeconds(lru, nowMs + 100_000));
            assertEquals(10_000_000, AccessClock.idleSeconds(lru, nowMs + 10_000_000_000L));
        }
    }

    @Test
    void shouldStartWithAChanceAndDecayByTheMinute() {
        final long nowMs = 1_700_000_000_000L;
        final int lfu = AccessClock.newLfu(nowMs);
        assertEquals(AccessClock.INITIAL_COUNTER, AccessClock.decayedCounter(lfu, nowMs, 1));
        assertEquals(AccessClock.INITIAL_COUNTER - 3, AccessClock.decayedCounter(lfu, nowMs + 3 * MINUTE_MS, 1));
        assertEquals(AccessClock.INITIAL_COUNTER - 1, AccessClock.decayedCounter(lfu, nowMs + 3 * MINUTE_MS, 2));
        assertEquals(0, AccessClock.decayedCounter(lfu, nowMs + 1000 * MINUTE_MS, 1));
        assertEquals(AccessClock.INITIAL_COUNTER, AccessClock.decayedCounter(lfu, nowMs + 1000 * MINUTE_MS, 0));
        final long wrapMs = 65_536 * MINUTE_MS;
        assertEquals(AccessClock.INITIAL_COUNTER - 1,
            AccessClock.decayedCounter(AccessClock.newLfu(wrapMs - MINUTE_MS), wrapMs, 1));
    }

    @Test
    void shouldGrowMoreSlowlyTheHigherTheCounter() {
        final Random random = new Random(1);
        final long nowMs = 1_700_000_000_000L;
        int lfu = AccessClock.newLfu(nowMs);
        final int[] counters = new int[4];
        int uses = 0;
        for (int power = 0; power < counters.length; power++) {
            for (final int goal = 100 * (int) Math.pow(10, power); uses < goal; uses++) {
                lfu = AccessClock.usedLfu(lfu, nowMs, 1, LOG_FACTOR, random.nextLong());
            }
            counters[power] = AccessClock.decayedCounter(lfu, nowMs, 1);
        }
        // Published for factor 10: about 10 after 100 uses, 18 after 1,000, 49 after 10,000, 142 after 100,000.
        assertTrue(counters[0] >= 7 && counters[0] <= 13, "after 100: " + counters[0]);
        assertTrue(counters[1] >= 14 && counters[1] <= 23, "after 1,000: " + counters[1]);
        assertTrue(counters[2] >= 40 && counters[2] <= 58, "after 10,000: " + counters[2]);
        assertTrue(counters[3] >= 125 && counters[3] <= 160, "after 100,000: " + counters[3]);
    }

    @Test
    void shouldStayAtTheHighestCounter() {
        final long nowMs = 1_700_000_000_000L;
        int lfu = AccessClock.newLfu(nowMs);
        for (int i = 0; i < 1000; i++) {
            lfu = AccessClock.usedLfu(lfu, nowMs, 1, 0, i);
        }
        assertEquals(255, AccessClock.decayedCounter(lfu, nowMs, 1));
        assertTrue(lfu >>> 24 == 0);
    }
}
