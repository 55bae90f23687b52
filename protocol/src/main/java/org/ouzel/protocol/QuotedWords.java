package org.ouzel.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line that a person wrote, a settings file's or a client's: separated by blanks, in double quotes with
 * the escapes {@code \n \r \t \b \a \xHH}, or in single quotes with {@code \'}. The same rules as those of an inline
 * request.
 *
 * <p>A character stands for itself, whatever it is, but an escape is always below 256: a caller for whom characters are
 * bytes gets bytes.
 */
public final class QuotedWords {
    private static final int HEX = 16;

    private int position;
    private final String line;

    private QuotedWords(final String line) {
        this.line = line;
    }

    /**
     * A word, and where it stands in its line.
     *
     * @param text       the word without quotes and escapes
     * @param start      of its first character in the line, quotes included
     * @param end        behind its last one
     * @param isBalanced whether its quotes are closed, and closed only at its end; if not, it is the line's last one
     */
    public record Word(String text, int start, int end, boolean isBalanced) {
    }

    /** Returns the words, or null when quotes are unbalanced. */
    public static List<String> split(final String line) {
        final List<Word> words = parse(line);
        return words.isEmpty() || words.get(words.size() - 1).isBalanced()
            ? words.stream().map(Word::text).toList() : null;
    }

    /** Returns the words with their places; only the last one may have unbalanced quotes. */
    public static List<Word> parse(final String line) {
        final QuotedWords reader = new QuotedWords(line);
        final List<Word> words = new ArrayList<>();
        while (reader.skipBlanks()) {
            final Word word = reader.word();
            words.add(word);
            if (!word.isBalanced()) {
                break;
            }
        }
        return words;
    }

    /** Returns a word in a form that {@link #split} reads back as one. */
    public static String quote(final String word) {
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

    private Word word() {
        final int start = position;
        final StringBuilder word = new StringBuilder();
        boolean isBalanced = true;
        while (position < line.length() && !endsWord(line.charAt(position))) {
            final char next = line.charAt(position++);
            if (next == '"' || next == '\'') {
                isBalanced = quoted(next, word);
                break;
            }
            word.append(next);
        }
        return new Word(word.toString(), start, isBalanced ? position : line.length(), isBalanced);
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
        return index < line.length() && line.charAt(index) < 128 && Character.digit(line.charAt(index), HEX) >= 0;
    }

    /** A vertical tab and a form feed separate words, but don't end one, as in Redis. */
    private static boolean endsWord(final char value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }

    private static boolean isBlank(final char value) {
        return value == ' ' || value >= '\t' && value <= '\r';
    }
}
