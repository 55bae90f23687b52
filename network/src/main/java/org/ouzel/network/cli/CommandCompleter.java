package org.ouzel.network.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, subcommands, the tokens among their arguments, keys, settings, users and files. */
final class CommandCompleter implements Completer {
    private static final List<String> OWN_WORDS = List.of("help", "clear", "connect", "quit", "exit", ":set");

    private boolean areKeysCompleted;
    private final CompletionNames names;

    CommandCompleter(final CompletionNames names, final boolean areKeysCompleted) {
        this.names = names;
        this.areKeysCompleted = areKeysCompleted;
    }

    void setKeysCompleted(final boolean areKeysCompleted) {
        this.areKeysCompleted = areKeysCompleted;
    }

    @Override
    public void complete(final LineReader reader, final ParsedLine line, final List<Candidate> candidates) {
        for (final String value : candidates(line.words())) {
            candidates.add(new Candidate(value));
        }
    }

    /** Returns what the last of the words may become; what fits where it stands, in the case that it is typed in. */
    Collection<String> candidates(final List<String> typed) {
        final List<String> words = Hints.withoutCount(typed);
        final String word = words.get(words.size() - 1);
        final List<String> before = words.subList(0, words.size() - 1);
        final CommandDocs docs = names.docs();
        if (before.isEmpty()) {
            final Collection<String> all = inCaseOf(word, docs.commands().keySet());
            all.addAll(OWN_WORDS);
            return all;
        }
        final String first = before.get(0).toLowerCase(Locale.ROOT);
        if ("help".equals(first)) {
            return topics(docs, before.subList(1, before.size()), word);
        }
        if (":set".equals(first)) {
            return Repl.PREFERENCES;
        }
        final CommandDocs.Found found = docs.find(before);
        if (found == null) {
            return List.of();
        }
        if (found.wordCount() == 1 && before.size() == 1 && !found.command().subcommands().isEmpty()) {
            return inCaseOf(word, found.command().subcommands().keySet());
        }
        final Syntax syntax = Hints.syntaxAfter(found, before);
        if (syntax == null) {
            return List.of();
        }
        final Collection<String> all = inCaseOf(word, syntax.tokens());
        for (final Argument value : syntax.values()) {
            all.addAll(values(found.command().name(), value, word));
        }
        return all;
    }

    private Collection<String> values(final String command, final Argument argument, final String word) {
        if ("key".equals(argument.type())) {
            return areKeysCompleted ? names.keys(word) : List.of();
        }
        return switch (command) {
            case "config get", "config set" -> "value".equals(argument.name()) ? List.of() : names.settings(word);
            case "acl setuser", "acl getuser", "acl deluser", "acl dryrun" ->
                "username".equals(argument.name()) ? names.list("ACL", "USERS") : List.of();
            case "acl cat" -> names.list("ACL", "CAT");
            case "kdb load", "kdb save" -> names.list("KDB", "LIST");
            case "tenant drop", "tenant info", "tenant rename", "tenant setquota", "tenant stats" ->
                "name".equals(argument.name()) ? names.list("TENANT", "LIST") : List.of();
            case "command docs", "command info" -> names.docs().commands().keySet();
            default -> List.of();
        };
    }

    private static Collection<String> topics(final CommandDocs docs, final List<String> before, final String word) {
        if (!before.isEmpty()) {
            final CommandDocs.Found found = docs.find(before);
            return found == null ? List.of() : inCaseOf(word, found.command().subcommands().keySet());
        }
        final Collection<String> all = inCaseOf(word, docs.commands().keySet());
        docs.commands().values().forEach(command -> all.add("@" + command.group()));
        return all;
    }

    /** Returns names in lower case if the word is typed in it, else in upper case. */
    private static Collection<String> inCaseOf(final String word, final Collection<String> names) {
        final boolean isLower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
        final Collection<String> all = new TreeSet<>();
        for (final String name : names) {
            all.add(isLower ? name.toLowerCase(Locale.ROOT) : name.toUpperCase(Locale.ROOT));
        }
        return all;
    }
}
