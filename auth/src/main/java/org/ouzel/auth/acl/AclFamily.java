package org.ouzel.auth.acl;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;

/** ACL with its subcommands. */
public final class AclFamily implements CommandFamily {
    private final AclAccess access;

    /** @param access the access control of the engine that the family is given to */
    public AclFamily(final AclAccess access) {
        this.access = access;
    }

    @Override
    public List<String> tables() {
        return List.of("acl");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        final AclUsers users = new AclUsers(access);
        bindings.bind("acl|deluser", users::deleteUser);
        bindings.bind("acl|getuser", users::getUser);
        bindings.bind("acl|list", users::list);
        bindings.bind("acl|load", users::load);
        bindings.bind("acl|save", users::save);
        bindings.bind("acl|setuser", users::setUser);
        bindings.bind("acl|users", users::names);
        final AclQuestions questions = new AclQuestions(access);
        bindings.bind("acl|cat", questions::categories);
        bindings.bind("acl|dryrun", questions::dryRun);
        bindings.bind("acl|genpass", questions::generatePassword);
        bindings.bind("acl|log", questions::log);
        bindings.bind("acl|whoami", questions::whoAmI);
        bindings.bind("acl|help", SubcommandHelp::execute);
    }
}
