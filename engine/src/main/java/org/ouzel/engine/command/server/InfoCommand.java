package org.ouzel.engine.command.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ouzel.engine.command.CommandContext;

/**
 * INFO: Redis's sections in Redis's order with Redis's names, and one of Ouzel's own. Holds all shards.
 *
 * <p>What Redis counts and Ouzel can't have (forks, replicas) is there with the value that means "none".
 *
 * <p>Everybody waits for it, and it may be asked for once in the life of a server: what it runs through has to be quick
 * the first time, too. So its sections go without streams, formats and functions as values, which a JVM makes first.
 */
final class InfoCommand {
    /** Sections by the names that clients ask for them, in the order in which they are sent. */
    private static final List<String> SECTIONS = List.of("server", "clients", "memory", "persistence", "stats",
        "replication", "cpu", "modules", "commandstats", "errorstats", "latencystats", "cluster", "keyspace", "ouzel");
    /** Left out unless they are asked for. */
    private static final Set<String> EXTRA = Set.of("commandstats", "latencystats");

    private InfoCommand() {
    }

    static void execute(final CommandContext context) {
        final Set<String> wanted = new LinkedHashSet<>();
        for (int i = 1; i < context.argCount(); i++) {
            wanted.add(context.argText(i).toLowerCase(Locale.ROOT));
        }
        final boolean isAll = wanted.contains("all") || wanted.contains("everything");
        final boolean isDefault = wanted.isEmpty() || wanted.contains("default");
        final InfoText text = new InfoText();
        final Scope scope = Scope.of(context);
        for (final String name : SECTIONS) {
            if (isAll || wanted.contains(name) || isDefault && !EXTRA.contains(name)) {
                write(name, context, scope, text);
            }
        }
        context.reply().verbatim("txt", text.toString());
    }

    private static void write(final String name, final CommandContext context, final Scope scope,
        final InfoText text) {
        switch (name) {
            case "server" -> ServerInfo.server(context, text);
            case "clients" -> ServerInfo.clients(context, scope, text);
            case "memory" -> MemoryInfo.memory(context, scope, text);
            case "persistence" -> PersistenceInfo.persistence(context, scope, text);
            case "stats" -> StatsInfo.stats(context, scope, text);
            case "replication" -> ServerInfo.replication(context, text);
            case "cpu" -> ServerInfo.cpu(scope, text);
            case "modules" -> text.section("Modules");
            case "commandstats" -> StatsInfo.commandStats(context, scope, text);
            case "errorstats" -> StatsInfo.errorStats(scope, text);
            case "latencystats" -> StatsInfo.latencyStats(context, scope, text);
            case "cluster" -> ServerInfo.cluster(text);
            case "keyspace" -> KeyspaceInfo.keyspace(context, text);
            case "ouzel" -> OuzelInfo.ouzel(context, scope, text);
            default -> throw new IllegalStateException("no section " + name);
        }
    }
}
