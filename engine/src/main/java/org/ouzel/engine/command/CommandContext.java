package org.ouzel.engine.command;

/** What a command works on. */
public interface CommandContext {
}
