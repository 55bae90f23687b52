package org.ouzel.engine.command.server;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ouzel.engine.command.CommandContext;

/**
 * INFO: Redis's sections in Redis's order with Redis's names, and one of Ouzel's own. Holds all shards.
 *
 * <p>What Redis counts and Ouzel can't have (forks, replicas) is there with the value that means "none".
 */
final class InfoCommand {
    /** Sections by the names that clients ask for them, in the order in which they are sent. */
    private static final Map<String, Section> SECTIONS = sections();
    /** Left out unless they are asked for. */
    private static final Set<String> EXTRA = Set.of("commandstats", "latencystats");

    private InfoCommand() {
    }

    /** Writes one section. */
    @FunctionalInterface
    private interface Section {
        void write(CommandContext context, InfoText text);
    }

    static void execute(final CommandContext context) {
        final Set<String> wanted = new LinkedHashSet<>();
        for (int i = 1; i < context.argCount(); i++) {
            wanted.add(context.argText(i).toLowerCase(Locale.ROOT));
        }
        final boolean isAll = wanted.contains("all") || wanted.contains("everything");
        final boolean isDefault = wanted.isEmpty() || wanted.contains("default");
        final InfoText text = new InfoText();
        SECTIONS.forEach((name, section) -> {
            if (isAll || wanted.contains(name) || isDefault && !EXTRA.contains(name)) {
                section.write(context, text);
            }
        });
        context.reply().verbatim("txt", text.toString());
    }

    private static Map<String, Section> sections() {
        final Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("server", ServerInfo::server);
        sections.put("clients", ServerInfo::clients);
        sections.put("memory", MemoryInfo::memory);
        sections.put("persistence", PersistenceInfo::persistence);
        sections.put("stats", StatsInfo::stats);
        sections.put("replication", ServerInfo::replication);
        sections.put("cpu", ServerInfo::cpu);
        sections.put("modules", (context, text) -> text.section("Modules"));
        sections.put("commandstats", StatsInfo::commandStats);
        sections.put("errorstats", StatsInfo::errorStats);
        sections.put("latencystats", StatsInfo::latencyStats);
        sections.put("cluster", ServerInfo::cluster);
        sections.put("keyspace", KeyspaceInfo::keyspace);
        sections.put("ouzel", OuzelInfo::ouzel);
        return sections;
    }
}
