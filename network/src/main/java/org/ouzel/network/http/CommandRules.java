package org.ouzel.network.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which commands make no sense where each one has its answer, or would change what a page relies on. */
final class CommandRules {
    private static final Set<String> ENDLESS = Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "SYNC",
        "PSYNC", "CLIENT REPLY", "CLIENT TRACKING");
    private static final Set<String> OF_CONSOLE = Set.of("SELECT", "AUTH", "HELLO", "RESET", "QUIT", "MULTI", "EXEC",
        "DISCARD", "WATCH", "UNWATCH", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE");

    private CommandRules() {
    }

    /** Returns why a command is refused, or null. */
    static String refusal(final List<byte[]> command, final boolean isOfConsole) {
        final String name = word(command, 0);
        final String both = name + " " + word(command, 1);
        if (ENDLESS.contains(name) || ENDLESS.contains(both)) {
            return name + " answers without end, or not at all, which can't be shown here; use a client such as"
                + " redis-cli";
        }
        return !isOfConsole && OF_CONSOLE.contains(name) ? name + " is for the console" : null;
    }

    private static String word(final List<byte[]> command, final int index) {
        return index < command.size()
            ? new String(command.get(index), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT) : "";
    }
}
