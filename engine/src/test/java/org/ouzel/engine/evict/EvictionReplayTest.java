package org.ouzel.engine.evict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/** The same history evicts the same keys, and what is recorded of it leads to the same state. */
class EvictionReplayTest {
    private static final int STEP_COUNT = 4000;
    private static final int BATCH = 40;
    private static final int KEY_COUNT = 800;
    private static final int CHECK_EVERY = 400;
    private static final long LIMIT = 60_000;

    /** What a history led to. */
    private record Outcome(List<String> digests, List<String> effects, long evictedCount) {
    }

    @ParameterizedTest
    @CsvSource({"FUSED,allkeys-lru", "FUSED,allkeys-ahe", "FUSED,volatile-ttl", "FUSED,allkeys-random",
        "DEDICATED_1,allkeys-lfu", "DEDICATED_3,allkeys-lfu", "DEDICATED_3,allkeys-ahe", "DEDICATED_3,volatile-lru"})
    void shouldEvictTheSameWhenAHistoryIsReplayed(final EngineSetup setup, final String policy) {
        final List<String> history = record(20261122);
        final Outcome first = replay(setup, policy, history);
        final Outcome again = replay(setup, policy, history);
        assertTrue(first.evictedCount() > 100, "evicted=" + first.evictedCount());
        assertEquals(first.digests(), again.digests());
        assertEquals(first.effects(), again.effects());
        if (setup == EngineSetup.DEDICATED_1) {
            assertEquals(first.digests(), replay(EngineSetup.FUSED, policy, history).digests());
        }
        assertEquals(first.digests().get(first.digests().size() - 1), digestOf(first.effects()));
    }

    private static Outcome replay(final EngineSetup setup, final String policy, final List<String> history) {
        final List<String> digests = new ArrayList<>();
        final List<String> effects = new ArrayList<>();
        long evictedCount = 0;
        try (EngineHarness engine = EngineHarness.start(setup, "maxmemory", Long.toString(LIMIT), "maxmemory-policy",
            policy)) {
            final EngineHarness.Client client = engine.newClient();
            for (int i = 0; i < history.size(); i += BATCH) {
                engine.advance(3000);
                engine.tick();
                client.pipeline(history.subList(i, i + BATCH).toArray(new String[0]));
                if (i % CHECK_EVERY == CHECK_EVERY - BATCH) {
                    digests.add(client.run("DEBUG", "DIGEST"));
                }
            }
            for (int shard = 0; shard < setup.shardCount(); shard++) {
                evictedCount += engine.server().shard(shard).statistics().evictedCount();
            }
            effects.addAll(engine.effects());
        }
        return new Outcome(digests, effects, evictedCount);
    }

    /** Returns what commands lead to without a limit. */
    private static String digestOf(final List<String> effects) {
        try (EngineHarness engine = EngineHarness.start(EngineSetup.FUSED)) {
            final List<String> requests = effects.stream().flatMap(each -> Stream.of(each.split("; "))).toList();
            final EngineHarness.Client client = engine.newClient();
            for (int i = 0; i < requests.size(); i += BATCH) {
                client.pipeline(requests.subList(i, Math.min(i + BATCH, requests.size())).toArray(new String[0]));
            }
            return engine.run("DEBUG", "DIGEST");
        }
    }

    private static List<String> record(final long seed) {
        final Random random = new Random(seed);
        final List<String> history = new ArrayList<>();
        for (int i = 0; i < STEP_COUNT; i++) {
            final String key = "key:" + (int) (KEY_COUNT * Math.pow(random.nextDouble(), 3));
            history.add(switch (random.nextInt(10)) {
                case 0, 1, 2 -> "SET " + key + " " + "v".repeat(random.nextInt(300)) + "x";
                case 3, 4 -> "SET " + key + " " + "v".repeat(random.nextInt(300)) + "x PX "
                    + (1_000_000 + random.nextInt(1_000_000));
                case 5 -> "HSET hash:" + key + " f" + random.nextInt(20) + " " + "v".repeat(random.nextInt(100)) + "x";
                case 6 -> "MSET " + key + " a key:" + random.nextInt(KEY_COUNT) + " b";
                case 7 -> "RPUSH list:" + random.nextInt(5) + " " + "e".repeat(50);
                default -> "GET " + key;
            });
        }
        return history;
    }
}
