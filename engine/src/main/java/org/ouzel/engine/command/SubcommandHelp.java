package org.ouzel.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ouzel.protocol.ReplyWriter;

/** The HELP subcommand of every container: an array of lines, made from the table. */
public final class SubcommandHelp {
    private static final String INDENT = "    ";

    private SubcommandHelp() {
    }

    /** The handler of {@code … HELP}, to be bound by the family of the container. */
    public static void execute(final CommandContext context) {
        write(context.spec().parent(), context.reply());
    }

    static void write(final CommandSpec container, final ReplyWriter reply) {
        final List<String> lines = new ArrayList<>();
        lines.add(container.name().toUpperCase(Locale.ROOT)
            + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        if (container.handler() != null) {
            lines.add("(no subcommand)");
            lines.add(INDENT + container.docs().summary());
        }
        for (final CommandSpec subcommand : container.subcommands().values()) {
            if (!"help".equals(subcommand.lastName())) {
                add(lines, subcommand);
            }
        }
        lines.add("HELP");
        lines.add(INDENT + "Prints this help.");
        reply.array(lines.size());
        lines.forEach(reply::simple);
    }

    private static void add(final List<String> lines, final CommandSpec subcommand) {
        final String usage = subcommand.docs().usage();
        lines.add(subcommand.lastName().toUpperCase(Locale.ROOT) + (usage.isEmpty() ? "" : ' ' + usage));
        lines.add(INDENT + subcommand.docs().summary());
    }
}
