package org.ouzel.engine.access;

import org.ouzel.engine.command.CommandSpec;

/**
 * Why a request isn't allowed.
 *
 * @param reason   what the user lacks
 * @param argument index of the argument that it is about, 0 for the command itself
 * @param error    the reply's text, without the marker
 */
public record AccessDenial(Reason reason, int argument, String error) {
    private static final String CODE = "NOPERM ";

    /** What a user lacks. In the order in which one reason outweighs another where several sets of rules refuse. */
    public enum Reason {
        COMMAND, KEY, CHANNEL
    }

    /** Returns the denial with the text that a client gets. */
    public static AccessDenial of(final Reason reason, final int argument, final String userName,
        final CommandSpec spec) {
        final String error = switch (reason) {
            case COMMAND -> CODE + commandText(userName, spec);
            case KEY -> CODE + "No permissions to access a key";
            case CHANNEL -> CODE + "No permissions to access a channel";
        };
        return new AccessDenial(reason, argument, error);
    }

    /** Returns the reply's text to a script. */
    public String scriptError() {
        return CODE + "ACL failure in script: " + error.substring(CODE.length());
    }

    /** Returns what ACL DRYRUN says, which names the key or channel. */
    public String detail(final String userName, final CommandSpec spec, final String argumentText) {
        return switch (reason) {
            case COMMAND -> commandText(userName, spec);
            case KEY -> "User " + userName + " has no permissions to access the '" + argumentText + "' key";
            case CHANNEL -> "User " + userName + " has no permissions to access the '" + argumentText + "' channel";
        };
    }

    private static String commandText(final String userName, final CommandSpec spec) {
        return "User " + userName + " has no permissions to run the '" + spec.name() + "' command";
    }
}
