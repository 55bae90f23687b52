package org.ouzel.network.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.ouzel.protocol.QuotedWords;
import org.ouzel.protocol.QuotedWords.Word;

/** The arguments that may follow what was typed, shown behind it. */
final class Hints {
    private Hints() {
    }

    /** Returns what to show behind a line, blank before it included; empty when there is nothing to say. */
    static String hint(final CommandDocs docs, final String line) {
        final List<Word> words = QuotedWords.parse(line);
        if (words.isEmpty() || !words.get(words.size() - 1).isBalanced()) {
            return "";
        }
        final boolean isWordOpen = words.get(words.size() - 1).end() == line.length();
        final List<String> texts = withoutCount(words.stream().map(Word::text).toList());
        final CommandDocs.Found found = docs.find(texts);
        if (found == null) {
            return "";
        }
        final String rest = found.command().subcommands().isEmpty() ? arguments(found, texts)
            : subcommands(found, texts);
        return rest.isEmpty() ? "" : (isWordOpen ? " " : "") + rest;
    }

    /** Leaves out a number of repetitions before a command. */
    static List<String> withoutCount(final List<String> words) {
        return words.size() > 1 && words.get(0).matches("[0-9]+") ? words.subList(1, words.size()) : words;
    }

    /** Returns what may follow the words of a command, or null when they don't fit its syntax. */
    static Syntax syntaxAfter(final CommandDocs.Found found, final List<String> words) {
        Syntax syntax = found.command().syntax();
        for (int i = found.wordCount(); i < words.size() && syntax != null; i++) {
            syntax = syntax.after(words.get(i));
        }
        return syntax;
    }

    private static String arguments(final CommandDocs.Found found, final List<String> words) {
        final Syntax rest = syntaxAfter(found, words);
        return rest == null ? "" : rest.text();
    }

    private static String subcommands(final CommandDocs.Found found, final List<String> words) {
        return words.size() > found.wordCount() ? ""
            : found.command().subcommands().keySet().stream().collect(Collectors.joining("|")).toUpperCase();
    }
}
