package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/** The same history of requests, times and ticks gives the same replies and the same state, in every set-up. */
class ReplayTest {
    private static final int STEP_COUNT = 6_000;
    private static final int CHECK_EVERY = 500;
    private static final String[] KEYS = {"a", "b", "{t}1", "{t}2", "c", "d:1", "e", "f", "g", "h"};

    /** One step of a history: time that passes, whether the clock ticks, and a request of one of the clients. */
    private record Step(int passedMs, boolean isTick, int client, String request) {
    }

    /** What a history led to: the replies, and the state's digest at fixed steps. */
    private record Outcome(List<String> replies, List<String> digests) {
    }

    @Test
    void shouldReachTheSameStateWheneverAHistoryIsReplayed() {
        final long seed = Long.getLong("ouzel.test.seed", 20261121);
        final List<Step> history = record(seed);
        final Outcome first = replay(EngineSetup.FUSED, history);
        for (final EngineSetup setup : EngineSetup.values()) {
            final Outcome again = replay(setup, history);
            assertEquals(first.digests(), again.digests(), () -> "seed=" + seed + " setup=" + setup);
            for (int i = 0; i < STEP_COUNT; i++) {
                final int step = i;
                assertEquals(first.replies().get(i), again.replies().get(i),
                    () -> "seed=" + seed + " setup=" + setup + " step=" + step + " " + history.get(step));
            }
        }
    }

    private static Outcome replay(final EngineSetup setup, final List<Step> history) {
        final List<String> replies = new ArrayList<>();
        final List<String> digests = new ArrayList<>();
        try (EngineHarness engine = EngineHarness.start(setup)) {
            final EngineHarness.Client[] clients = {engine.newClient(), engine.newClient(), engine.newClient()};
            for (int i = 0; i < history.size(); i++) {
                final Step step = history.get(i);
                engine.advance(step.passedMs());
                if (step.isTick()) {
                    engine.tick();
                }
                replies.add(clients[step.client()].run(step.request()));
                if (i % CHECK_EVERY == 0) {
                    digests.add(engine.run("DEBUG", "DIGEST"));
                }
            }
        }
        return new Outcome(replies, digests);
    }

    private static List<Step> record(final long seed) {
        final Random random = new Random(seed);
        final List<Step> history = new ArrayList<>();
        for (int i = 0; i < STEP_COUNT; i++) {
            history.add(new Step(random.nextInt(4) == 0 ? random.nextInt(400) : 0, random.nextInt(50) == 0,
                random.nextInt(3), request(random)));
        }
        return history;
    }

    private static String request(final Random random) {
        final String key = KEYS[random.nextInt(KEYS.length)];
        final String other = KEYS[random.nextInt(KEYS.length)];
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> "SET " + key + " value:" + random.nextInt(100);
            case 3 -> "SET " + key + " " + random.nextInt(1000) + " PX " + (1 + random.nextInt(2000));
            case 4 -> "INCRBY " + key + " " + random.nextInt(100);
            case 5 -> "APPEND " + key + " " + "x".repeat(random.nextInt(200) + 1);
            case 6 -> "SETRANGE " + key + " " + random.nextInt(500) + " abc";
            case 7 -> "RENAME " + key + " " + other;
            case 8 -> "COPY " + key + " " + other + " REPLACE";
            case 9 -> "MSET " + key + " 1 " + other + " 2";
            case 10 -> "DEL " + key + " " + other;
            case 11 -> "PEXPIRE " + key + " " + (random.nextInt(3000) - 100);
            case 12 -> "PERSIST " + key;
            case 13 -> "SELECT " + random.nextInt(2);
            case 14 -> "BITOP XOR " + key + " " + other + " " + key;
            case 15 -> "MGET " + key + " " + other;
            case 16 -> "GETEX " + key + " EX 2";
            default -> "GET " + key;
        };
    }
}
