package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ouzel.protocol.client.Reply;

/** {@code --hotkeys}: looks at every key, and tells those that are used most often. */
final class HotKeys {
    private static final int MOST_COUNT = 16;
    private static final int KEYS_PER_LINE = 1_000_000;

    private long keyCount;
    /** The one used most often first; of several used alike, the one found first. */
    private final List<Hot> hottest = new ArrayList<>();
    private final Connection connection;
    private final PrintStream out;
    private final PrintStream err;

    HotKeys(final Connection connection, final PrintStream out, final PrintStream err) {
        this.connection = connection;
        this.out = out;
        this.err = err;
    }

    private record Hot(String key, long frequency) {
    }

    /** Scans to the end and prints; returns false if the server doesn't know how often keys are used. */
    boolean run(final KeyScan scan) throws IOException {
        out.print("\n# Scanning the entire keyspace to find hot keys as well as\n"
            + "# average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec\n"
            + "# per 100 SCAN commands (not usually needed).\n\n");
        final Reply size = connection.call(List.of("DBSIZE"));
        final long total = size.isError() ? 0 : size.asLong();
        for (List<String> keys = scan.next(); keys != null; keys = scan.next()) {
            if (!look(keys, KeyScan.percent(keyCount, total))) {
                out.flush();
                return false;
            }
        }
        out.printf(Locale.ROOT, "%n-------- summary -------%n%nSampled %d keys in the keyspace!%n", keyCount);
        for (final Hot each : hottest) {
            out.printf(Locale.ROOT, "hot key found with counter: %d\tkeyname: %s%n", each.frequency, each.key);
        }
        out.flush();
        return true;
    }

    private boolean look(final List<String> keys, final double percent) throws IOException {
        for (final String key : keys) {
            connection.append(List.of("OBJECT", "FREQ", key));
        }
        connection.flush();
        for (final String key : keys) {
            final Reply frequency = connection.readReply();
            if (frequency.isError()) {
                err.println("Error: " + ByteText.toUnicode(frequency.text()));
                return false;
            }
            keyCount++;
            if (keyCount % KEYS_PER_LINE == 0) {
                out.printf(Locale.ROOT, "[%05.2f%%] Sampled %d keys so far%n", percent, keyCount);
            }
            // No number: gone by now.
            note(key, frequency.isNull() ? 0 : frequency.asLong(), percent);
        }
        return true;
    }

    private void note(final String key, final long frequency, final double percent) {
        int place = hottest.size();
        while (place > 0 && hottest.get(place - 1).frequency < frequency) {
            place--;
        }
        if (frequency == 0 || place == MOST_COUNT) {
            return;
        }
        final String quoted = QuotedText.quoted(key);
        hottest.add(place, new Hot(quoted, frequency));
        if (hottest.size() > MOST_COUNT) {
            hottest.remove(MOST_COUNT);
        }
        out.printf(Locale.ROOT, "[%05.2f%%] Hot key '%s' found so far with counter %d%n", percent, quoted, frequency);
    }
}
