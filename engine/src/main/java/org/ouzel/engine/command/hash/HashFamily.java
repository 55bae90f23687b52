package org.ouzel.engine.command.hash;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group hash. */
public final class HashFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("hash");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        HashReads.bind(bindings);
        HashWrites.bind(bindings);
        HashCounters.bind(bindings);
        FieldExpiry.bind(bindings);
        FieldTtl.bind(bindings);
        bindings.bind("hgetdel", HGetDelCommand::execute);
        bindings.bind("hgetex", new HGetExCommand());
        bindings.bind("hsetex", new HSetExCommand());
        bindings.bind("hrandfield", HRandFieldCommand::execute);
        bindings.bind("hscan", HScanCommand::execute);
    }
}
