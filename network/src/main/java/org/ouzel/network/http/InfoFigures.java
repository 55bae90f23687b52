package org.ouzel.network.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** INFO's text, taken apart. */
final class InfoFigures {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param text lines {@code name:value}, and titles after {@code #} */
    InfoFigures(final String text) {
        text.lines().forEach(line -> {
            final int colon = line.indexOf(':');
            if (!line.startsWith("#") && colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    /** Returns a value, or an empty text. */
    String text(final String name) {
        return values.getOrDefault(name, "");
    }

    /** Returns a number, or NaN where there is none. */
    double number(final String name) {
        return toNumber(values.get(name));
    }

    /** Returns the values whose names begin so, by the rest of their names. */
    Map<String, Map<String, String>> group(final String prefix) {
        final Map<String, Map<String, String>> group = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix) && value.indexOf('=') > 0) {
                group.put(name.substring(prefix.length()), parts(value));
            }
        });
        return group;
    }

    /** Takes {@code a=1,b=2} apart. */
    private static Map<String, String> parts(final String value) {
        final Map<String, String> parts = new LinkedHashMap<>();
        for (final String part : value.split(",")) {
            final int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return parts;
    }

    static double toNumber(final String text) {
        if (text == null || text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
    }
}
