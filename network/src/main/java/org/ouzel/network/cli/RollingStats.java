package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.protocol.client.Reply;

/** {@code --stat}: a line of the server's figures at an interval. */
final class RollingStats {
    private static final int LINES_PER_HEADER = 20;
    private static final String HEADER =
        "------- data ------ --------------------- load -------------------- - child -\n"
        + "keys       mem      clients blocked requests            connections          \n";
    private static final String UNITS = "BKMGTPE";
    private static final int STEP = 1024;

    private final Connection connection;
    private final PrintStream out;

    RollingStats(final Connection connection, final PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /**
     * Prints lines until the connection ends.
     *
     * @param lineCount how many at most, for ever when it is negative
     */
    void run(final long lineCount, final long intervalMs) throws IOException {
        long requestsBefore = 0;
        for (long i = 0; i != lineCount; i++) {
            if (i > 0) {
                Pauses.sleep(intervalMs);
            }
            if (i % LINES_PER_HEADER == 0) {
                out.print(HEADER);
            }
            final Reply reply = connection.call(List.of("INFO"));
            if (reply.isError()) {
                throw new IllegalArgumentException("INFO failed: " + reply.text());
            }
            final Map<String, String> info = fields(reply.text().substring(reply.text().indexOf('#')));
            final long requests = number(info, "total_commands_processed");
            final String delta = i == 0 ? "(+0)" : "(+" + (requests - requestsBefore) + ")";
            requestsBefore = requests;
            out.println(String.format(Locale.ROOT, "%-11d%-9s%-8d%-8d%-20s%-12d%s", keyCount(info),
                size(number(info, "used_memory")), number(info, "connected_clients"), number(info, "blocked_clients"),
                requests + " " + delta, number(info, "total_connections_received"), child(info)).stripTrailing());
            out.flush();
        }
    }

    /** Returns bytes in the largest unit of which there is one: {@code 1.05M}. */
    static String size(final long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length() - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + "B" : String.format(Locale.ROOT, "%.2f%c", value, UNITS.charAt(unit));
    }

    private static long keyCount(final Map<String, String> info) {
        long count = 0;
        for (final Map.Entry<String, String> field : info.entrySet()) {
            if (field.getKey().matches("db[0-9]+")) {
                count += Long.parseLong(field.getValue().replaceFirst("keys=([0-9]+).*", "$1"));
            }
        }
        return count;
    }

    private static String child(final Map<String, String> info) {
        final boolean isSaving = number(info, "rdb_bgsave_in_progress") != 0;
        final boolean isRewriting = number(info, "aof_rewrite_in_progress") != 0;
        return isSaving && isRewriting ? "SAVE+AOF" : isSaving ? "SAVE" : isRewriting ? "AOF" : "";
    }

    private static long number(final Map<String, String> info, final String name) {
        final String value = info.get(name);
        return value == null ? 0 : Long.parseLong(value);
    }

    private static Map<String, String> fields(final String info) {
        final Map<String, String> fields = new HashMap<>();
        info.lines().filter(line -> line.indexOf(':') > 0)
            .forEach(line -> fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        return fields;
    }
}
