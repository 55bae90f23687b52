package org.ouzel.network.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.protocol.client.Reply;

/**
 * Sixteen clients with transactions, compare-and-set and scripts on keys of all shards.
 * {@code -Douzel.linear.transactions=…} sets the number of operations, {@code -Douzel.test.seed=…} which they are (not
 * their interleaving).
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionLinearizabilityIT extends ConcurrentClients {
    private static final int CLIENTS = 16;
    private static final int OPERATIONS = 4;
    private static final int TOTAL = Integer.getInteger("ouzel.linear.transactions", 12_000);
    private static final long SEED = Long.getLong("ouzel.test.seed", 20261121);
    private static final int TRANSFERS = 50;
    /** With three shards: 0, 1, 2. */
    private static final List<String> KEYS = List.of("a", "A", "0");

    TransactionLinearizabilityIT() {
        super(CLIENTS);
    }

    @BeforeEach
    void loadScripts() {
        Scripts.load(connections.get(0));
    }

    @Test
    void shouldBeStrictlySerializable() throws Exception {
        final Map<String, Integer> outcomes = new TreeMap<>();
        for (int round = 0; round < TOTAL / (CLIENTS * OPERATIONS); round++) {
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
            assertTrue(checker.isLinearizable(), () -> "seed=" + SEED + " round=" + number + "\n" + histories
                + "\nexplained so far:\n" + checker.deepest());
            histories.stream().flatMap(List::stream).map(Operation::comparison).filter(Objects::nonNull)
                .forEach(outcome -> outcomes.merge(outcome, 1, Integer::sum));
        }
        assertEquals(Set.of("CAS *-1", "CAS *2", "REPLACE :0", "REPLACE :1"), outcomes.keySet(), outcomes::toString);
    }

    @Test
    void shouldNeverLoseAnIncrementNorShowATransferHalfDone() throws Exception {
        connections.get(0).call("MSET", KEYS.get(0), "1000", KEYS.get(1), "1000", KEYS.get(2), "1000", "C", "0");
        final List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            final int client = i;
            clients.add(() -> transfer(connections.get(client), new SplittableRandom(SEED + client)));
        }
        int increments = 0;
        for (final int count : all(clients)) {
            increments += count;
        }
        assertEquals(CLIENTS * TRANSFERS, increments);
        assertEquals(Integer.toString(increments), Reply.parse(connections.get(0).call("MGET", "C")).texts().get(0));
    }

    private static List<Operation> history(final RawConnection connection, final int client,
        final SplittableRandom random) {
        final List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            final String value = client + "." + i;
            final String key = oneOf(random);
            final String other = oneOf(random);
            switch (random.nextInt(10)) {
                case 0 -> operations.add(single(connection, List.of("MSET", key, value, other, value)));
                case 1 -> operations.add(single(connection, List.of("MGET", "a", "A", "0")));
                case 2 -> operations.add(transaction(connection, List.of(Registers.TRANSACTION, "APPEND " + key + " +",
                    "MSET " + other + " " + value + " " + oneOf(random) + " " + value, "MGET a A 0")));
                case 3 -> operations.add(transaction(connection, List.of(Registers.TRANSACTION, "MGET a A 0",
                    "SET " + key + " " + value)));
                case 4 -> operations.add(single(connection, List.of("SWAP", key, other)));
                case 5 -> operations.add(single(connection, List.of("ALONE", key, "+")));
                case 6 -> operations.add(single(connection, List.of("HIDDEN", key, other, value)));
                case 7 -> operations.add(transaction(connection, List.of(Registers.TRANSACTION,
                    "SWAP " + key + " " + other, "HIDDEN " + other + " " + oneOf(random) + " " + value,
                    "MGET a A 0")));
                case 8 -> replace(connection, operations, key, value);
                default -> compareAndSet(connection, operations, key, other, value);
            }
        }
        return operations;
    }

    private static void compareAndSet(final RawConnection connection, final List<Operation> operations,
        final String key, final String other, final String value) {
        assertEquals("+OK\r\n", connection.call("WATCH", key));
        final Operation read = single(connection, List.of("GET", key));
        operations.add(read);
        operations.add(transaction(connection, List.of(Registers.CAS, key, valueIn(read, ""),
            "SET " + key + " " + value, "SET " + other + " " + value)));
    }

    /** Compares and sets without WATCH: with a script. */
    private static void replace(final RawConnection connection, final List<Operation> operations, final String key,
        final String value) {
        final Operation read = single(connection, List.of("GET", key));
        operations.add(read);
        operations.add(single(connection, List.of("REPLACE", key, valueIn(read, "none"), value)));
    }

    private static String valueIn(final Operation read, final String missing) {
        return read.reply().startsWith("$-1") ? missing : read.reply().split("\r\n")[1];
    }

    private static Operation single(final RawConnection connection, final List<String> command) {
        final long invokedNs = System.nanoTime();
        return new Operation(command, connection.call(Scripts.onWire(command)), invokedNs, System.nanoTime());
    }

    /** Sends MULTI, the commands among the words, and EXEC at once; the reply is EXEC's. */
    private static Operation transaction(final RawConnection connection, final List<String> words) {
        final int first = words.get(0).equals(Registers.CAS) ? 3 : 1;
        connection.add("MULTI");
        words.subList(first, words.size()).forEach(each -> connection.add(Scripts.onWire(List.of(each.split(" ")))));
        connection.add("EXEC");
        final long invokedNs = System.nanoTime();
        connection.flush();
        for (int i = first - 1; i < words.size(); i++) {
            connection.readText();
        }
        return new Operation(words, connection.readText(), invokedNs, System.nanoTime());
    }

    /** Moves amounts between keys of all shards, and counts how often by compare-and-set. */
    private static int transfer(final RawConnection connection, final SplittableRandom random) {
        int count = 0;
        while (count < TRANSFERS) {
            final String amount = Integer.toString(1 + random.nextInt(10));
            connection.add("MULTI").add("DECRBY", oneOf(random), amount).add("INCRBY", oneOf(random), amount)
                .add("MGET", "a", "A", "0").add("EXEC").flush();
            for (int i = 0; i < 4; i++) {
                connection.readText();
            }
            final Reply exec = Reply.parse(connection.readText());
            assertEquals(3000, sum(exec.elements().get(2).texts()));
            assertEquals(3000, sum(Reply.parse(connection.call("MGET", "a", "A", "0")).texts()));
            connection.call("WATCH", "C");
            final int before = Integer.parseInt(Reply.parse(connection.call("MGET", "C")).texts().get(0));
            connection.add("MULTI").add("SET", "C", Integer.toString(before + 1)).add("EXEC").flush();
            connection.readText();
            connection.readText();
            count += connection.readText().startsWith("*1") ? 1 : 0;
        }
        return count;
    }

    private static int sum(final List<String> numbers) {
        return numbers.stream().mapToInt(Integer::parseInt).sum();
    }

    private static String oneOf(final SplittableRandom random) {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private <T> List<T> all(final List<Callable<T>> clients) throws InterruptedException, ExecutionException {
        final List<T> results = new ArrayList<>();
        for (final Future<T> future : executor.invokeAll(clients)) {
            results.add(future.get());
        }
        return results;
    }
}
