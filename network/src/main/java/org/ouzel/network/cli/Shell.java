package org.ouzel.network.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.ouzel.protocol.QuotedWords;

/**
 * Runs lines, typed or read: commands, a number of repetitions before them, and the client's own words
 * {@code quit exit connect}. Connects when there is no connection.
 */
final class Shell {
    private static final long SLOW_MS = 500;

    private boolean hasFailed;
    private final CommandRunner runner;
    private final OutputStream out;
    private final PrintStream err;
    private final boolean isInteractive;
    private final long intervalMs;

    /**
     * @param out           gets messages that belong between the replies
     * @param err           gets what went wrong with the connection
     * @param isInteractive whether a person waits: then it is told how long a slow reply took, and a command whose
     *                      connection had ended before is sent again
     * @param intervalMs    between repetitions
     */
    Shell(final CommandRunner runner, final OutputStream out, final PrintStream err, final boolean isInteractive,
        final long intervalMs) {
        this.runner = runner;
        this.out = out;
        this.err = err;
        this.isInteractive = isInteractive;
        this.intervalMs = intervalMs;
    }

    /** Tells whether any command has failed so far, in the sense of the runner's options, or couldn't be sent. */
    boolean hasFailed() {
        return hasFailed;
    }

    /**
     * Runs a line, a character a byte; a user interrupts it by ending the connection.
     *
     * @return false when it was the last one
     */
    boolean runLine(final String line) throws IOException {
        final List<String> words = QuotedWords.split(line);
        if (words == null) {
            print("Invalid argument(s)\n");
            return true;
        }
        if (words.isEmpty()) {
            return true;
        }
        switch (words.get(0).toLowerCase(Locale.ROOT)) {
            case "quit", "exit" -> {
                return false;
            }
            case "connect" -> {
                if (words.size() == 3) {
                    return changeServer(words.get(1), words.get(2));
                }
                print("Use: connect host port\n");
                return true;
            }
            default -> {
                return runRepeatedly(words) || isInteractive;
            }
        }
    }

    /** Runs a command a number of times, or for ever when that is negative; false when the connection ended. */
    boolean repeat(final long count, final List<String> command) throws IOException {
        for (long i = 0; i != count; i++) {
            if (i > 0 && intervalMs > 0) {
                Pauses.sleep(intervalMs);
            }
            if (!run(command)) {
                return false;
            }
        }
        return true;
    }

    /** Connects; tells what is wrong when that fails. */
    boolean connect() {
        try {
            runner.forgetState();
            runner.connection().open();
            return true;
        } catch (final IOException e) {
            err.println("Could not connect to " + runner.connection().address().place() + ": " + reason(e));
            err.flush();
            hasFailed = true;
            return false;
        }
    }

    private boolean runRepeatedly(final List<String> words) throws IOException {
        final boolean isCount = words.size() > 1 && words.get(0).matches("-?[0-9]{1,18}");
        if (!isCount) {
            return repeat(1, words);
        }
        final long count = Long.parseLong(words.get(0));
        if (count <= 0) {
            print("Invalid repeat count: a positive number is expected\n");
            return true;
        }
        return repeat(count, words.subList(1, words.size()));
    }

    private boolean changeServer(final String host, final String port) throws IOException {
        final Connection connection = runner.connection();
        try {
            connection.setAddress(connection.address().withSocket(null).withHost(host).withPort(Address.port(port)));
        } catch (final IllegalArgumentException e) {
            print(e.getMessage() + "\n");
            return true;
        }
        connection.close();
        return connect() || isInteractive;
    }

    /** Returns whether the connection stands, so that another command can follow. */
    private boolean run(final List<String> command) throws IOException {
        final Connection connection = runner.connection();
        if (!connection.isOpen() && !connect()) {
            return false;
        }
        final long startNs = System.nanoTime();
        final boolean wasInTransaction = runner.isInTransaction();
        try {
            hasFailed |= !runner.run(command);
        } catch (final IOException e) {
            connection.close();
            if (connection.isAborted()) {
                print(runner.isFollowing() ? "\n" : "\n(cancelled; the server may have carried it out)\n");
                connect();
                return false;
            }
            return recover(command, wasInTransaction, e);
        }
        final long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        if (isInteractive && elapsedMs >= SLOW_MS) {
            print(String.format(Locale.ROOT, "(%.2fs)%n", elapsedMs / 1000.0));
        }
        return true;
    }

    /**
     * Connects anew after the connection broke, which for a person's next command often means that the server was
     * started anew; in a transaction nothing is sent again, since its beginning is lost.
     */
    private boolean recover(final List<String> command, final boolean wasInTransaction, final IOException cause)
        throws IOException {
        if (!isInteractive || wasInTransaction) {
            return giveUp(cause);
        }
        err.println("The connection was lost (" + reason(cause) + "); connecting again");
        err.flush();
        if (!connect()) {
            return false;
        }
        try {
            hasFailed |= !runner.run(command);
            return true;
        } catch (final IOException e) {
            return giveUp(e);
        }
    }

    private boolean giveUp(final IOException cause) {
        runner.connection().close();
        runner.forgetState();
        err.println("Error: " + reason(cause));
        err.flush();
        hasFailed = true;
        return false;
    }

    private static String reason(final IOException e) {
        if (e instanceof EOFException) {
            return "Server closed the connection";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void print(final String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
