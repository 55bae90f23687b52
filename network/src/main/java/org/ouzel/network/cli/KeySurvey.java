package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.ouzel.protocol.client.Reply;

/** A look at all keys that tells how far it has come: what {@code --bigkeys --memkeys --hotkeys} have in common. */
final class KeySurvey {
    private static final int KEYS_PER_LINE = 1_000_000;

    private long keyCount;
    private double percent;
    private final long total;
    private final KeyScan scan;
    private final PrintStream out;

    /** Begins, with a few lines for the user. */
    KeySurvey(final Connection connection, final KeyScan scan, final PrintStream out, final String what)
        throws IOException {
        this.scan = scan;
        this.out = out;
        out.print("\n# Scanning the entire keyspace to find " + what + " keys as well as\n"
            + "# average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec\n"
            + "# per 100 SCAN commands (not usually needed).\n\n");
        final Reply size = connection.call(List.of("DBSIZE"));
        total = size.isError() ? 0 : size.asLong();
    }

    /** Returns how many percent a part is. */
    static double percent(final long part, final long whole) {
        return whole == 0 ? 0 : Math.min(100, 100.0 * part / whole);
    }

    /** Returns the next keys; see {@link KeyScan#next()}. */
    List<String> next() throws IOException {
        percent = percent(keyCount, total);
        return scan.next();
    }

    /** Counts a key, and tells so now and then. */
    void count() {
        keyCount++;
        if (keyCount % KEYS_PER_LINE == 0) {
            out.printf(Locale.ROOT, "[%05.2f%%] Sampled %d keys so far%n", percent, keyCount);
        }
    }

    long keyCount() {
        return keyCount;
    }

    /** Returns how many percent of the keys had been counted before the ones at hand came. */
    double percent() {
        return percent;
    }

    /** Prints the beginning of the summary. */
    void summarize() {
        out.printf(Locale.ROOT, "%n-------- summary -------%n%nSampled %d keys in the keyspace!%n", keyCount);
    }
}
