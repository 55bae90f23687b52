package org.ouzel.engine.script;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands that run and keep scripts. */
public final class ScriptFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("scripting");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        EvalCommands.bind(bindings);
        FunctionCommands.bind(bindings);
    }
}
