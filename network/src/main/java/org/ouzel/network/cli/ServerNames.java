package org.ouzel.network.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ouzel.protocol.client.Reply;
import org.slf4j.helpers.NOPLogger;

/**
 * What completion asks the server for, on a connection of its own, so that a transaction or a subscription isn't
 * disturbed. A server that is slow, gone, or doesn't allow it, is one without names. Any thread.
 */
final class ServerNames implements CompletionNames, AutoCloseable {
    private static final int DOCS_LIMIT_MS = 5_000;
    private static final int NAMES_LIMIT_MS = 500;
    private static final int SCAN_COUNT = 1_000;
    private static final int MAX_KEYS = 200;

    private volatile CommandDocs docs;
    private final Connection connection;
    private final Supplier<Address> address;

    /**
     * @param settings how to connect
     * @param address  gives where to connect to, and as whom, by now
     */
    ServerNames(final Connection.ConnectSettings settings, final Supplier<Address> address) {
        this.address = address;
        this.connection = new Connection(new Connection.ConnectSettings(settings.address(), settings.tls(), 2,
            settings.timeoutMs() == 0 ? DOCS_LIMIT_MS : settings.timeoutMs()), warning -> { }, NOPLogger.NOP_LOGGER);
    }

    /** Asks once. */
    @Override
    public synchronized CommandDocs docs() {
        if (docs == null) {
            final Reply reply = call(DOCS_LIMIT_MS, "COMMAND", "DOCS");
            if (reply == null) {
                return CommandDocs.NONE;
            }
            docs = CommandDocs.read(reply);
        }
        return docs;
    }

    /** Returns the commands without asking, if they are known by now. */
    CommandDocs knownDocs() {
        final CommandDocs known = docs;
        return known == null ? CommandDocs.NONE : known;
    }

    /** Forgets the commands, since the server may be another one. */
    synchronized void forget() {
        docs = null;
    }

    @Override
    public synchronized List<String> keys(final String prefix) {
        final List<String> keys = new ArrayList<>();
        final String pattern = ByteText.toBytes(prefix).replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(NAMES_LIMIT_MS);
        String cursor = "0";
        do {
            final Reply reply = call(NAMES_LIMIT_MS, "SCAN", cursor, "MATCH", pattern, "COUNT",
                Integer.toString(SCAN_COUNT));
            if (reply == null || !reply.isAggregate()) {
                break;
            }
            cursor = reply.elements().get(0).text();
            addTexts(reply.elements().get(1), keys);
        } while (!"0".equals(cursor) && keys.size() < MAX_KEYS && System.nanoTime() - deadlineNs < 0);
        return keys;
    }

    @Override
    public synchronized List<String> settings(final String prefix) {
        final List<String> names = new ArrayList<>();
        final Reply reply = call(NAMES_LIMIT_MS, "CONFIG", "GET", ByteText.toBytes(prefix) + "*");
        if (reply != null && reply.isAggregate()) {
            for (int i = 0; i < reply.elements().size(); i += 2) {
                names.add(reply.elements().get(i).text());
            }
        }
        return names;
    }

    @Override
    public synchronized List<String> list(final String... command) {
        final List<String> names = new ArrayList<>();
        final Reply reply = call(NAMES_LIMIT_MS, command);
        if (reply != null && reply.isAggregate()) {
            addTexts(reply, names);
        }
        return names;
    }

    @Override
    public synchronized void close() {
        connection.close();
    }

    /** Returns the reply, or null where none came in time. */
    private Reply call(final int limitMs, final String... command) {
        try {
            if (!connection.isOpen() || !connection.address().equals(address.get())) {
                connection.setAddress(address.get());
                connection.open();
            }
            connection.setReadLimitMs(limitMs);
            return connection.call(List.of(command));
        } catch (final IOException e) {
            connection.close();
            return null;
        }
    }

    /** Adds texts; those that aren't UTF-8 can't be typed anyway. */
    private static void addTexts(final Reply list, final List<String> names) {
        for (final Reply element : list.elements()) {
            // KDB LIST gives a map for each, its name first.
            final String text = element.isAggregate() && element.elements().size() > 1
                ? element.elements().get(1).text() : element.text();
            final String name = text == null ? "\uFFFD" : ByteText.toUnicode(text);
            if (name.indexOf('\uFFFD') < 0) {
                names.add(name);
            }
        }
    }
}
