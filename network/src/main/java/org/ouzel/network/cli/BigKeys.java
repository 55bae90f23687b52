package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.protocol.client.Reply;

/**
 * {@code --bigkeys} and {@code --memkeys}: look at every key, and tell the one of each type that has the most elements,
 * or takes the most memory.
 */
final class BigKeys {
    private static final List<String> TYPES = List.of("string", "list", "hash", "set", "zset", "stream");

    private long keyBytes;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Connection connection;
    private final PrintStream out;

    private BigKeys(final Connection connection, final PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /** Returns a search for the most elements. */
    static BigKeys byElements(final Connection connection, final PrintStream out) {
        final BigKeys search = new BigKeys(connection, out);
        search.add("string", "bytes", "STRLEN");
        search.add("list", "items", "LLEN");
        search.add("hash", "fields", "HLEN");
        search.add("set", "members", "SCARD");
        search.add("zset", "members", "ZCARD");
        search.add("stream", "entries", "XLEN");
        return search;
    }

    /**
     * Returns a search for the most memory.
     *
     * @param sampleCount how many elements of a key the server looks at, 0 for all; null leaves it to the server
     */
    static BigKeys byMemory(final Connection connection, final PrintStream out, final Integer sampleCount) {
        final BigKeys search = new BigKeys(connection, out);
        for (final String type : TYPES) {
            search.add(type, "bytes", "MEMORY", "USAGE");
            if (sampleCount != null) {
                search.kinds.get(type).options = List.of("SAMPLES", sampleCount.toString());
            }
        }
        return search;
    }

    /** What is known of one type so far. */
    private static final class Kind {
        private long count;
        private long total;
        private long largest = -1;
        private String largestKey;
        private List<String> options = List.of();
        private final String name;
        private final String unit;
        private final List<String> sizeCommand;

        Kind(final String name, final String unit, final List<String> sizeCommand) {
            this.name = name;
            this.unit = unit;
            this.sizeCommand = sizeCommand;
        }

        private List<String> sizeOf(final String key) {
            final List<String> command = new ArrayList<>(sizeCommand);
            command.add(key);
            command.addAll(options);
            return command;
        }
    }

    /** Scans to the end and prints. */
    void run(final KeyScan scan) throws IOException {
        final KeySurvey survey = new KeySurvey(connection, scan, out, "biggest");
        for (List<String> keys = survey.next(); keys != null; keys = survey.next()) {
            look(keys, survey);
        }
        summarize(survey);
    }

    private void add(final String name, final String unit, final String... sizeCommand) {
        kinds.put(name, new Kind(name, unit, List.of(sizeCommand)));
    }

    private void look(final List<String> keys, final KeySurvey survey) throws IOException {
        final List<Kind> types = new ArrayList<>(keys.size());
        for (final String key : keys) {
            connection.append(List.of("TYPE", key));
        }
        connection.flush();
        for (final String key : keys) {
            keyBytes += key.length();
            types.add(kinds.get(connection.readReply().text()));
        }
        for (int i = 0; i < keys.size(); i++) {
            if (types.get(i) != null) {
                connection.append(types.get(i).sizeOf(keys.get(i)));
            }
        }
        connection.flush();
        for (int i = 0; i < keys.size(); i++) {
            // A type that isn't known, or a key that is gone by now.
            if (types.get(i) != null) {
                note(types.get(i), keys.get(i), connection.readReply(), survey);
            }
        }
    }

    private void note(final Kind kind, final String key, final Reply size, final KeySurvey survey) {
        survey.count();
        if (size.isError() || size.isNull()) {
            return;
        }
        kind.count++;
        kind.total += size.asLong();
        if (size.asLong() > kind.largest) {
            kind.largest = size.asLong();
            kind.largestKey = QuotedText.quoted(key);
            out.printf(Locale.ROOT, "[%05.2f%%] Biggest %-6s found so far '%s' with %d %s%n", survey.percent(),
                kind.name, kind.largestKey, kind.largest, kind.unit);
        }
    }

    private void summarize(final KeySurvey survey) {
        final long keyCount = survey.keyCount();
        survey.summarize();
        out.printf(Locale.ROOT, "Total key length in bytes is %d (avg len %.2f)%n%n", keyBytes,
            keyCount == 0 ? 0.0 : (double) keyBytes / keyCount);
        for (final Kind kind : kinds.values()) {
            if (kind.largestKey != null) {
                out.printf(Locale.ROOT, "Biggest %6s found '%s' has %d %s%n", kind.name, kind.largestKey, kind.largest,
                    kind.unit);
            }
        }
        out.println();
        for (final Kind kind : kinds.values()) {
            out.printf(Locale.ROOT, "%d %ss with %d %s (%05.2f%% of keys, avg size %.2f)%n", kind.count, kind.name,
                kind.total, kind.unit, KeySurvey.percent(kind.count, keyCount),
                kind.count == 0 ? 0.0 : (double) kind.total / kind.count);
        }
        out.flush();
    }
}
