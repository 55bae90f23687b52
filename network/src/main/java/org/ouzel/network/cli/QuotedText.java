package org.ouzel.network.cli;

import java.util.List;
import org.ouzel.protocol.QuotedWords;

/** Text in double quotes, in the two ways in which redis-cli writes it. */
final class QuotedText {
    private QuotedText() {
    }

    /**
     * Returns what a quoted string, or one without quotes, stands for.
     *
     * @param what what it is given for, as the message says it
     * @throws IllegalArgumentException with a message for the user if it is none
     */
    static String unquoted(final String word, final String what) {
        final List<String> words = QuotedWords.split(word);
        if (words == null || words.size() != 1) {
            throw new IllegalArgumentException("Invalid quoted string specified for " + what);
        }
        return words.get(0);
    }

    /** Returns text between double quotes, where everything but printable ASCII is an escape. */
    static String quoted(final String text) {
        final StringBuilder out = new StringBuilder();
        appendEscaped(text, out);
        return out.toString();
    }

    /** Appends text between double quotes, where everything but printable ASCII is an escape. */
    static void appendEscaped(final String text, final StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            final int letter = "\n\r\t\b\u0007".indexOf(next);
            if (next == '"' || next == '\\') {
                out.append('\\').append(next);
            } else if (letter >= 0) {
                out.append('\\').append("nrtba".charAt(letter));
            } else if (next >= ' ' && next <= '~') {
                out.append(next);
            } else {
                out.append("\\x").append(Character.forDigit(next >> 4 & 15, 16))
                    .append(Character.forDigit(next & 15, 16));
            }
        }
        out.append('"');
    }

    /** Appends text as a string of JSON; bytes that aren't ASCII stay as they are. */
    static void appendJson(final String text, final StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            final int letter = "\n\r\t\b\f".indexOf(next);
            if (next == '"' || next == '\\') {
                out.append('\\').append(next);
            } else if (letter >= 0) {
                out.append('\\').append("nrtbf".charAt(letter));
            } else if (next < ' ') {
                out.append(String.format("\\u%04x", (int) next));
            } else {
                out.append(next);
            }
        }
        out.append('"');
    }
}
