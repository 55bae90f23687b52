package org.ouzel.network.cli;

import java.util.List;
import java.util.Locale;
import org.ouzel.network.cli.CommandDocs.Command;

/** What {@code help} prints. */
final class Help {
    private static final String GENERAL = """
        To get help about commands type:
              "help @<group>" to get a list of commands in <group>
              "help <command>" for help on <command>
              "help <tab>" to get a list of possible help topics
              "quit" to exit

        Others of the client's own:
              "connect <host> <port>" to go to another server
              "clear" to clear the screen
              "<n> <command>" to run a command n times

        To set preferences:
              ":set hints", ":set nohints" for the arguments shown behind the cursor
              ":set keys", ":set nokeys" for the completion of keys
        They can be set for ever in ~/.ouzelclirc
        """;

    private Help() {
    }

    /** Returns the help about what stands behind {@code help}: nothing, a command, or {@code @group}. */
    static String text(final CommandDocs docs, final List<String> topic, final Palette palette) {
        if (topic.isEmpty()) {
            return GENERAL;
        }
        final StringBuilder out = new StringBuilder("\n");
        if (topic.get(0).startsWith("@")) {
            final String group = topic.get(0).substring(1).toLowerCase(Locale.ROOT);
            docs.commands().values().stream().filter(command -> command.group().equals(group))
                .forEach(command -> append(command, false, palette, out));
        } else {
            final CommandDocs.Found found = docs.find(topic);
            if (found != null && found.wordCount() == topic.size()) {
                append(found.command(), true, palette, out);
                found.command().subcommands().values().forEach(command -> append(command, false, palette, out));
            }
        }
        return out.length() > 1 ? out.toString()
            : "No help for \"" + String.join(" ", topic) + "\"; the server's commands are completed by TAB\n";
    }

    private static void append(final Command command, final boolean isWithGroup, final Palette palette,
        final StringBuilder out) {
        out.append("  ");
        palette.append(Palette.STATUS, command.name().toUpperCase(Locale.ROOT), out);
        out.append(' ');
        palette.append(Palette.NIL, command.syntax().text(), out);
        out.append("\n  ");
        field("summary:", command.summary(), palette, out);
        field("\n  since:", command.since(), palette, out);
        if (isWithGroup) {
            field("\n  group:", command.group(), palette, out);
        }
        out.append("\n\n");
    }

    private static void field(final String name, final String text, final Palette palette, final StringBuilder out) {
        palette.append(Palette.NUMBER, name, out);
        out.append(' ').append(text);
    }
}
