package org.ouzel.engine.session;

/** What CLIENT REPLY chose. */
public enum ReplyMode {
    /** Every command is answered. */
    ON,
    /** No command is answered. */
    OFF,
    /** The command that follows is not answered, later ones are. */
    SKIP_NEXT,
    /** This command is the one that is not answered. */
    SKIPPING
}
