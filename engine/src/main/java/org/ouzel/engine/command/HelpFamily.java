package org.ouzel.engine.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HELP and WHOAMI, which people type: both run on the IO loops. */
public final class HelpFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("help");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("help", HelpFamily::help);
        bindings.bind("whoami", HelpFamily::whoAmI);
    }

    static void whoAmI(final CommandContext context) {
        context.reply().bulk(context.event().user().name().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Lines: all commands with what follows them, or what the table knows of one. */
    static void help(final CommandContext context) {
        final CommandTable table = context.server().commandTable();
        final List<String> lines = new ArrayList<>();
        if (context.argCount() == 1) {
            table.topLevel().forEach(spec -> lines.add(usage(spec)));
        } else {
            final StringBuilder name = new StringBuilder(context.argText(1));
            for (int i = 2; i < context.argCount(); i++) {
                name.append('|').append(context.argText(i));
            }
            final CommandSpec spec = table.find(name.toString());
            if (spec == null) {
                context.reply().error("ERR unknown command '" + context.argText(1) + "'. Try HELP.");
                return;
            }
            describe(spec, lines);
        }
        context.reply().array(lines.size());
        lines.forEach(context.reply()::bulk);
    }

    private static void describe(final CommandSpec spec, final List<String> lines) {
        final CommandDocs docs = spec.docs();
        lines.add(usage(spec));
        lines.add("summary: " + docs.summary());
        lines.add("since: " + docs.since());
        lines.add("group: " + docs.group());
        lines.add("complexity: " + docs.complexity());
        for (final CommandSpec subcommand : spec.subcommands().values()) {
            lines.add(usage(subcommand) + ": " + subcommand.docs().summary());
        }
    }

    private static String usage(final CommandSpec spec) {
        final String arguments = spec.docs().usage();
        final String name = spec.name().replace('|', ' ').toUpperCase(Locale.ROOT);
        return arguments.isEmpty() ? name : name + " " + arguments;
    }
}
