package org.ouzel.engine.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A property of a command, as COMMAND INFO names it. The order is the one in which COMMAND INFO lists them.
 *
 * <p>{@link #SENTINEL} is kept as a fact of the table and never listed.
 */
public enum CommandFlag {
    WRITE,
    READONLY,
    DENYOOM,
    ADMIN,
    PUBSUB,
    NOSCRIPT,
    BLOCKING,
    LOADING,
    STALE,
    SKIP_MONITOR,
    SKIP_SLOWLOG,
    ASKING,
    FAST,
    NO_AUTH,
    MAY_REPLICATE,
    NO_MANDATORY_KEYS,
    PROTECTED,
    NO_ASYNC_LOADING,
    NO_MULTI,
    MOVABLEKEYS,
    ALLOW_BUSY,
    TOUCHES_ARBITRARY_KEYS,
    SENTINEL;

    private final long bit = 1L << ordinal();
    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns the bit that stands for this flag in {@link CommandSpec#flags()}. */
    public long bit() {
        return bit;
    }

    /** Returns the flag in Redis's spelling. */
    public String text() {
        return text;
    }

    /** Returns the flags in a set of bits, without those that COMMAND INFO doesn't show. */
    public static List<CommandFlag> listed(final long bits) {
        return Stream.of(values()).filter(flag -> (bits & flag.bit) != 0 && flag != SENTINEL).toList();
    }

    static CommandFlag of(final String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
