package org.ouzel.auth.acl;

import org.ouzel.engine.command.KeyFlag;
import org.ouzel.engine.command.RequestArguments;

/** Keys that may be read, written, or both: {@code ~pattern}, {@code %R~pattern}, {@code %W~pattern}. */
final class KeyPattern {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int READ_AND_WRITE = READ | WRITE;

    private static final int READING_FLAGS = KeyFlag.ACCESS.bit();
    private static final int WRITING_FLAGS = KeyFlag.INSERT.bit() | KeyFlag.DELETE.bit() | KeyFlag.UPDATE.bit();

    private final String text;
    private final int manner;
    private final KeyMatcher matcher;

    KeyPattern(final String text, final int manner) {
        this.text = text;
        this.manner = manner;
        this.matcher = KeyMatcher.of(text);
    }

    /** Returns what a command with these {@link KeyFlag}s does to a key's data: nothing, if it only asks about it. */
    static int mannerOf(final int keyFlags) {
        return ((keyFlags & READING_FLAGS) != 0 ? READ : 0) | ((keyFlags & WRITING_FLAGS) != 0 ? WRITE : 0);
    }

    /** Tells whether a key matches, and what is done to it is allowed. */
    boolean allows(final RequestArguments request, final int argument, final int wanted) {
        return allows(wanted) && matcher.matches(request.argAddress(argument), request.argLength(argument));
    }

    /** Tells whether keys that match may be used in a manner. */
    boolean allows(final int wanted) {
        return (manner & wanted) == wanted;
    }

    KeyMatcher matcher() {
        return matcher;
    }

    /** Tells whether every key may be used in a manner. */
    boolean allowsAll(final int wanted) {
        return allows(wanted) && text.equals("*");
    }

    /** Returns the rule. */
    String rule() {
        return switch (manner) {
            case READ -> "%R~" + text;
            case WRITE -> "%W~" + text;
            default -> "~" + text;
        };
    }
}
