package org.ouzel.engine.command.generic;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;

/** The commands on keys of any type, and on whole databases. */
public final class GenericFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("generic", "keyspace");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        KeyCount.bind(bindings);
        Expiry.bind(bindings);
        KeyMoves.bind(bindings);
        ObjectInspection.bind(bindings);
        bindings.bind("keys", new KeysCommand());
        bindings.bind("scan", new ScanCommand());
        bindings.bind("randomkey", RandomKeyCommand::execute);
        WholeDatabase.bind(bindings);
    }
}
