package org.ouzel.engine.command.string;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group string. */
public final class StringFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("string");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        StringReads.bind(bindings);
        StringWrites.bind(bindings);
        StringRanges.bind(bindings);
        Counters.bind(bindings);
        ConditionalDeletes.bind(bindings);
        bindings.bind("set", new SetCommand());
        bindings.bind("getex", new GetExCommand());
        bindings.bind("lcs", new LcsCommand());
        bindings.bind("mget", new MgetCommand());
        bindings.bind("mset", new MsetCommand());
        bindings.bind("msetnx", MultiKeyStrings::setAllIfNoneExists);
        bindings.bind("msetex", new MsetExCommand());
    }
}
