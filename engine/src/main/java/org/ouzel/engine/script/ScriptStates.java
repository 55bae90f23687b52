package org.ouzel.engine.script;

import java.util.HashMap;
import java.util.Map;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.settings.SettingsTable;

/** The interpreters of one shard, by namespace. Whoever holds the shard. */
final class ScriptStates implements AutoCloseable {
    private static final ContextLocal<ScriptStates> LOCAL = new ContextLocal<>(ScriptStates::new);

    private final Map<Integer, ScriptState> byNamespace = new HashMap<>();

    /**
     * Returns the interpreter for a command: that of the first of its shards, so that whichever thread comes last to
     * a rendezvous, scripts find what scripts before them have left.
     */
    static ScriptState of(final CommandContext context) {
        final int shard = Long.numberOfTrailingZeros(context.event().shardSet());
        return context.server().shard(shard).context().local(LOCAL).byNamespace
            .computeIfAbsent(context.event().namespace(), namespace -> new ScriptState(
                context.server().settings().getLong(SettingsTable.SCRIPT_MEMORY_LIMIT)));
    }

    /** Forgets the interpreters of a namespace. */
    static void drop(final ServerState server, final int namespace) {
        for (int i = 0; i < server.shardCount(); i++) {
            final ScriptState state = server.shard(i).context().local(LOCAL).byNamespace.remove(namespace);
            if (state != null) {
                state.close();
            }
        }
    }

    /** Returns what all interpreters hold, at most. */
    static long usedBytes(final ServerState server) {
        long bytes = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            for (final ScriptState state : server.shard(i).context().local(LOCAL).byNamespace.values()) {
                bytes += state.interpreter().meter().chargedBytes();
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        byNamespace.values().forEach(ScriptState::close);
    }
}
