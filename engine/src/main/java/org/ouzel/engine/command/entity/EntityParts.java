package org.ouzel.engine.command.entity;

import org.ouzel.engine.command.CommandContext;

/**
 * What SET, GET and DEL do with a part of an entity, one for each type that entities have. Arguments are given by
 * their indexes; the key is known to have this type, or to be missing. What changes something records its effect in
 * commands that need no entity notation.
 */
public interface EntityParts {
    /**
     * Puts a part in; replies nothing.
     *
     * @param valueArg what goes under the part in a hash; elsewhere the part is all there is
     */
    void put(CommandContext context, int keyArg, int partArg, int valueArg);

    /** Replies with the part's value, which in a set or list is the part itself, or null if it isn't there. */
    void reply(CommandContext context, int keyArg, int partArg);

    /** Takes a part out; returns whether it was there. Replies nothing. */
    boolean remove(CommandContext context, int keyArg, int partArg);
}
