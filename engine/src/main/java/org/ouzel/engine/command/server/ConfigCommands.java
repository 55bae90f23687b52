package org.ouzel.engine.command.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.spi.ServerHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** CONFIG GET, SET, RESETSTAT and REWRITE. Holds all shards: what is set counts for every command behind it. */
final class ConfigCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigCommands.class);
    private static final int FIRST_ARG = 2;

    private ConfigCommands() {
    }

    /** A map of the settings that match one of the patterns, by name. */
    static void get(final CommandContext context) {
        final List<String> patterns = new ArrayList<>();
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            patterns.add(text(context, i));
        }
        final Map<String, String> found = context.server().settings().find(patterns);
        context.reply().map(found.size());
        found.forEach((name, value) -> {
            context.reply().bulk(name);
            context.reply().bulk(value);
        });
    }

    /** Sets all, or none. */
    static void set(final CommandContext context) {
        if (context.argCount() % 2 != 0) {
            context.syntaxError();
            return;
        }
        final List<String> names = new ArrayList<>();
        final List<String> values = new ArrayList<>();
        for (int i = FIRST_ARG; i < context.argCount(); i += 2) {
            names.add(text(context, i));
            values.add(text(context, i + 1));
        }
        try {
            context.server().setSettingsSlot(context.event());
            context.server().settings().change(names, values);
            context.server().readSettings();
            context.reply().ok();
        } catch (final SettingException e) {
            context.reply().error(e.replyText());
        }
    }

    static void resetStat(final CommandContext context) {
        Scope.of(context).reset();
        context.reply().ok();
    }

    static void rewrite(final CommandContext context) {
        final ServerHost host = context.server().host();
        if (host.settingsFile().isEmpty()) {
            context.reply().error("ERR The server is running without a config file");
            return;
        }
        try {
            host.rewriteSettings();
            context.reply().ok();
        } catch (final IOException e) {
            LOG.warn("CONFIG REWRITE failed: file={}", host.settingsFile(), e);
            context.reply().error("ERR Rewriting config file: " + e.getMessage());
        }
    }

    private static String text(final CommandContext context, final int index) {
        return new String(context.argBytes(index), StandardCharsets.UTF_8);
    }
}
