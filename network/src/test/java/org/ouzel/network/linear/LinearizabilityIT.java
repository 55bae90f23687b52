package org.ouzel.network.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.protocol.client.Reply;

/**
 * Concurrent clients on keys of all shards. {@code -Douzel.linear.rounds=…} sets the number of rounds,
 * {@code -Douzel.test.seed=…} the commands (not their interleaving).
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinearizabilityIT extends ConcurrentClients {
    private static final int CLIENTS = 4;
    private static final int OPERATIONS = 12;
    private static final int ROUNDS = Integer.getInteger("ouzel.linear.rounds", 600);
    private static final int CHANGES = Integer.getInteger("ouzel.linear.changes", 5_000);
    private static final long SEED = Long.getLong("ouzel.test.seed", 20261121);
    /** With three shards: 0, 1, 2, 0, 1, 2. */
    private static final List<String> KEYS = List.of("a", "A", "0", "b", "C", "1");

    LinearizabilityIT() {
        super(CLIENTS);
    }

    @Test
    void shouldBeStrictlySerializable() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            connections.get(0).call("FLUSHALL");
            final SplittableRandom seeds = new SplittableRandom(SEED + round);
            final List<Callable<List<Operation>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                final int client = i;
                final SplittableRandom random = seeds.split();
                clients.add(() -> history(connections.get(client), client, random));
            }
            final List<List<Operation>> histories = all(clients);
            final LinearizabilityChecker checker = new LinearizabilityChecker(histories);
            final int number = round;
            assertTrue(checker.isLinearizable(), () -> "seed=" + SEED + " round=" + number + "\n" + lines(histories)
                + "explained so far:\n" + lines(List.of(checker.deepest())));
        }
    }

    @Test
    void shouldShowAnMsetOfAllShardsWholeOrNotAtAll() throws Exception {
        final AtomicBoolean isDone = new AtomicBoolean();
        final List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final int client = i;
            clients.add(() -> writeAll(connections.get(client), client, isDone));
        }
        for (int i = 2; i < CLIENTS; i++) {
            final int client = i;
            clients.add(() -> readAll(connections.get(client), isDone));
        }
        for (final int count : all(clients)) {
            assertTrue(count > 0);
        }
    }

    @Test
    void shouldNeverLoseOrDoubleAKeyThatIsRenamed() throws Exception {
        connections.get(0).call("SET", KEYS.get(0), "token");
        final AtomicBoolean isDone = new AtomicBoolean();
        final List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final int client = i;
            clients.add(() -> renameAround(connections.get(client), new SplittableRandom(SEED + client), isDone));
        }
        clients.add(() -> countTokens(connections.get(2), isDone));
        clients.add(() -> countTokens(connections.get(3), isDone));
        for (final int count : all(clients)) {
            assertTrue(count > 0);
        }
    }

    private static int writeAll(final RawConnection connection, final int client, final AtomicBoolean isDone) {
        try {
            for (int i = 0; i < CHANGES; i++) {
                final List<String> command = new ArrayList<>(List.of("MSET"));
                for (final String key : KEYS) {
                    command.addAll(List.of(key, client + ":" + i));
                }
                assertEquals("+OK\r\n", connection.call(command.toArray(String[]::new)));
            }
            return CHANGES;
        } finally {
            isDone.set(true);
        }
    }

    private static int readAll(final RawConnection connection, final AtomicBoolean isDone) {
        int count = 0;
        for (; count == 0 || !isDone.get(); count++) {
            final List<String> values = Reply.parse(connection.call(command("MGET", KEYS))).texts();
            assertEquals(1, new HashSet<>(values).size(), () -> "a torn MSET: " + values);
        }
        return count;
    }

    private static int renameAround(final RawConnection connection, final SplittableRandom random,
        final AtomicBoolean isDone) {
        int renamed = 0;
        try {
            for (int i = 0; i < CHANGES; i++) {
                final String reply = connection.call("RENAME", oneOf(KEYS, random), oneOf(KEYS, random));
                renamed += "+OK\r\n".equals(reply) ? 1 : 0;
            }
            return renamed;
        } finally {
            isDone.set(true);
        }
    }

    private static int countTokens(final RawConnection connection, final AtomicBoolean isDone) {
        int count = 0;
        for (; count == 0 || !isDone.get(); count++) {
            final String reply = connection.call(command("MGET", KEYS));
            assertEquals(1, Reply.parse(reply).texts().stream().filter("token"::equals).count(), reply);
            assertEquals(":1\r\n", connection.call(command("EXISTS", KEYS)));
        }
        return count;
    }

    /** Two commands are in flight at a time, so that more of them overlap than there are processors. */
    private static List<Operation> history(final RawConnection connection, final int client,
        final SplittableRandom random) {
        final List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i += 2) {
            final List<String> first = command(random, client + "." + i);
            final List<String> second = command(random, client + "." + (i + 1));
            connection.add(first.toArray(String[]::new)).add(second.toArray(String[]::new));
            final long invokedNs = System.nanoTime();
            connection.flush();
            final String reply = connection.readText();
            operations.add(new Operation(first, reply, invokedNs, System.nanoTime()));
            final String next = connection.readText();
            operations.add(new Operation(second, next, invokedNs, System.nanoTime()));
        }
        return operations;
    }

    private static List<String> command(final SplittableRandom random, final String value) {
        final String key = oneOf(KEYS, random);
        final String other = oneOf(KEYS, random);
        switch (random.nextInt(12)) {
            case 0, 1:
                return List.of("MSET", key, value, other, value, oneOf(KEYS, random), value);
            case 2, 3, 4:
                return List.of("MGET", KEYS.get(0), KEYS.get(1), KEYS.get(2), KEYS.get(3), KEYS.get(4), KEYS.get(5));
            case 5, 6:
                return List.of("RENAME", key, other);
            case 7:
                return List.of("COPY", key, key.equals(other) ? KEYS.get((KEYS.indexOf(key) + 1) % 6) : other,
                    "REPLACE");
            case 8:
                return List.of(random.nextBoolean() ? "SET" : "GETSET", key, value);
            case 9:
                return random.nextBoolean() ? List.of("GET", key) : List.of("DEL", key, other);
            case 10:
                return List.of("MSETNX", key, value, other, value);
            default:
                return List.of("APPEND", key, value);
        }
    }

    private static String oneOf(final List<String> keys, final SplittableRandom random) {
        return keys.get(random.nextInt(keys.size()));
    }

    private static String[] command(final String name, final List<String> keys) {
        final List<String> command = new ArrayList<>(List.of(name));
        command.addAll(keys);
        return command.toArray(String[]::new);
    }

    private <T> List<T> all(final List<Callable<T>> clients) throws InterruptedException, ExecutionException {
        final List<T> results = new ArrayList<>();
        for (final Future<T> future : executor.invokeAll(clients)) {
            results.add(future.get());
        }
        return results;
    }

    private static String lines(final List<List<Operation>> histories) {
        final StringBuilder lines = new StringBuilder();
        histories.forEach(history -> {
            history.forEach(operation -> lines.append("  ").append(operation).append('\n'));
            lines.append('\n');
        });
        return lines.toString();
    }
}
