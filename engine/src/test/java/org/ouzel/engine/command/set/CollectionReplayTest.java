package org.ouzel.engine.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/** What the journal gets of hashes and sets makes the same state, at whatever time it is run again. */
class CollectionReplayTest {
    private static final int KEY_COUNT = 5;
    private static final int REQUEST_COUNT = 4000;
    private static final String[] SETTINGS = {"hash-max-listpack-entries", "5", "set-max-listpack-entries", "5",
        "set-max-intset-entries", "4"};
    private static final String[] MEMBERS = {"1", "-7", "12.5", "text", "\"\"", "9223372036854775807", "300", "70000",
        "a", "b", "c", "d"};

    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @EnumSource
    void shouldMakeTheSameState(final EngineSetup setup) {
        try (EngineHarness original = EngineHarness.start(setup, SETTINGS);
            EngineHarness copy = EngineHarness.start(setup, SETTINGS)) {
            final EngineHarness.Client replayer = copy.newClient();
            for (int i = 0; i < REQUEST_COUNT; i++) {
                original.run(i % 2 == 0 ? hashRequest() : setRequest());
                if (i % 20 == 0) {
                    original.advance(random.nextInt(50));
                }
                if (i % 100 == 0) {
                    original.tick();
                }
                for (final String effect : original.rawEffects()) {
                    replayer.send(effect.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            copy.advance(original.nowMs() - copy.nowMs());
            assertEquals(state(original), state(copy));
        }
    }

    private static List<String> state(final EngineHarness engine) {
        final List<String> state = new ArrayList<>();
        for (int i = 0; i < KEY_COUNT; i++) {
            state.add("h" + i + " " + pairs(engine.run("HGETALL h" + i)));
            state.add(engine.run("HPEXPIRETIME h" + i + " FIELDS 12 " + String.join(" ", MEMBERS)));
            state.add("s" + i + " " + sorted(engine.run("SMEMBERS s" + i)));
        }
        return state;
    }

    private static List<String> pairs(final String reply) {
        final String[] words = reply.split(" ", -1);
        final List<String> pairs = new ArrayList<>();
        for (int i = 2; i + 2 < words.length; i += 4) {
            pairs.add(words[i] + "=" + words[i + 2]);
        }
        pairs.sort(null);
        return pairs;
    }

    private static List<String> sorted(final String reply) {
        final String[] words = reply.split(" ", -1);
        Arrays.sort(words);
        return List.of(words);
    }

    private String hashRequest() {
        final String key = "h" + random.nextInt(KEY_COUNT);
        final String field = member();
        final int number = random.nextInt(1, 200);
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> "HSET " + key + " " + field + " " + member() + " " + member() + " " + number;
            case 3 -> "HSETNX " + key + " " + field + " " + number;
            case 4 -> "HDEL " + key + " " + field + " " + member();
            case 5 -> "HINCRBY " + key + " " + field + " " + number;
            case 6 -> "HINCRBYFLOAT " + key + " " + field + " 0." + number;
            case 7 -> "HPEXPIRE " + key + " " + number + " FIELDS 2 " + field + " " + member();
            case 8 -> "HEXPIRE " + key + " 0 FIELDS 2 " + field + " " + member();
            case 9 -> "HPEXPIRE " + key + " " + number + " LT FIELDS 1 " + field;
            case 10 -> "HPERSIST " + key + " FIELDS 2 " + field + " " + member();
            case 11 -> "HGETEX " + key + " PX " + number + " FIELDS 2 " + field + " " + member();
            case 12 -> "HGETEX " + key + " PERSIST FIELDS 1 " + field;
            case 13 -> "HSETEX " + key + " PX " + number + " FIELDS 2 " + field + " v " + member() + " w";
            case 14 -> "HSETEX " + key + " FXX KEEPTTL FIELDS 1 " + field + " " + number;
            case 15 -> "HGETDEL " + key + " FIELDS 2 " + field + " " + member();
            case 16 -> "RENAME " + key + " h" + random.nextInt(KEY_COUNT);
            default -> "HLEN " + key;
        };
    }

    private String setRequest() {
        final String key = "s" + random.nextInt(KEY_COUNT);
        final String other = "s" + random.nextInt(KEY_COUNT);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "SADD " + key + " " + member() + " " + member() + " " + random.nextInt(9);
            case 3 -> "SREM " + key + " " + member() + " " + random.nextInt(9);
            case 4 -> "SPOP " + key;
            case 5 -> "SPOP " + key + " " + random.nextInt(12);
            case 6 -> "SMOVE " + key + " " + other + " " + member();
            case 7 -> "SUNIONSTORE " + key + " " + other + " s" + random.nextInt(KEY_COUNT);
            case 8 -> "SDIFFSTORE " + key + " " + other + " s" + random.nextInt(KEY_COUNT);
            default -> "SINTERSTORE " + key + " " + other + " s" + random.nextInt(KEY_COUNT);
        };
    }

    private String member() {
        return MEMBERS[random.nextInt(MEMBERS.length)];
    }
}
