package org.ouzel.engine.command.list;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands of the group list. */
public final class ListFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("list");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        ListReads.bind(bindings);
        ListPushes.bind(bindings);
        ListPops.bind(bindings);
        ListChanges.bind(bindings);
        ListMoves.bind(bindings);
        BlockingLists.bind(bindings);
        bindings.bind("lpos", LposCommand::find);
    }
}
