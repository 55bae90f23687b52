package org.ouzel.auth.acl;

import org.ouzel.engine.command.CommandSpec;

/** Which arguments of a command are channels that the user must have been given. Leaving a channel is free. */
enum ChannelArguments {
    /** None. */
    NONE,
    /** The first. */
    FIRST,
    /** All. */
    ALL,
    /** All, and they are patterns. */
    PATTERNS;

    static ChannelArguments of(final CommandSpec spec) {
        return switch (spec.name()) {
            case "publish", "spublish" -> FIRST;
            case "subscribe", "ssubscribe" -> ALL;
            case "psubscribe" -> PATTERNS;
            default -> NONE;
        };
    }

    /** Returns the index of the last one, 0 if there is none. */
    int last(final int argCount) {
        return switch (this) {
            case NONE -> 0;
            case FIRST -> 1;
            default -> argCount - 1;
        };
    }
}
