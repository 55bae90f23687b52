package org.ouzel.auth.acl;

import org.ouzel.engine.command.KeyFlag;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.protocol.GlobPattern;

/** Keys that may be read, written, or both: {@code ~pattern}, {@code %R~pattern}, {@code %W~pattern}. */
final class KeyPattern {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int READ_AND_WRITE = READ | WRITE;

    private static final int READING_FLAGS = KeyFlag.ACCESS.bit();
    private static final int WRITING_FLAGS = KeyFlag.INSERT.bit() | KeyFlag.DELETE.bit() | KeyFlag.UPDATE.bit();

    private final String text;
    private final int manner;
    private final GlobPattern glob;

    KeyPattern(final String text, final int manner) {
        this.text = text;
        this.manner = manner;
        this.glob = GlobPattern.of(text);
    }

    /** Returns what a command with these {@link KeyFlag}s does to a key's data: nothing, if it only asks about it. */
    static int mannerOf(final int keyFlags) {
        return ((keyFlags & READING_FLAGS) != 0 ? READ : 0) | ((keyFlags & WRITING_FLAGS) != 0 ? WRITE : 0);
    }

    /** Tells whether a key matches, and what is done to it is allowed. */
    boolean allows(final RequestArguments request, final int argument, final int wanted) {
        return (manner & wanted) == wanted && glob.matches(request.argAddress(argument), request.argLength(argument));
    }

    /**
     * Returns how every key begins that may be read and written by this rule, if that is all that the rule says of it;
     * else null. One byte a character; never empty.
     */
    String beginning() {
        final String start = text.endsWith("*") ? text.substring(0, text.length() - 1) : "";
        final boolean isBeginning = !start.isEmpty() && GlobPattern.of(start).isLiteral();
        final String beginning = isBeginning ? start : text;
        return manner == READ_AND_WRITE && (isBeginning || isLiteral()) && !beginning.isEmpty() ? beginning : null;
    }

    /** Tells whether just one key matches, which reads as the pattern does. */
    boolean isLiteral() {
        return glob.isLiteral();
    }

    /** Tells whether every key may be used in a manner. */
    boolean allowsAll(final int wanted) {
        return (manner & wanted) == wanted && glob.isEverything();
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
