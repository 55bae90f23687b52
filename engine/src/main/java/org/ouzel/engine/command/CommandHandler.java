package org.ouzel.engine.command;

/** The code of a command. */
@FunctionalInterface
public interface CommandHandler {
    /**
     * Runs the command and writes its reply. Called on the thread that {@link Routing} names; must be a function of
     * the context alone, so that a replay gives the same state.
     */
    void execute(CommandContext context);
}
