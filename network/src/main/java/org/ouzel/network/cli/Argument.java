package org.ouzel.network.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An argument of a command, as COMMAND DOCS describes it.
 *
 * @param name            what help calls it
 * @param type            {@code key}, {@code string}, {@code integer}, {@code pure-token}, {@code oneof}, {@code block}
 * @param token           the word that it is, or that stands before it; null for none
 * @param isOptional      whether it may be missing
 * @param isMultiple      whether it may be repeated
 * @param isTokenRepeated whether its token then stands before each
 * @param isRepetition    whether it was given before, and this is about giving it again
 * @param parts           of a block in their order, or of a oneof to choose from
 */
record Argument(String name, String type, String token, boolean isOptional, boolean isMultiple, boolean isTokenRepeated,
    boolean isRepetition, List<Argument> parts) {
    /** Returns how help writes it: {@code [EX seconds|PX milliseconds]}, {@code key [key ...]}. */
    String text() {
        final String inner = innerText();
        final String whole = token == null ? inner : isToken() ? tokenText() : tokenText() + " " + inner;
        if (isRepetition) {
            return "[" + whole + " ...]";
        }
        final String repeated = isMultiple ? whole + " [" + (isTokenRepeated ? whole : inner) + " ...]" : whole;
        return isOptional ? "[" + repeated + "]" : repeated;
    }

    boolean isToken() {
        return "pure-token".equals(type);
    }

    boolean isOneOf() {
        return "oneof".equals(type);
    }

    boolean isBlock() {
        return "block".equals(type);
    }

    /** Tells whether a word may be its value, where that is up to the word. */
    boolean admits(final String word) {
        return switch (type) {
            case "pure-token" -> false;
            case "integer", "unix-time" -> !isOptional || word.matches("-?[0-9]+");
            case "double" -> !isOptional || word.toLowerCase(Locale.ROOT).matches("[-+]?([0-9.]+(e[-+]?[0-9]+)?|inf)");
            default -> true;
        };
    }

    /** Returns what must follow its token. */
    Argument withoutToken() {
        return new Argument(name, type, null, false, isMultiple && !isTokenRepeated, false, false, parts);
    }

    /** Returns what may follow when it has been given. */
    Argument again() {
        return new Argument(name, type, isTokenRepeated || isToken() ? token : null, true, true, isTokenRepeated, true,
            parts);
    }

    private String tokenText() {
        return token.isEmpty() ? "\"\"" : token;
    }

    private String innerText() {
        if (isOneOf()) {
            return parts.stream().map(Argument::text).collect(Collectors.joining("|"));
        }
        return isBlock() ? parts.stream().map(Argument::text).collect(Collectors.joining(" ")) : name;
    }
}
