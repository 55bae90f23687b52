package org.ouzel.network.model;

import java.util.Arrays;

/** The wording of a divergence. */
final class Difference {
    private static final int SHOWN = 600;
    private static final int LEAD = 80;

    private Difference() {
    }

    static String of(final Step step, final byte[] expected, final byte[] actual) {
        final int first = Arrays.mismatch(expected, actual);
        final String command = step.toString();
        return "%s%n  expected %s%n  actual   %s%n".formatted(
            command.length() <= SHOWN ? command : command.substring(0, SHOWN) + "…",
            excerpt(expected, first), excerpt(actual, first));
    }

    /** The reply from a little before the first difference on. */
    static String excerpt(final byte[] reply, final int first) {
        final int from = reply.length <= SHOWN ? 0 : Math.max(0, Math.min(first, reply.length) - LEAD);
        final int to = Math.min(reply.length, from + SHOWN);
        final StringBuilder text = new StringBuilder(from > 0 ? "…" : "");
        for (int i = from; i < to; i++) {
            final char c = (char) (reply[i] & 0xff);
            if (c == '\r') {
                text.append("\\r");
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c >= ' ' && c < 127) {
                text.append(c);
            } else {
                text.append(String.format("\\x%02x", (int) c));
            }
        }
        return text.append(to < reply.length ? "… (" + reply.length + " bytes)" : "").toString();
    }
}
