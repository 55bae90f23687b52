package org.ouzel.persistence;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.persistence.kdb.KdbCommands;

/** The commands on what values and datasets are outside of the server: DUMP, RESTORE, SAVE, KDB and their kin. */
public final class PersistenceFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("dump", "snapshot", "kdb");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        DumpCommands.bind(bindings);
        FunctionDumpCommands.bind(bindings);
        SnapshotCommands.bind(bindings);
        KdbCommands.bind(bindings);
    }
}
