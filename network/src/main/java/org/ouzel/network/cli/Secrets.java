package org.ouzel.network.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which commands hold secrets, which go into no history and no log. */
final class Secrets {
    private static final Set<String> SECRET_SETTINGS = Set.of("requirepass", "masterauth",
        "tls-key-file-pass", "tls-client-key-file-pass", "admin-password");

    private Secrets() {
    }

    /** Tells whether a command, its name first, may hold a password. */
    static boolean isSecret(final List<String> command) {
        if (command.isEmpty()) {
            return false;
        }
        return switch (upper(command, 0)) {
            case "AUTH" -> true;
            case "HELLO" -> contains(command, "AUTH");
            case "MIGRATE" -> contains(command, "AUTH") || contains(command, "AUTH2");
            case "ACL" -> "SETUSER".equals(upper(command, 1));
            case "CONFIG" -> "SET".equals(upper(command, 1))
                && command.stream().anyMatch(word -> SECRET_SETTINGS.contains(word.toLowerCase(Locale.ROOT)));
            default -> false;
        };
    }

    /** Returns a command as a log may show it. */
    static String masked(final List<String> command) {
        return isSecret(command) ? command.get(0) + " (not shown)" : String.join(" ", command);
    }

    private static boolean contains(final List<String> command, final String word) {
        return command.stream().anyMatch(word::equalsIgnoreCase);
    }

    private static String upper(final List<String> command, final int index) {
        return index < command.size() ? command.get(index).toUpperCase(Locale.ROOT) : "";
    }
}
