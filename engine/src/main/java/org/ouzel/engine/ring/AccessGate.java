package org.ouzel.engine.ring;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.access.Permissions;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyList;

/** Asks whether the user of a request may make it. One for each thread that runs commands. */
public final class AccessGate {
    private final KeyList keys = new KeyList();
    private final ServerState server;

    public AccessGate(final ServerState server) {
        this.server = server;
    }

    /**
     * Returns the error reply to a request that its user may not make, else null. Costs one look at a bit where the
     * arguments don't matter.
     */
    public String refusal(final CommandEvent event, final CommandSpec spec) {
        final Permissions permissions = event.user().permissions();
        return permissions.isFree(spec.id()) ? null : closeRefusal(permissions, event, spec);
    }

    /** Does as {@link #refusal}, of which nobody takes note. */
    String silentRefusal(final CommandEvent event, final CommandSpec spec) {
        final AccessDenial denial = event.user().permissions().rules().check(spec, event, keys);
        return denial == null ? null : denial.error();
    }

    private String closeRefusal(final Permissions permissions, final CommandEvent event, final CommandSpec spec) {
        final AccessDenial denial = permissions.rules().check(spec, event, keys);
        if (denial == null) {
            return null;
        }
        server.access().onDenied(event, denial);
        return event.isOfScript() ? denial.scriptError() : denial.error();
    }
}
