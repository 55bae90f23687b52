package org.ouzel.engine.command;

import java.util.List;
import java.util.Locale;

/**
 * One argument of a command, or a group of them, as COMMAND DOCS describes it.
 *
 * @param name              what it is called
 * @param type              what may stand there
 * @param displayText       what to show for it in a line of help; null for groups
 * @param keySpecIndex      which of the command's key specifications finds it, or -1
 * @param token             the word that precedes it or that it consists of, or null
 * @param since             the version in which it appeared if later than the command, or null
 * @param isOptional        whether it may be left out
 * @param isMultiple        whether it may be repeated
 * @param isMultipleToken   whether the token is repeated with it
 * @param arguments         the members of a group
 */
public record ArgumentDoc(String name, Type type, String displayText, int keySpecIndex, String token, String since,
                          boolean isOptional, boolean isMultiple, boolean isMultipleToken,
                          List<ArgumentDoc> arguments) {
    /** What an argument may be, in COMMAND DOCS' words. */
    public enum Type {
        STRING, INTEGER, DOUBLE, KEY, PATTERN, UNIX_TIME, PURE_TOKEN, ONEOF, BLOCK;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Returns the type in Redis's spelling. */
        public String text() {
            return text;
        }

        /** Tells whether it has members. */
        public boolean isGroup() {
            return this == ONEOF || this == BLOCK;
        }
    }

    /** Returns the argument as a line of help shows it: {@code [EX seconds | PX milliseconds]}. */
    public String usage() {
        final String once = usageOnce();
        if (!isMultiple) {
            return isOptional ? '[' + once + ']' : once;
        }
        final String repeated = isMultipleToken ? once : usageWithoutToken();
        final String all = once + " [" + repeated + " ...]";
        return isOptional ? '[' + all + ']' : all;
    }

    private String usageOnce() {
        if (type == Type.PURE_TOKEN) {
            return shownToken();
        }
        return token == null ? usageWithoutToken() : shownToken() + ' ' + usageWithoutToken();
    }

    private String usageWithoutToken() {
        if (type == Type.PURE_TOKEN) {
            return shownToken();
        }
        if (!type.isGroup()) {
            return displayText;
        }
        final String members = usage(arguments, type == Type.ONEOF ? " | " : " ");
        // Only a choice that stands alone needs to be held together.
        return type == Type.ONEOF && !isOptional ? '<' + members + '>' : members;
    }

    private String shownToken() {
        return token.isEmpty() ? "\"\"" : token;
    }

    static String usage(final List<ArgumentDoc> arguments, final String separator) {
        final StringBuilder text = new StringBuilder();
        for (final ArgumentDoc argument : arguments) {
            text.append(text.isEmpty() ? "" : separator).append(argument.usage());
        }
        return text.toString();
    }
}
