package org.ouzel.engine.command;

import java.util.HashMap;
import java.util.Map;

/** Collects the handlers of all families while the table is built. */
public final class HandlerBindings {
    private final Map<String, CommandHandler> handlers = new HashMap<>();

    HandlerBindings() {
    }

    /**
     * Binds a handler.
     *
     * @param name the command in lower case, a subcommand as {@code client|kill}
     * @throws IllegalStateException if the name has a handler already
     */
    public void bind(final String name, final CommandHandler handler) {
        if (handlers.putIfAbsent(name, handler) != null) {
            throw new IllegalStateException("command has two handlers: name=" + name);
        }
    }

    Map<String, CommandHandler> handlers() {
        return handlers;
    }
}
