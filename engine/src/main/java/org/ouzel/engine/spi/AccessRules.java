package org.ouzel.engine.spi;

import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.command.RequestArguments;

/** Decides about requests whose arguments matter: keys, channels, first words. Immutable; called by any thread. */
@FunctionalInterface
public interface AccessRules {
    /**
     * Decides about a request whose number of arguments is right.
     *
     * @param keys the caller's list to find keys with
     * @return null if it is allowed, else why not
     */
    AccessDenial check(CommandSpec spec, RequestArguments request, KeyList keys);
}
