package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/** What the journal gets makes the same state, at whatever time it is run again. */
class EffectReplayTest {
    private static final int KEY_COUNT = 12;
    private static final int REQUEST_COUNT = 3000;
    private static final String[] VALUES = {"1", "-7", "12.5", "text", "\"\"", "9223372036854775807",
        "a-longer-value-that-is-not-embedded-in-anything-at-all"};

    @ParameterizedTest
    @EnumSource
    void shouldMakeTheSameState(final EngineSetup setup) {
        try (EngineHarness original = EngineHarness.start(setup); EngineHarness copy = EngineHarness.start(setup)) {
            final SplittableRandom random = new SplittableRandom(7);
            final EngineHarness.Client replayer = copy.newClient();
            for (int i = 0; i < REQUEST_COUNT; i++) {
                original.run(request(random));
                if (random.nextInt(4) == 0) {
                    original.advance(random.nextInt(100));
                }
                for (final String effect : original.rawEffects()) {
                    replayer.send(effect.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            copy.advance(original.nowMs() - copy.nowMs());
            final List<String> expected = state(original);
            assertEquals(expected, state(copy));
        }
    }

    private static List<String> state(final EngineHarness engine) {
        final List<String> state = new ArrayList<>();
        for (int i = 0; i < KEY_COUNT; i++) {
            state.add(engine.run("GET k" + i) + " " + engine.run("PEXPIRETIME k" + i));
        }
        return state;
    }

    private static String request(final SplittableRandom random) {
        final String key = key(random);
        final String value = VALUES[random.nextInt(VALUES.length)];
        final int number = random.nextInt(1, 200);
        return switch (random.nextInt(24)) {
            case 0 -> "SET " + key + " " + value;
            case 1 -> "SET " + key + " " + value + " PX " + number;
            case 2 -> "SET " + key + " " + value + " KEEPTTL GET";
            case 3 -> "SET " + key + " " + value + " IFEQ 1 PX " + number;
            case 4 -> "SETEX " + key + " 1 " + value;
            case 5 -> "PSETEX " + key + " " + number + " " + value;
            case 6 -> "SETNX " + key + " " + value;
            case 7 -> "GETSET " + key + " " + value;
            case 8 -> "GETDEL " + key;
            case 9 -> "GETEX " + key + " PX " + number;
            case 10 -> "GETEX " + key + " PERSIST";
            case 11 -> "APPEND " + key + " " + value;
            case 12 -> "SETRANGE " + key + " " + number % 20 + " " + value;
            case 13 -> "INCRBY " + key + " " + number;
            case 14 -> "INCRBYFLOAT " + key + " 0." + number;
            case 15 -> "MSET " + key + " " + value + " " + key(random) + " " + number;
            case 16 -> "MSETNX " + key + " " + value + " " + key(random) + " " + number;
            case 17 -> "MSETEX 2 " + key + " " + value + " " + key(random) + " 5 PX " + number;
            case 18 -> "MSETEX 2 " + key + " " + value + " " + key(random) + " 5 KEEPTTL";
            case 19 -> "SETBIT " + key + " " + number + " " + number % 2;
            case 20 -> "BITFIELD " + key + " OVERFLOW FAIL INCRBY i8 " + number + " 77 SET u4 #2 9";
            case 21 -> "BITOP XOR " + key + " " + key(random) + " " + key(random);
            case 22 -> "DELEX " + key + " IFNE " + value;
            default -> "MGET " + key + " " + key(random) + " " + key(random);
        };
    }

    private static String key(final SplittableRandom random) {
        return "k" + random.nextInt(KEY_COUNT);
    }
}
