package org.ouzel.network.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may follow the words given so far: the arguments not yet given, in the order in which help shows them.
 *
 * @param arguments optional ones next to each other may come in any order
 */
record Syntax(List<Argument> arguments) {
    /** Returns how help writes it; empty when nothing may follow. */
    String text() {
        return arguments.stream().map(Argument::text).collect(Collectors.joining(" "));
    }

    /** Returns what may follow one more word, or null when the word doesn't fit. */
    Syntax after(final String word) {
        List<Argument> rest = after(arguments, word, true);
        if (rest == null) {
            rest = after(arguments, word, false);
        }
        return rest == null ? null : new Syntax(rest);
    }

    /** Returns the tokens that the next word may be. */
    List<String> tokens() {
        final List<String> tokens = new ArrayList<>();
        for (final Argument next : next(arguments)) {
            if (next.token() != null && !next.token().isEmpty()) {
                tokens.add(next.token());
            }
        }
        return tokens;
    }

    /** Returns the arguments whose value the next word may be. */
    List<Argument> values() {
        return next(arguments).stream().filter(next -> next.token() == null).toList();
    }

    /** Returns the simple arguments that the next word may be about. */
    private static List<Argument> next(final List<Argument> arguments) {
        final List<Argument> found = new ArrayList<>();
        for (final Argument argument : arguments) {
            if (argument.token() != null || !argument.isOneOf() && !argument.isBlock()) {
                found.add(argument);
            } else if (argument.isBlock()) {
                found.addAll(next(argument.parts()));
            } else {
                argument.parts().forEach(part -> found.addAll(next(List.of(part))));
            }
            if (!argument.isOptional()) {
                break;
            }
        }
        return found;
    }

    /** @param isByToken whether only a token may match, which goes before any value */
    private static List<Argument> after(final List<Argument> arguments, final String word, final boolean isByToken) {
        for (int i = 0; i < arguments.size(); i++) {
            final Argument argument = arguments.get(i);
            final List<Argument> rest = afterOne(argument, word, isByToken);
            if (rest != null) {
                final List<Argument> all = new ArrayList<>(rest);
                if (argument.isOptional()) {
                    // Those before it may still come.
                    all.addAll(arguments.subList(0, i));
                }
                all.addAll(arguments.subList(i + 1, arguments.size()));
                return all;
            }
            if (!argument.isOptional()) {
                return null;
            }
        }
        return null;
    }

    private static List<Argument> afterOne(final Argument argument, final String word, final boolean isByToken) {
        List<Argument> rest = null;
        if (argument.token() != null) {
            if (argument.token().equalsIgnoreCase(word)) {
                rest = argument.isToken() ? List.of() : List.of(argument.withoutToken());
            }
        } else if (argument.isOneOf()) {
            for (int i = 0; i < argument.parts().size() && rest == null; i++) {
                rest = afterOne(argument.parts().get(i), word, isByToken);
            }
        } else if (argument.isBlock()) {
            rest = after(argument.parts(), word, isByToken);
        } else if (!isByToken && argument.admits(word)) {
            rest = List.of();
        }
        final boolean isRepeatable = argument.isMultiple()
            && (argument.token() == null || argument.isTokenRepeated() || argument.isToken());
        if (rest == null || !isRepeatable) {
            return rest;
        }
        final List<Argument> withRepetition = new ArrayList<>(rest);
        withRepetition.add(argument.again());
        return withRepetition;
    }
}
