package org.ouzel.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the table's notation of a command's arguments into the tree that COMMAND DOCS shows.
 *
 * <pre>
 * arguments = { item }
 * item      = [ token ["..."] ] ( value | group ) | token | "[" item "]" suffixes
 * group     = "(" member ")" suffixes | "[" member "]" suffixes       (with a name; the latter is optional)
 * member    = { item } | item { "|" item }                            (a block, or one of several)
 * value     = name ["~" display] [":" type] suffixes                  (string by default)
 * token     = UPPER-CASE or 'quoted', then suffixes
 * suffixes  = ["=" name] ["#" key specification] ["..."] ["@" since]  (each at most once)
 * </pre>
 *
 * <p>A word without a lower-case letter is a token. It belongs to the value or group behind it, unless it is given a
 * name or stands last: then it is an argument of its own. {@code ...} means that something may be repeated; behind a
 * token, that it is repeated together with the token. {@code key} and {@code pattern} are of that type. Keys are found
 * by the key specifications in the order in which they stand, where {@code #} doesn't say otherwise. Square brackets
 * without a name around one item make that item optional.
 */
final class SyntaxParser {
    private static final Pattern WORD = Pattern.compile(
        "(?:'(?<quoted>[^']*)'|(?<name>[A-Za-z0-9_-]+))(?:~(?:'(?<shown>[^']*)'|(?<display>[a-z-]+)))?"
            + "(?::(?<type>[a-z-]+))?(?<suffixes>[^\\s\\[\\]()|]*)");
    private static final Pattern SUFFIXES = Pattern.compile(
        "(?:=(?<name>[a-z0-9_-]+))?(?:#(?<key>\\d+))?(?<dots>\\.\\.\\.)?(?:@(?<since>[0-9.]+))?");

    private final String syntax;
    private int at;
    private int nextKeySpec;

    private SyntaxParser(final String syntax) {
        this.syntax = syntax;
    }

    /**
     * Reads the notation.
     *
     * @throws IllegalArgumentException if it is malformed, which the table's test finds
     */
    static List<ArgumentDoc> parse(final String syntax) {
        final SyntaxParser parser = new SyntaxParser(syntax);
        final List<ArgumentDoc> arguments = parser.sequence();
        if (parser.at < syntax.length()) {
            throw parser.malformed("unexpected " + syntax.charAt(parser.at));
        }
        return arguments;
    }

    private List<ArgumentDoc> sequence() {
        final List<ArgumentDoc> items = new ArrayList<>();
        while (!isAtEndOfSequence()) {
            items.add(item());
        }
        return List.copyOf(items);
    }

    private boolean isAtEndOfSequence() {
        skipBlanks();
        return at == syntax.length() || "|)]".indexOf(syntax.charAt(at)) >= 0;
    }

    private ArgumentDoc item() {
        if (isNext('(') || isNext('[')) {
            return group(null, false);
        }
        final Matcher word = match(WORD);
        final boolean isToken = word.group("quoted") != null
            || word.group("name").equals(word.group("name").toUpperCase(Locale.ROOT));
        final Matcher suffixes = suffixes(word.group("suffixes"));
        return isToken ? token(word, suffixes) : value(word, suffixes, null, false);
    }

    private ArgumentDoc token(final Matcher word, final Matcher suffixes) {
        final String token = word.group("quoted") != null ? word.group("quoted") : word.group("name");
        final boolean isRepeated = suffixes.group("dots") != null;
        if (suffixes.group("name") == null && suffixes.group("since") == null && !isAtEndOfSequence()
            && !isNext('[')) {
            if (isNext('(')) {
                return group(token, isRepeated);
            }
            final Matcher next = match(WORD);
            return value(next, suffixes(next.group("suffixes")), token, isRepeated);
        }
        final String name = suffixes.group("name") == null ? token.toLowerCase(Locale.ROOT) : suffixes.group("name");
        return new ArgumentDoc(name, ArgumentDoc.Type.PURE_TOKEN, name, -1, token, suffixes.group("since"), false,
            isRepeated, false, List.of());
    }

    private ArgumentDoc value(final Matcher word, final Matcher suffixes, final String token,
                              final boolean isTokenRepeated) {
        final String name = word.group("name");
        if (name == null) {
            throw malformed("a value can't be quoted");
        }
        final ArgumentDoc.Type type = type(name, word.group("type"));
        final String quoted = word.group("shown");
        final String display = quoted != null ? quoted : word.group("display") != null ? word.group("display") : name;
        return new ArgumentDoc(name, type, display, keySpec(type, suffixes), token, suffixes.group("since"), false,
            isTokenRepeated || suffixes.group("dots") != null, isTokenRepeated, List.of());
    }

    private int keySpec(final ArgumentDoc.Type type, final Matcher suffixes) {
        if (suffixes.group("key") != null) {
            return Integer.parseInt(suffixes.group("key"));
        }
        return type == ArgumentDoc.Type.KEY ? nextKeySpec++ : -1;
    }

    private ArgumentDoc group(final String token, final boolean isTokenRepeated) {
        final boolean isOptional = isNext('[');
        at++;
        final List<ArgumentDoc> members = new ArrayList<>(sequence());
        final boolean isChoice = isNext('|');
        while (isNext('|')) {
            at++;
            final List<ArgumentDoc> alternative = sequence();
            if (members.isEmpty() || alternative.size() != 1) {
                throw malformed("an alternative must be one item");
            }
            members.addAll(alternative);
        }
        if (!isNext(isOptional ? ']' : ')')) {
            throw malformed("unclosed group");
        }
        at++;
        final Matcher suffixes = match(SUFFIXES);
        final String name = suffixes.group("name");
        if (name == null) {
            return optional(members, isOptional);
        }
        final ArgumentDoc.Type type = isChoice ? ArgumentDoc.Type.ONEOF : ArgumentDoc.Type.BLOCK;
        return new ArgumentDoc(name, type, null, -1, token, suffixes.group("since"), isOptional,
            isTokenRepeated || suffixes.group("dots") != null, isTokenRepeated, List.copyOf(members));
    }

    private ArgumentDoc optional(final List<ArgumentDoc> members, final boolean isOptional) {
        if (!isOptional || members.size() != 1) {
            throw malformed("a group of several needs a name");
        }
        final ArgumentDoc only = members.get(0);
        return new ArgumentDoc(only.name(), only.type(), only.displayText(), only.keySpecIndex(), only.token(),
            only.since(), true, only.isMultiple(), only.isMultipleToken(), only.arguments());
    }

    private ArgumentDoc.Type type(final String name, final String type) {
        if (type == null) {
            return "key".equals(name) ? ArgumentDoc.Type.KEY
                : "pattern".equals(name) ? ArgumentDoc.Type.PATTERN : ArgumentDoc.Type.STRING;
        }
        return ArgumentDoc.Type.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private boolean isNext(final char expected) {
        skipBlanks();
        return at < syntax.length() && syntax.charAt(at) == expected;
    }

    private void skipBlanks() {
        while (at < syntax.length() && syntax.charAt(at) == ' ') {
            at++;
        }
    }

    private Matcher match(final Pattern pattern) {
        if (pattern == WORD) {
            skipBlanks();
        }
        final Matcher matcher = pattern.matcher(syntax).region(at, syntax.length());
        if (!matcher.lookingAt()) {
            throw malformed("a word is missing");
        }
        at = matcher.end();
        return matcher;
    }

    private Matcher suffixes(final String text) {
        final Matcher matcher = SUFFIXES.matcher(text);
        if (!matcher.matches()) {
            throw malformed("not a suffix: " + text);
        }
        return matcher;
    }

    private IllegalArgumentException malformed(final String fault) {
        return new IllegalArgumentException("malformed argument syntax: fault=" + fault + " at=" + at
            + " syntax=" + syntax);
    }
}
