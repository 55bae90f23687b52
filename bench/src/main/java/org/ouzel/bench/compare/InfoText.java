package org.ouzel.bench.compare;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ouzel.protocol.client.RespClient;

/** Takes the reply of INFO apart. */
final class InfoText {
    private static final String CALLS = "calls=";

    private InfoText() {
    }

    /** Asks a server for a section; empty from a server without INFO. */
    static String of(final RespClient connection, final String section) throws IOException {
        return connection.call("INFO", section) instanceof String info ? info : "";
    }

    /** Returns the fields of all sections by name. */
    static Map<String, String> parse(final String info) {
        final Map<String, String> fields = new LinkedHashMap<>();
        for (final String line : info.split("\r?\n")) {
            final int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return fields;
    }

    /** Returns the calls of a command by section commandstats: 0 if it was never called. */
    static long calls(final String info, final String command) {
        final String stats = parse(info).get("cmdstat_" + command);
        if (stats == null) {
            return 0;
        }
        for (final String part : stats.split(",")) {
            if (part.startsWith(CALLS)) {
                return Long.parseLong(part.substring(CALLS.length()));
            }
        }
        throw new IllegalArgumentException("no calls: stats=" + stats);
    }
}
