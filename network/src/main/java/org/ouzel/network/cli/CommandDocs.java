package org.ouzel.network.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.protocol.client.Reply;

/** The commands of a server, from its answer to COMMAND DOCS in either protocol; names in lower case. */
final class CommandDocs {
    /** Of a server that hasn't told yet. */
    static final CommandDocs NONE = new CommandDocs(Map.of());

    private final Map<String, Command> commands;

    private CommandDocs(final Map<String, Command> commands) {
        this.commands = commands;
    }

    /**
     * A command, or a subcommand.
     *
     * @param name        in lower case, a subcommand's with its command's before it: {@code config get}
     * @param summary     a sentence; empty where there is none
     * @param since       the version that has it first
     * @param group       what it belongs to: {@code string}, {@code hash} …
     * @param syntax      its arguments
     * @param subcommands by their own names; empty for most commands
     */
    record Command(String name, String summary, String since, String group, Syntax syntax,
        Map<String, Command> subcommands) {
    }

    /** A command, and how many words name it. */
    record Found(Command command, int wordCount) {
    }

    /** Reads a reply to COMMAND DOCS; an error is no commands. */
    static CommandDocs read(final Reply reply) {
        return new CommandDocs(reply.isAggregate() ? commands(reply, "") : Map.of());
    }

    /** Returns all commands by name, in order. */
    Map<String, Command> commands() {
        return commands;
    }

    /** Returns the command that a line begins with, the subcommand where that is given, or null. */
    Found find(final List<String> words) {
        final Command command = words.isEmpty() ? null : commands.get(words.get(0).toLowerCase(Locale.ROOT));
        if (command == null) {
            return null;
        }
        final Command sub =
            words.size() < 2 ? null : command.subcommands().get(words.get(1).toLowerCase(Locale.ROOT));
        return sub == null ? new Found(command, 1) : new Found(sub, 2);
    }

    private static Map<String, Command> commands(final Reply docs, final String parent) {
        final Map<String, Command> commands = new TreeMap<>();
        for (int i = 0; i + 1 < docs.elements().size(); i += 2) {
            final String full = docs.elements().get(i).text().toLowerCase(Locale.ROOT);
            final String name = full.substring(full.indexOf('|') + 1);
            commands.put(name, command(parent + name, docs.elements().get(i + 1)));
        }
        return commands;
    }

    private static Command command(final String name, final Reply doc) {
        final Reply subcommands = field(doc, "subcommands");
        return new Command(name, text(doc, "summary"), text(doc, "since"), text(doc, "group"),
            new Syntax(arguments(field(doc, "arguments"))),
            subcommands == null ? Map.of() : commands(subcommands, name + " "));
    }

    private static List<Argument> arguments(final Reply described) {
        if (described == null) {
            return List.of();
        }
        final List<Argument> arguments = new ArrayList<>(described.elements().size());
        for (final Reply each : described.elements()) {
            final Reply token = field(each, "token");
            final Reply flags = field(each, "flags");
            final List<String> names = flags == null ? List.of() : flags.texts();
            final String shown = text(each, "display_text");
            arguments.add(new Argument(shown.isEmpty() ? text(each, "name") : shown, text(each, "type"),
                token == null ? null : token.text(), names.contains("optional"), names.contains("multiple"),
                names.contains("multiple_token"), false, arguments(field(each, "arguments"))));
        }
        return arguments;
    }

    private static String text(final Reply map, final String name) {
        final Reply value = field(map, name);
        return value == null || value.text() == null ? "" : value.text();
    }

    private static Reply field(final Reply map, final String name) {
        for (int i = 0; i + 1 < map.elements().size(); i += 2) {
            if (name.equals(map.elements().get(i).text())) {
                return map.elements().get(i + 1);
            }
        }
        return null;
    }
}
