package org.ouzel.engine.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AheTest {
    private static final double TINY = 1e-12;

    private long nowMs = 1_700_000_000_000L;
    private long hits;
    private long misses;
    private long evictions;
    private final AheBalance balance = new AheBalance();

    /** Ages are of a horizon of 1,000 seconds. */
    @ParameterizedTest
    @CsvSource({"0.5,0,255,,0", "0.5,0,0,,0.5", "0.5,1000,255,,0.5", "0.5,1000,0,,1", "0.5,5000,0,,1",
        "0.5,500,0,,0.75", "0.8,500,51,,0.56", "0.05,1000,255,,0.05", "0.5,0,255,30000,0.2", "0.5,0,255,30001,0",
        "0.5,1000,0,-5,1.2"})
    void shouldScore(final double alpha, final long ageSeconds, final int counter, final Long leftMs,
        final double score) {
        assertEquals(score, EvictionScore.adaptive(alpha, ageSeconds, 1000, counter,
            leftMs == null ? Long.MAX_VALUE : leftMs), TINY);
    }

    @Test
    void shouldBeginInTheMiddle() {
        assertEquals(0.5, balance.alpha(), TINY);
        assertEquals(0, balance.lastHitRatio(), TINY);
    }

    @Test
    void shouldGoOnWhileHitsDoNotFallAndTurnRoundWhenTheyDo() {
        window(500, 1);
        assertEquals(0.55, balance.alpha(), TINY);
        assertEquals(0.5, balance.lastHitRatio(), TINY);
        window(600, 1);
        window(600, 1);
        assertEquals(0.65, balance.alpha(), TINY);
        window(400, 1);
        assertEquals(0.6, balance.alpha(), TINY);
        window(500, 1);
        assertEquals(0.55, balance.alpha(), TINY);
        window(499, 1);
        assertEquals(0.6, balance.alpha(), TINY);
        assertEquals(0.499, balance.lastHitRatio(), TINY);
    }

    @Test
    void shouldStayWithinItsBounds() {
        for (int i = 0; i < 30; i++) {
            window(500, 1);
        }
        assertEquals(0.95, balance.alpha(), TINY);
        window(400, 1);
        for (int i = 0; i < 30; i++) {
            window(400, 1);
        }
        assertEquals(0.05, balance.alpha(), TINY);
    }

    @Test
    void shouldPassOverWindowsWithoutEvictionsAndWaitForEnoughReads() {
        window(500, 0);
        assertEquals(0.5, balance.alpha(), TINY);
        balance.begin(nowMs, hits, misses, evictions);
        nowMs += 10 * AheBalance.WINDOW_MS;
        hits += AheBalance.LEAST_LOOKUPS - 1;
        evictions++;
        balance.tick(nowMs, hits, misses, evictions);
        assertEquals(0.5, balance.alpha(), TINY);
        hits++;
        balance.tick(nowMs, hits, misses, evictions);
        assertEquals(0.55, balance.alpha(), TINY);
        assertEquals(1, balance.lastHitRatio(), TINY);
    }

    @Test
    void shouldGiveAsManyKeysATurnAsTheTenacityAsksFor() {
        assertEquals(16, EvictionSettings.keyBudget(0));
        assertEquals(256, EvictionSettings.keyBudget(10));
        assertEquals(294, EvictionSettings.keyBudget(11));
        assertTrue(EvictionSettings.keyBudget(99) > 10_000_000);
        assertEquals(Integer.MAX_VALUE, EvictionSettings.keyBudget(100));
    }

    @ParameterizedTest
    @CsvSource({"allkeys-lru,false,IDLE_TIME", "volatile-ttl,true,TTL", "volatile-ahe,true,ADAPTIVE",
        "allkeys-random,false,CHANCE", "noeviction,false,NONE", "volatile-lfu,true,FREQUENCY"})
    void shouldKnowPoliciesByName(final String name, final boolean isVolatile, final EvictionPolicy.Rank rank) {
        final EvictionPolicy policy = EvictionPolicy.of(name);
        assertEquals(isVolatile, policy.isVolatile());
        assertEquals(rank, policy.rank());
    }

    /** A window of a thousand reads. */
    private void window(final int hitCount, final int evictionCount) {
        nowMs += AheBalance.WINDOW_MS;
        hits += hitCount;
        misses += 1000 - hitCount;
        evictions += evictionCount;
        balance.tick(nowMs, hits, misses, evictions);
    }
}
