package org.ouzel.network.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line of a settings file in Redis's form: separated by blanks, in double quotes with the escapes
 * {@code \n \r \t \b \a \xHH}, or in single quotes with {@code \'}.
 */
final class ConfWords {
    private static final int HEX = 16;

    private int position;
    private final String line;

    private ConfWords(final String line) {
        this.line = line;
    }

    /** Returns the words, or null when quotes are unbalanced. */
    static List<String> split(final String line) {
        final ConfWords reader = new ConfWords(line);
        final List<String> words = new ArrayList<>();
        while (reader.skipBlanks()) {
            final String word = reader.word();
            if (word == null) {
                return null;
            }
            words.add(word);
        }
        return words;
    }

    /** Returns a word in a form that {@link #split} reads back as one. */
    static String quote(final String word) {
        final StringBuilder quoted = new StringBuilder("\"");
        boolean isPlain = !word.isEmpty() && word.charAt(0) != '#';
        for (int i = 0; i < word.length(); i++) {
            final char next = word.charAt(i);
            isPlain &= next > ' ' && next != '"' && next != '\'' && next != '\\' && next != 127;
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (next < ' ' || next == 127) {
                quoted.append(String.format("\\x%02x", (int) next));
            } else {
                quoted.append(next);
            }
        }
        return isPlain ? word : quoted.append('"').toString();
    }

    private boolean skipBlanks() {
        while (position < line.length() && isBlank(line.charAt(position))) {
            position++;
        }
        return position < line.length();
    }

    private String word() {
        final StringBuilder word = new StringBuilder();
        while (position < line.length() && !isBlank(line.charAt(position))) {
            final char next = line.charAt(position++);
            if (next == '"' || next == '\'') {
                if (!quoted(next, word)) {
                    return null;
                }
            } else {
                word.append(next);
            }
        }
        return word.toString();
    }

    /** Reads up to the closing quote, which must end the word. */
    private boolean quoted(final char quote, final StringBuilder word) {
        while (position < line.length()) {
            final char next = line.charAt(position++);
            if (next == quote) {
                return position == line.length() || isBlank(line.charAt(position));
            }
            if (next == '\\' && position < line.length() && (quote == '"' || line.charAt(position) == '\'')) {
                word.append(quote == '"' ? escaped() : line.charAt(position++));
            } else {
                word.append(next);
            }
        }
        return false;
    }

    private char escaped() {
        final char kind = line.charAt(position++);
        if (kind == 'x' && isHexDigit(position) && isHexDigit(position + 1)) {
            position += 2;
            return (char) Integer.parseInt(line.substring(position - 2, position), HEX);
        }
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> (char) 7;
            default -> kind;
        };
    }

    private boolean isHexDigit(final int index) {
        return index < line.length() && Character.digit(line.charAt(index), HEX) >= 0;
    }

    private static boolean isBlank(final char value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }
}
