package org.ouzel.engine.command.set;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group set. */
public final class SetFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("set");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        SetMembers.bind(bindings);
        SetAlgebra.bind(bindings);
        bindings.bind("spop", SPopCommand::execute);
        bindings.bind("srandmember", SRandMemberCommand::execute);
        bindings.bind("sscan", SScanCommand::execute);
    }
}
