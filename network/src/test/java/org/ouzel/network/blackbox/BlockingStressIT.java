package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Clients that wait for lists and move elements between them, while others push: no value is lost or doubled. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BlockingStressIT {
    private static final int VALUE_COUNT = 3000;
    private static final int TAKER_COUNT = 6;
    private static final String[] KEYS = {"a", "k1", "k2", "k3", "b"};

    private final AtomicInteger takenCount = new AtomicInteger();
    private final long seed = Long.getLong("ouzel.test.seed", 20261121);

    @ParameterizedTest
    @EnumSource
    void shouldGiveEachValueToOneClient(final OuzelSetup setup) {
        final String[] loops = setup == OuzelSetup.FUSED ? new String[0] : new String[] {"--io-threads", "2"};
        final ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerUnderTest server = setup.start(loops)) {
            final List<Future<List<String>>> takers = new ArrayList<>();
            for (int i = 0; i < TAKER_COUNT; i++) {
                final SplittableRandom random = new SplittableRandom(seed + i);
                takers.add(threads.submit(() -> take(server, random)));
            }
            final List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                final int first = i;
                others.add(threads.submit(() -> push(server, first)));
            }
            others.add(threads.submit(() -> disturb(server)));
            final List<Integer> taken = new ArrayList<>();
            for (final Future<List<String>> taker : takers) {
                for (final String value : get(taker)) {
                    taken.add(Integer.valueOf(value));
                }
            }
            others.forEach(this::get);
            taken.sort(null);
            assertEquals(IntStream.range(0, VALUE_COUNT).boxed().toList(), taken, () -> "seed=" + seed);
            try (RawConnection connection = server.connect()) {
                assertEquals(":0\r\n", connection.call("DBSIZE"));
                assertTrue(connection.call("INFO", "clients").contains("blocked_clients:0\r\n"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> take(final ServerUnderTest server, final SplittableRandom random) {
        final List<String> taken = new ArrayList<>();
        try (RawConnection connection = server.connect()) {
            while (takenCount.get() < VALUE_COUNT) {
                final String[] request = request(random);
                final String[] reply = connection.call(request).split("\r\n");
                final boolean isMove = request[0].equals("BLMOVE");
                // A null, or the error of CLIENT UNBLOCK, is one line.
                if (reply.length > 1 && !isMove) {
                    final int firstValue = request[0].equals("BLMPOP") ? 5 : 4;
                    for (int i = firstValue; i < reply.length; i += 2) {
                        taken.add(reply[i]);
                        takenCount.incrementAndGet();
                    }
                }
            }
        }
        return taken;
    }

    private static String[] request(final SplittableRandom random) {
        final String one = KEYS[random.nextInt(KEYS.length)];
        final String two = KEYS[random.nextInt(KEYS.length)];
        final String three = KEYS[random.nextInt(KEYS.length)];
        final String timeout = "0.0" + (1 + random.nextInt(60));
        return switch (random.nextInt(6)) {
            case 0 -> new String[] {"BLPOP", one, timeout};
            case 1 -> new String[] {"BRPOP", one, two, three, timeout};
            case 2 -> new String[] {"BLMPOP", timeout, "2", one, two, "LEFT", "COUNT", "3"};
            default -> new String[] {"BLMOVE", one, two, "LEFT", "RIGHT", timeout};
        };
    }

    private int push(final ServerUnderTest server, final int first) {
        final SplittableRandom random = new SplittableRandom(seed - 1 - first);
        try (RawConnection connection = server.connect()) {
            for (int value = first; value < VALUE_COUNT; value += 4) {
                final String key = KEYS[random.nextInt(KEYS.length)];
                final String[] request = value + 2 < VALUE_COUNT
                    ? new String[] {"RPUSH", key, Integer.toString(value), Integer.toString(value + 2)}
                    : new String[] {"LPUSH", key, Integer.toString(value)};
                connection.add(request);
                if (random.nextInt(8) == 0) {
                    connection.add("RENAMENX", key, KEYS[random.nextInt(KEYS.length)]);
                }
                connection.add("PING").flush();
                while (!connection.readText().equals("+PONG\r\n")) {
                    // The answers to what was pushed and renamed are read on the way.
                }
            }
        }
        return first;
    }

    /** Unblocks clients at random, and lets some come that go again at once. */
    private int disturb(final ServerUnderTest server) {
        final SplittableRandom random = new SplittableRandom(seed ^ 7);
        try (RawConnection connection = server.connect()) {
            while (takenCount.get() < VALUE_COUNT) {
                connection.call("CLIENT", "UNBLOCK", Integer.toString(random.nextInt(12)),
                    random.nextBoolean() ? "ERROR" : "TIMEOUT");
                try (RawConnection passing = server.connect()) {
                    passing.add("BZPOPMIN", KEYS[random.nextInt(KEYS.length)], "nobody", "0").flush();
                    connection.call("PING");
                }
            }
        }
        return 0;
    }


    private <T> T get(final Future<T> future) {
        try {
            return future.get();
        } catch (final InterruptedException | ExecutionException e) {
            throw new AssertionError("seed=" + seed, e);
        }
    }
}
