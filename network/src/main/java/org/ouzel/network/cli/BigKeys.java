package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.protocol.client.Reply;

/** {@code --bigkeys}: looks at every key, and tells the largest of each type. */
final class BigKeys {
    private static final int KEYS_PER_LINE = 1_000_000;

    private long keyCount;
    private long keyBytes;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Connection connection;
    private final PrintStream out;

    BigKeys(final Connection connection, final PrintStream out) {
        this.connection = connection;
        this.out = out;
        add("string", "STRLEN", "bytes");
        add("list", "LLEN", "items");
        add("hash", "HLEN", "fields");
        add("set", "SCARD", "members");
        add("zset", "ZCARD", "members");
        add("stream", "XLEN", "entries");
    }

    /** What is known of one type so far. */
    private static final class Kind {
        private long count;
        private long total;
        private long largest = -1;
        private String largestKey;
        private final String name;
        private final String sizeCommand;
        private final String unit;

        Kind(final String name, final String sizeCommand, final String unit) {
            this.name = name;
            this.sizeCommand = sizeCommand;
            this.unit = unit;
        }
    }

    /** Scans to the end and prints. */
    void run(final KeyScan scan) throws IOException {
        out.print("\n# Scanning the entire keyspace to find biggest keys as well as\n"
            + "# average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec\n"
            + "# per 100 SCAN commands (not usually needed).\n\n");
        final Reply size = connection.call(List.of("DBSIZE"));
        final long total = size.isError() ? 0 : size.asLong();
        for (List<String> keys = scan.next(); keys != null; keys = scan.next()) {
            look(keys, total);
        }
        summarize();
    }

    private void add(final String name, final String sizeCommand, final String unit) {
        kinds.put(name, new Kind(name, sizeCommand, unit));
    }

    private void look(final List<String> keys, final long total) throws IOException {
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
                connection.append(List.of(types.get(i).sizeCommand, keys.get(i)));
            }
        }
        connection.flush();
        for (int i = 0; i < keys.size(); i++) {
            // A type that isn't known, or a key that is gone by now.
            if (types.get(i) != null) {
                note(types.get(i), keys.get(i), connection.readReply(), total);
            }
        }
    }

    private void note(final Kind kind, final String key, final Reply size, final long total) {
        keyCount++;
        if (keyCount % KEYS_PER_LINE == 0) {
            out.printf(Locale.ROOT, "[%05.2f%%] Sampled %d keys so far%n", share(keyCount, total), keyCount);
        }
        if (size.isError()) {
            return;
        }
        kind.count++;
        kind.total += size.asLong();
        if (size.asLong() > kind.largest) {
            kind.largest = size.asLong();
            kind.largestKey = quoted(key);
            out.printf(Locale.ROOT, "[%05.2f%%] Biggest %-6s found so far '%s' with %d %s%n", share(keyCount, total),
                kind.name, kind.largestKey, kind.largest, kind.unit);
        }
    }

    private void summarize() {
        out.printf(Locale.ROOT, "%n-------- summary -------%n%nSampled %d keys in the keyspace!%n", keyCount);
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
                kind.total, kind.unit, share(kind.count, keyCount),
                kind.count == 0 ? 0.0 : (double) kind.total / kind.count);
        }
        out.flush();
    }

    private static double share(final long part, final long whole) {
        return whole == 0 ? 0 : Math.min(100, 100.0 * part / whole);
    }

    private static String quoted(final String key) {
        final StringBuilder text = new StringBuilder();
        QuotedText.appendEscaped(key, text);
        return text.toString();
    }
}
