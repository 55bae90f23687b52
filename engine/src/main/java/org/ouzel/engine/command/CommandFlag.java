package org.ouzel.engine.command;

import java.util.Locale;

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

    /** Tells whether COMMAND INFO shows the flag. */
    public boolean isListed() {
        return this != SENTINEL;
    }

    static CommandFlag of(final String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
