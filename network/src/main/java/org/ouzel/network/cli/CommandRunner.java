package org.ouzel.network.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ouzel.protocol.client.Reply;

/**
 * Sends commands, prints their replies, and keeps in mind what they changed: database, user, transaction, protocol.
 *
 * <p>SUBSCRIBE and MONITOR go on printing until the connection ends.
 */
final class CommandRunner {
    private static final Set<String> SUBSCRIBING = Set.of("subscribe", "psubscribe", "ssubscribe");
    private static final Set<String> UNSUBSCRIBING = Set.of("unsubscribe", "punsubscribe", "sunsubscribe");
    private static final int ALL = Integer.MAX_VALUE;

    private boolean isInTransaction;
    private boolean isFollowing;
    private int unansweredCount;
    private final Connection connection;
    private final ReplyFormat format;
    private final OutputStream out;
    private final PrintStream err;
    private final Options options;

    /**
     * @param connection need not be open yet
     * @param format     for replies
     * @param out        gets replies; flushed after each
     * @param err        gets errors, where the options say so
     */
    CommandRunner(final Connection connection, final ReplyFormat format, final OutputStream out, final PrintStream err,
        final Options options) {
        this.connection = connection;
        this.format = format;
        this.out = out;
        this.err = err;
        this.options = options;
    }

    /**
     * What doesn't depend on the command.
     *
     * @param areErrorsFailures whether an error reply goes to standard error, and counts as a failure
     * @param arePushesShown    whether pushes of RESP3 are printed outside of subscriptions
     */
    record Options(boolean areErrorsFailures, boolean arePushesShown) {
    }

    Connection connection() {
        return connection;
    }

    /** Tells whether the last command was one whose messages are printed until the connection ends. */
    boolean isFollowing() {
        return isFollowing;
    }

    boolean isInTransaction() {
        return isInTransaction;
    }

    /** Forgets what belonged to a connection that has ended. */
    void forgetState() {
        isInTransaction = false;
        unansweredCount = 0;
    }

    /**
     * Runs a command and prints what comes of it.
     *
     * @param command the name and its arguments, a character a byte; not empty
     * @return false when it failed in the sense of the options
     * @throws IOException when the connection has ended before the reply
     */
    boolean run(final List<String> command) throws IOException {
        final String name = command.get(0).toLowerCase(Locale.ROOT);
        isFollowing = false;
        connection.send(command);
        if (isLeftUnanswered(name, command)) {
            return true;
        }
        final Reply reply;
        try {
            reply = readReply(name);
        } catch (final IOException e) {
            if ("shutdown".equals(name) && !connection.isAborted()) {
                connection.close();
                return true;
            }
            throw e;
        }
        final boolean isSubscribed = isConfirmation(reply, SUBSCRIBING);
        if (isSubscribed && !format.isRaw()) {
            print("Reading messages... (press Ctrl-C to quit)\n");
        }
        final boolean hasSucceeded = show(reply, command);
        note(name, command, reply);
        if (isSubscribed) {
            showAll();
        } else if (isConfirmation(reply, UNSUBSCRIBING)) {
            readMore(command.size() - 2);
        } else if ("monitor".equals(name) && isOk(reply)) {
            showAll();
        }
        return hasSucceeded;
    }

    /** Prints a reply, in the form that fits the command. */
    private boolean show(final Reply reply, final List<String> command) throws IOException {
        if (reply.isError() && options.areErrorsFailures()) {
            err.println(ByteText.toUnicode(reply.text()));
            err.flush();
            return false;
        }
        print(isTextForPeople(command) && !isInTransaction ? RawFormat.TEXT.format(reply) : format.format(reply));
        return true;
    }

    private void print(final String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private Reply readReply(final String name) throws IOException {
        while (true) {
            final Reply reply = connection.read();
            if (reply.type() != '>' || isConfirmation(reply, Set.of(name))) {
                return reply;
            }
            if (options.arePushesShown()) {
                print(format.format(reply));
            }
        }
    }

    /** Prints everything until the connection ends. */
    private void showAll() throws IOException {
        isFollowing = true;
        readMore(ALL);
    }

    private void readMore(final int count) throws IOException {
        for (int i = 0; i < count || count == ALL; i++) {
            print(format.format(connection.read()));
        }
    }

    /** CLIENT REPLY OFF and SKIP are not answered, nor is what follows them. */
    private boolean isLeftUnanswered(final String name, final List<String> command) {
        final boolean isReplyMode = "client".equals(name) && command.size() == 3
            && "reply".equalsIgnoreCase(command.get(1));
        if (isReplyMode) {
            switch (command.get(2).toLowerCase(Locale.ROOT)) {
                case "off" -> unansweredCount = ALL;
                case "skip" -> unansweredCount = unansweredCount == ALL ? ALL : 2;
                case "on" -> unansweredCount = 0;
                default -> { }
            }
        }
        if (unansweredCount > 0 && unansweredCount < ALL) {
            unansweredCount--;
            return true;
        }
        return unansweredCount == ALL;
    }

    private void note(final String name, final List<String> command, final Reply reply) throws IOException {
        if (reply.isError()) {
            // EXEC that was aborted, too, ends its transaction.
            isInTransaction &= !"exec".equals(name);
            return;
        }
        final Address address = connection.address();
        switch (name) {
            case "multi" -> isInTransaction = true;
            case "exec", "discard" -> isInTransaction = false;
            case "quit" -> connection.close();
            case "select" -> {
                if (isOk(reply)) {
                    connection.setAddress(address.withDatabase(Integer.parseInt(command.get(1))));
                }
            }
            case "auth" -> {
                if (isOk(reply)) {
                    final String user = command.size() == 3 ? ByteText.toUnicode(command.get(1)) : null;
                    connection.setAddress(address.withLogin(user,
                        ByteText.toUnicode(command.get(command.size() - 1))));
                    connection.negotiate();
                }
            }
            case "hello" -> {
                if (command.size() > 1) {
                    connection.setProtocol(Integer.parseInt(command.get(1)));
                }
            }
            case "reset" -> {
                isInTransaction = false;
                connection.setProtocol(2);
                connection.setAddress(address.withDatabase(0).withLogin(null, null));
                connection.negotiate();
            }
            default -> { }
        }
    }

    private static boolean isOk(final Reply reply) {
        return reply.type() == '+' && "OK".equals(reply.text());
    }

    private static boolean isConfirmation(final Reply reply, final Set<String> kinds) {
        return reply.isAggregate() && reply.elements().size() == 3 && reply.elements().get(0).text() != null
            && reply.elements().get(2).type() == ':' && kinds.contains(reply.elements().get(0).text());
    }

    /** The replies that are lines for people are shown as they are, in every form. */
    private static boolean isTextForPeople(final List<String> command) {
        final String second = command.size() > 1 ? command.get(1).toLowerCase(Locale.ROOT) : "";
        return switch (command.get(0).toLowerCase(Locale.ROOT)) {
            case "info", "lolwut" -> true;
            case "memory" -> Set.of("doctor", "malloc-stats").contains(second);
            case "latency" -> Set.of("doctor", "graph").contains(second);
            case "client" -> Set.of("list", "info").contains(second);
            case "cluster" -> Set.of("info", "nodes").contains(second);
            case "debug" -> Set.of("htstats", "htstats-key").contains(second);
            default -> false;
        };
    }
}
