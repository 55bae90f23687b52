package org.ouzel.network.durability;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/**
 * A client that writes as fast as it is answered until the connection breaks, and knows what was acknowledged.
 *
 * <p>Each round is one pipeline: a counter goes up, a key of its own is set to the round's number, and two keys get the
 * same number at once. The writer's thread runs {@link #write}; the test calls the rest between two servers' lives.
 */
final class CrashWriter {
    private static final int PIPELINE_COUNT = 3;

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
                    connection.add("INCR", counter());
                    connection.add("SET", key(startedRound), round);
                    connection.add("MSET", pair("a"), round, pair("b"), round);
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
        final long counted = number(connection.call("GET", counter()));
        if (counted < finishedRound || counted > startedRound) {
            losses.add(counter() + "=" + counted + " finished=" + finishedRound + " started=" + startedRound);
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
        final long left = number(connection.call("GET", pair("a")));
        final long right = number(connection.call("GET", pair("b")));
        if (left != right || left < finishedRound || left > startedRound) {
            losses.add("pair of writer " + number + ": a=" + left + " b=" + right + " finished=" + finishedRound);
        }
        // What the server counted is where the next life goes on.
        startedRound = Math.max(counted, 0);
        finishedRound = startedRound;
        connection.call("SET", key(startedRound), Long.toString(startedRound));
        connection.call("MSET", pair("a"), Long.toString(startedRound), pair("b"), Long.toString(startedRound));
        return losses;
    }

    long finishedRound() {
        return finishedRound;
    }

    private void readRound(final RawConnection connection, final long round) {
        final String[] expected = {":" + round, "+OK", "+OK"};
        for (int i = 0; i < PIPELINE_COUNT; i++) {
            final String reply = connection.readText().strip();
            if (!reply.equals(expected[i])) {
                throw new AssertionError("writer=" + number + " round=" + round + " reply=" + reply);
            }
        }
    }

    private String counter() {
        return "counter:" + number;
    }

    private String key(final long round) {
        return "key:" + number + ":" + round % 100_000;
    }

    private String pair(final String half) {
        return "pair:" + number + ":" + half;
    }

    private static long number(final String reply) {
        final String[] lines = reply.split("\r\n");
        return lines.length == 2 ? Long.parseLong(lines[1]) : 0;
    }
}
