package org.ouzel.engine.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

/**
 * Random histories of clients that wait and clients that write: who is served with what, and when, is the same in every
 * set-up, and what the journal gets makes the same state.
 */
class WaitingHistoryTest {
    private static final int STEP_COUNT = 4000;
    private static final int CLIENT_COUNT = 12;
    private static final String[] KEYS = {"a", "b", "k1", "k2", "k3", "{k2}x"};

    @Test
    void shouldServeAlikeInEverySetupAndJournalWhatCameOfIt() {
        final long seed = Long.getLong("ouzel.test.seed", 20261121);
        List<String> first = null;
        for (final EngineSetup setup : EngineSetup.values()) {
            final List<String> events = run(setup, new SplittableRandom(seed));
            if (first == null) {
                first = events;
            }
            for (int i = 0; i < first.size(); i++) {
                final int step = i;
                assertEquals(first.get(i), events.get(i), () -> "seed=" + seed + " setup=" + setup + " step=" + step);
            }
        }
    }

    private static List<String> run(final EngineSetup setup, final SplittableRandom random) {
        final List<String> events = new ArrayList<>();
        try (EngineHarness engine = EngineHarness.start(setup); EngineHarness copy = EngineHarness.start(setup)) {
            final EngineHarness.Client replayer = copy.newClient();
            final EngineHarness.Client[] clients = new EngineHarness.Client[CLIENT_COUNT];
            for (int i = 0; i < CLIENT_COUNT; i++) {
                clients[i] = engine.newClient();
            }
            for (int step = 0; step < STEP_COUNT; step++) {
                if (random.nextInt(6) == 0) {
                    engine.advance(random.nextInt(60));
                }
                if (random.nextInt(60) == 0) {
                    engine.tick();
                }
                replay(engine, replayer, 0);
                final int chosen = random.nextInt(CLIENT_COUNT);
                final String request = chosen % 3 == 0 ? write(random) : wait(random);
                final String unblock = "CLIENT UNBLOCK " + clients[random.nextInt(CLIENT_COUNT)].session().id();
                if (clients[chosen].session().isHeld()) {
                    if (random.nextInt(10) == 0) {
                        clients[chosen].disconnect();
                        clients[chosen] = engine.newClient();
                    } else if (random.nextInt(10) == 0) {
                        events.add(engine.run(unblock));
                    }
                } else {
                    clients[chosen].run(request);
                }
                events.add(request + took(clients));
                // The journal is told with each effect which database it begins in.
                replay(engine, replayer, clients[chosen].session().database());
            }
            copy.advance(engine.nowMs() - copy.nowMs());
            assertEquals(state(engine), state(copy));
        }
        return events;
    }

    private static void replay(final EngineHarness engine, final EngineHarness.Client replayer, final int database) {
        for (final String effect : engine.rawEffects()) {
            replayer.run("SELECT " + database);
            replayer.send(effect.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static String took(final EngineHarness.Client[] clients) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < clients.length; i++) {
            final String reply = clients[i].take();
            text.append(reply.isEmpty() ? "" : "\n  " + i + ": " + reply);
        }
        return text.toString();
    }

    private static List<String> state(final EngineHarness engine) {
        final List<String> state = new ArrayList<>();
        for (final String database : new String[] {"0", "1"}) {
            engine.run("SELECT " + database);
            for (final String key : KEYS) {
                state.add(database + ' ' + key + ' ' + engine.run("LRANGE " + key + " 0 -1"));
                state.add(engine.run("ZRANGE " + key + " 0 -1 WITHSCORES"));
                state.add(engine.run("XRANGE " + key + " - +"));
                state.add(engine.run("XPENDING " + key + " g"));
                state.add(engine.run("PEXPIRETIME " + key));
            }
        }
        return state;
    }

    private static String write(final SplittableRandom random) {
        final String key = key(random);
        final String other = key(random);
        return switch (random.nextInt(22)) {
            case 0, 1, 2 -> "RPUSH " + key + " " + random.nextInt(100);
            case 3 -> "LPUSH " + key + " x y z";
            case 4, 5, 6 -> "ZADD " + key + " " + random.nextInt(5) + " m" + random.nextInt(5);
            case 7 -> "ZUNIONSTORE " + key + " 1 " + other;
            case 8, 9, 10 -> "XADD " + key + " * f v";
            case 11 -> "XGROUP CREATE " + key + " g 0 MKSTREAM";
            case 12 -> "XGROUP DESTROY " + key + " g";
            case 13 -> "RENAME " + key + " " + other;
            case 14 -> "COPY " + key + " " + other + " REPLACE";
            case 15 -> "MOVE " + key + " " + random.nextInt(2);
            case 16, 17 -> "DEL " + key + " " + other;
            case 18 -> "PEXPIRE " + key + " " + random.nextInt(100);
            case 19 -> random.nextInt(4) == 0 ? "SWAPDB 0 1" : "SELECT " + random.nextInt(2);
            case 20 -> random.nextInt(4) == 0 ? "FLUSHALL" : "LMOVE " + key + " " + other + " LEFT RIGHT";
            default -> "SET " + key + " text";
        };
    }

    private static String wait(final SplittableRandom random) {
        final String key = key(random);
        final String other = key(random);
        final String timeout = random.nextInt(3) == 0 ? "0" : "0.0" + (1 + random.nextInt(99));
        return switch (random.nextInt(11)) {
            case 0 -> "BLPOP " + key + " " + timeout;
            case 1 -> "BRPOP " + key + " " + other + " " + key(random) + " " + timeout;
            case 2 -> "BLMPOP " + timeout + " 2 " + key + " " + other + " LEFT COUNT 2";
            case 3 -> "BLMOVE " + key + " " + other + " LEFT RIGHT " + timeout;
            case 4 -> "BRPOPLPUSH " + key + " " + other + " " + timeout;
            case 5 -> "BZPOPMIN " + key + " " + other + " " + timeout;
            case 6 -> "BZPOPMAX " + key + " " + timeout;
            case 7 -> "BZMPOP " + timeout + " 2 " + key + " " + other + " MAX COUNT 2";
            case 8 -> "XREAD BLOCK " + random.nextInt(100) + " STREAMS " + key + " " + other + " $ $";
            case 9 -> "XREADGROUP GROUP g c BLOCK " + random.nextInt(100) + " STREAMS " + key + " " + other + " > >";
            default -> "XREADGROUP GROUP g d COUNT 1 BLOCK 0 STREAMS " + key + " >";
        };
    }

    private static String key(final SplittableRandom random) {
        return KEYS[random.nextInt(KEYS.length)];
    }
}
