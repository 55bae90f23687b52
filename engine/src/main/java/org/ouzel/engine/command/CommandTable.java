package org.ouzel.engine.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All commands that the server knows. Built once from the families and the resources they name; building fails if a
 * command has no code, if code has no command, or if two have one name. Immutable; read by all threads.
 */
public final class CommandTable {
    private final List<CommandSpec> all;
    private final List<CommandSpec> topLevel;
    private final Map<String, CommandSpec> byName;
    private final CommandNames names;

    private CommandTable(final List<CommandSpec> all) {
        this.all = Collections.unmodifiableList(all);
        this.topLevel = all.stream().filter(spec -> spec.parent() == null).toList();
        this.byName = new HashMap<>();
        for (final CommandSpec spec : all) {
            byName.put(spec.name(), spec);
        }
        this.names = new CommandNames(topLevel);
    }

    /**
     * Builds the table.
     *
     * @throws IllegalStateException if commands and handlers don't match one to one
     */
    public static CommandTable of(final List<? extends CommandFamily> families) {
        final HandlerBindings bindings = new HandlerBindings();
        final Set<String> tables = new LinkedHashSet<>();
        for (final CommandFamily family : families) {
            tables.addAll(family.tables());
            family.bind(bindings);
        }
        final List<CommandRow> rows = new ArrayList<>();
        for (final String table : tables) {
            rows.addAll(readRows(table));
        }
        return of(rows, bindings);
    }

    static CommandTable of(final List<CommandRow> rows, final HandlerBindings bindings) {
        final Map<String, CommandRow> byName = new TreeMap<>();
        final Set<String> containers = new TreeSet<>();
        for (final CommandRow row : rows) {
            if (byName.putIfAbsent(row.name(), row) != null) {
                throw new IllegalStateException("command is in the table twice: name=" + row.name());
            }
            if (row.isSubcommand()) {
                containers.add(row.containerName());
            }
        }
        requireCode(byName, containers, bindings.handlers());
        return new CommandTable(link(byName, containers, bindings.handlers()));
    }

    /** Reads one of the resources beside this class. */
    static List<CommandRow> readRows(final String table) {
        try (InputStream stream = CommandTable.class.getResourceAsStream(table + ".tsv")) {
            if (stream == null) {
                throw new IllegalStateException("no such part of the command table: name=" + table);
            }
            final BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            final String header = reader.readLine();
            if (!CommandRow.COLUMNS.equals(header)) {
                throw new IllegalStateException("command table has other columns: name=" + table + " header=" + header);
            }
            return reader.lines().map(CommandRow::parse).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException("command table can't be read: name=" + table, e);
        }
    }

    /** Finds a command (not a subcommand) by its name as it came from the wire, in any case; null if unknown. */
    public CommandSpec find(final long address, final int length) {
        return names.find(address, length);
    }

    /** Finds a subcommand by its name as it came from the wire, in any case; null if unknown. */
    public CommandSpec findSubcommand(final CommandSpec container, final long address, final int length) {
        return container.findSubcommand(address, length);
    }

    /** Finds a command or a subcommand ({@code client|kill}) by its name in any case; null if unknown. */
    public CommandSpec find(final String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    public CommandSpec byId(final int id) {
        return all.get(id);
    }

    /** Returns all commands and subcommands in the order of their names, which is that of their ids. */
    public List<CommandSpec> all() {
        return all;
    }

    /** Returns the commands without the subcommands. */
    public List<CommandSpec> topLevel() {
        return topLevel;
    }

    private static void requireCode(final Map<String, CommandRow> rows, final Set<String> containers,
                                    final Map<String, CommandHandler> handlers) {
        final Set<String> missing = new TreeSet<>(rows.keySet());
        missing.removeAll(containers);
        missing.removeAll(handlers.keySet());
        final Set<String> unknown = new TreeSet<>(handlers.keySet());
        unknown.removeAll(rows.keySet());
        final Set<String> orphans = new TreeSet<>(containers);
        orphans.removeAll(rows.keySet());
        if (!missing.isEmpty() || !unknown.isEmpty() || !orphans.isEmpty()) {
            throw new IllegalStateException("commands and handlers don't match: withoutHandler=" + missing
                + " withoutCommand=" + unknown + " subcommandsWithoutContainer=" + orphans);
        }
    }

    private static List<CommandSpec> link(final Map<String, CommandRow> rows, final Set<String> containers,
                                          final Map<String, CommandHandler> handlers) {
        final Map<String, CommandSpec> linked = new TreeMap<>();
        final Map<CommandSpec, List<CommandSpec>> subcommands = new HashMap<>();
        int id = 0;
        for (final CommandRow row : rows.values()) {
            // A container's name is a prefix of its subcommands' names, hence comes first.
            final CommandSpec parent = row.isSubcommand() ? linked.get(row.containerName()) : null;
            final CommandSpec spec = new CommandSpec(id++, row, parent, handlers.get(row.name()));
            linked.put(row.name(), spec);
            if (parent != null) {
                subcommands.computeIfAbsent(parent, ignored -> new ArrayList<>()).add(spec);
            }
        }
        for (final String container : containers) {
            final CommandSpec spec = linked.get(container);
            spec.setSubcommands(subcommands.get(spec));
        }
        return new ArrayList<>(linked.values());
    }
}
