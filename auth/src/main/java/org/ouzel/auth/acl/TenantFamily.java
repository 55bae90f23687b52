package org.ouzel.auth.acl;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;

/** TENANT with its subcommands: namespaces, for administrators. */
public final class TenantFamily implements CommandFamily {
    private final AclAccess access;

    /** @param access the access control of the engine that the family is given to */
    public TenantFamily(final AclAccess access) {
        this.access = access;
    }

    @Override
    public List<String> tables() {
        return List.of("tenant");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        final TenantChanges changes = new TenantChanges(access);
        bindings.bind("tenant|create", changes::create);
        bindings.bind("tenant|drop", changes::drop);
        bindings.bind("tenant|rename", changes::rename);
        bindings.bind("tenant|setquota", changes::setQuota);
        final TenantFigures figures = new TenantFigures(access);
        bindings.bind("tenant|info", figures::info);
        bindings.bind("tenant|list", figures::list);
        bindings.bind("tenant|stats", figures::stats);
        bindings.bind("tenant|help", SubcommandHelp::execute);
    }
}
