package org.ouzel.engine.command.sortedset;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group sorted_set. */
public final class SortedSetFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("sorted_set");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        SortedSetReads.bind(bindings);
        SortedSetRemovals.bind(bindings);
        SortedSetPops.bind(bindings);
        RangeCommand.bind(bindings);
        Algebra.bind(bindings);
        bindings.bind("zadd", context -> ZaddCommand.add(context, false));
        bindings.bind("zincrby", context -> ZaddCommand.add(context, true));
        bindings.bind("zrandmember", ZrandmemberCommand::execute);
        bindings.bind("zscan", ZscanCommand::execute);
    }
}
