package org.ouzel.network.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.ouzel.protocol.QuotedWords;
import org.ouzel.protocol.QuotedWords.Word;

/** Splits what is typed as the client will, up to the cursor: completion is about the word that ends there. */
final class CliParser implements Parser {
    @Override
    public ParsedLine parse(final String line, final int cursor, final ParseContext context) {
        return new Line(line, Math.min(cursor, line.length()));
    }

    @Override
    public boolean isEscapeChar(final char letter) {
        return false;
    }

    /** The words up to the cursor, the last of which, empty perhaps, is the one that is being typed. */
    private static final class Line implements CompletingParsedLine {
        private final String line;
        private final int cursor;
        private final int start;
        private final List<String> words;

        Line(final String line, final int cursor) {
            this.line = line;
            this.cursor = cursor;
            final List<Word> parsed = QuotedWords.parse(line.substring(0, cursor));
            final Word last = parsed.isEmpty() ? null : parsed.get(parsed.size() - 1);
            final boolean isWordOpen = last != null && last.end() == cursor;
            this.start = isWordOpen ? last.start() : cursor;
            final List<String> texts = parsed.stream().map(Word::text).collect(Collectors.toList());
            if (!isWordOpen) {
                texts.add("");
            }
            this.words = texts;
        }

        @Override
        public String word() {
            return words.get(words.size() - 1);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public String line() {
            return line;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        /** What is not yet complete gets no closing quote. */
        @Override
        public CharSequence escape(final CharSequence candidate, final boolean isComplete) {
            final String text = candidate.toString();
            final String quoted = QuotedWords.quote(text);
            return isComplete || quoted.equals(text) ? quoted : quoted.substring(0, quoted.length() - 1);
        }

        @Override
        public int rawWordCursor() {
            return cursor - start;
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }
    }
}
