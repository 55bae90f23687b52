package org.ouzel.network.durability;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/**
 * A client that writes as fast as it is answered until the connection breaks, and knows what was acknowledged.
 *
 * <p>In each round a counter goes up, a key of its own is set to the round's number, two keys get the same number at
 * once, and two counters go up in one transaction. The writer's thread runs {@link #write}; the test calls the rest
 * between two servers' lives.
 */
final class CrashWriter {

    private long startedRound;
    private long finishedRound;
    private final int number;
    private final int pipelineLength;

    /**
     * @param number         tells the writer's keys from those of others
     * @param pipelineLength rounds sent at once
     */
    CrashWriter(final int number, final int pipelineLength) {
        this.number = number;
        this.pipelineLength = pipelineLength;
    }

    /** Writes until the server dies. */
    void write(final ServerUnderTest server) {
        try (RawConnection connection = server.connect()) {
            while (true) {
                final long first = startedRound + 1;
                for (int i = 0; i < pipelineLength; i++) {
                    startedRound++;
                    final String round = Long.toString(startedRound);
                    connection.add("INCR", counter("all"));
                    connection.add("SET", key(startedRound), round);
                    connection.add("MSET", pair("a"), round, pair("b"), round);
                    connection.add("MULTI").add("INCR", counter("left")).add("SELECT", "1")
                        .add("INCR", counter("right")).add("SELECT", "0").add("EXEC");
                }
                connection.flush();
                for (int i = 0; i < pipelineLength; i++) {
                    readRound(connection, first + i);
                    finishedRound = first + i;
                }
            }
        } catch (final UncheckedIOException e) {
            // The server was killed, as planned.
        }
    }

    /** Returns what an acknowledged write left behind and isn't there, or a half of a pair; empty when all is well. */
    List<String> losses(final RawConnection connection) {
        final List<String> losses = new ArrayList<>();
        final long counted = number(connection.call("GET", counter("all")));
        if (counted < finishedRound || counted > startedRound) {
            losses.add(counter("all") + "=" + counted + " finished=" + finishedRound + " started=" + startedRound);
        }
        final long first = Math.max(1, finishedRound - 10_000);
        for (long round = first; round <= finishedRound; round++) {
            connection.add("GET", key(round));
        }
        connection.flush();
        for (long round = first; round <= finishedRound; round++) {
            final long found = number(connection.readText());
            if (found != round) {
                losses.add(key(round) + "=" + found);
            }
        }
        compare(losses, "pair", number(connection.call("GET", pair("a"))), number(connection.call("GET", pair("b"))));
        final long left = number(connection.call("GET", counter("left")));
        connection.call("SELECT", "1");
        compare(losses, "transaction", left, number(connection.call("GET", counter("right"))));
        connection.call("SELECT", "0");
        beginLife(connection, counted);
        return losses;
    }

    /** What the server counted is where the next life goes on. */
    private void beginLife(final RawConnection connection, final long counted) {
        startedRound = counted;
        finishedRound = counted;
        final String round = Long.toString(counted);
        connection.call("SET", key(counted), round);
        connection.call("MSET", pair("a"), round, pair("b"), round, counter("left"), round);
        connection.call("SELECT", "1");
        connection.call("SET", counter("right"), round);
        connection.call("SELECT", "0");
    }

    private void compare(final List<String> losses, final String what, final long left, final long right) {
        if (left != right || left < finishedRound || left > startedRound) {
            losses.add(what + " of writer " + number + ": left=" + left + " right=" + right + " finished="
                + finishedRound + " started=" + startedRound);
        }
    }

    long finishedRound() {
        return finishedRound;
    }

    private void readRound(final RawConnection connection, final long round) {
        final String[] expected = {":" + round, "+OK", "+OK", "+OK", "+QUEUED", "+QUEUED", "+QUEUED", "+QUEUED",
            "*4\r\n:" + round + "\r\n+OK\r\n:" + round + "\r\n+OK"};
        for (int i = 0; i < expected.length; i++) {
            final String reply = connection.readText().strip();
            if (!reply.equals(expected[i])) {
                throw new AssertionError("writer=" + number + " round=" + round + " reply=" + reply);
            }
        }
    }

    private String counter(final String kind) {
        return "counter:" + number + ":" + kind;
    }

    private String key(final long round) {
        return "key:" + number + ":" + round % 100_000;
    }

    private String pair(final String half) {
        return "pair:" + number + ":" + half;
    }

    private static long number(final String reply) {
        if (reply.startsWith("-")) {
            throw new AssertionError(reply);
        }
        final String[] lines = reply.split("\r\n");
        return lines.length == 2 ? Long.parseLong(lines[1]) : 0;
    }
}
