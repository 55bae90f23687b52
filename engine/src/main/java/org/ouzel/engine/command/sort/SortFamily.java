package org.ouzel.engine.command.sort;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** SORT and SORT_RO. */
public final class SortFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("sort");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("sort", context -> SortCommand.execute(context, true));
        bindings.bind("sort_ro", context -> SortCommand.execute(context, false));
    }
}
