package org.ouzel.engine.command;

import java.util.ArrayList;
import java.util.List;

/** Tables for tests: commands that do nothing. */
final class CommandTables {
    static final List<String> ALL_PARTS = List.of("string", "bitmap", "connection", "client", "generic", "sort",
        "server", "keyspace", "command", "config", "latency", "memory", "slowlog", "hash", "list", "set",
        "sorted_set", "stream", "geo", "hyperloglog", "acl", "tenant", "help");

    private CommandTables() {
    }

    /** Builds a table of parts of the real one. */
    static CommandTable of(final List<String> parts) {
        final List<CommandRow> rows = new ArrayList<>();
        for (final String part : parts) {
            rows.addAll(CommandTable.readRows(part));
        }
        return CommandTable.of(rows, bindAll(rows));
    }

    static CommandTable all() {
        return of(ALL_PARTS);
    }

    private static HandlerBindings bindAll(final List<CommandRow> rows) {
        final HandlerBindings bindings = new HandlerBindings();
        for (final CommandRow row : rows) {
            bindings.bind(row.name(), context -> { });
        }
        return bindings;
    }
}
