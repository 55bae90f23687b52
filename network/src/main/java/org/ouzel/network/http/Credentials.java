package org.ouzel.network.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Name and password of a user as the header Authorization has them: {@code Basic base64(name:password)}, or
 * {@code Bearer name:password}; a bearer's token without a colon is a password of the default user, as AUTH's is.
 */
record Credentials(String name, String password) {
    private static final String DEFAULT = "default";

    /** Returns what a header says, or null if it is empty or not understood. */
    static Credentials of(final String header) {
        final int space = header.indexOf(' ');
        if (space < 0) {
            return null;
        }
        final String token = header.substring(space + 1).trim();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(token);
            case "bearer" -> token.indexOf(':') < 0 ? new Credentials(DEFAULT, token) : split(token);
            default -> null;
        };
    }

    private static Credentials basic(final String token) {
        try {
            final String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return pair.indexOf(':') < 0 ? null : split(pair);
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }

    private static Credentials split(final String pair) {
        final int colon = pair.indexOf(':');
        final String name = pair.substring(0, colon);
        return new Credentials(name.isEmpty() ? DEFAULT : name, pair.substring(colon + 1));
    }

    /** Returns the greeting that logs a client in, or only begins if {@code credentials} is null. */
    static List<byte[]> greeting(final Credentials credentials, final String clientName) {
        return credentials == null ? CommandClient.command("HELLO", "3", "SETNAME", clientName)
            : CommandClient.command("HELLO", "3", "AUTH", credentials.name, credentials.password, "SETNAME",
                clientName);
    }

    /** Neither log nor message shows a password. */
    @Override
    public String toString() {
        return "name=" + name;
    }
}
