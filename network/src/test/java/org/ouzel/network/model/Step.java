package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.ouzel.network.harness.RawConnection;

/**
 * One command with the rule that compares its two replies, or an interaction with its description.
 *
 * @param isMutable whether the run may garble the arguments to provoke errors
 * @param isOptional whether the run leaves the step out if the tested server doesn't know the command
 */
public record Step(byte[][] arguments, ReplyMatcher matcher, Interaction interaction, boolean isMutable,
    boolean isOptional) {
    /** A command from strings (a character is one byte), byte arrays, numbers, arrays and collections of these. */
    public static Step command(final Object... parts) {
        final List<byte[]> arguments = new ArrayList<>();
        flatten(List.of(parts), arguments);
        return new Step(arguments.toArray(byte[][]::new), ReplyMatcher.EXACT, null, true, false);
    }

    /** @param description words that name the interaction in a report */
    public static Step interaction(final Interaction interaction, final Object... description) {
        return new Step(command(description).arguments, ReplyMatcher.EXACT, interaction, false, false);
    }

    public Step matching(final ReplyMatcher other) {
        return new Step(arguments, other, interaction, isMutable, isOptional);
    }

    /** The same step, never garbled. */
    public Step fixed() {
        return new Step(arguments, matcher, interaction, false, isOptional);
    }

    /** The same step for a command of another family, which may not be there yet. */
    public Step optional() {
        return new Step(arguments, matcher, interaction, false, true);
    }

    public String name() {
        return RawConnection.text(arguments[0]).toUpperCase(Locale.ROOT);
    }

    /** The command as one would type it into redis-cli. */
    @Override
    public String toString() {
        final StringBuilder line = new StringBuilder(interaction == null ? "" : "(interaction) ");
        for (final byte[] argument : arguments) {
            line.append(line.isEmpty() ? "" : " ").append(quoted(argument));
        }
        return line.toString();
    }

    static String quoted(final byte[] argument) {
        final String text = RawConnection.text(argument);
        if (text.matches("[!#-&(-~]+")) {
            return text;
        }
        final StringBuilder quoted = new StringBuilder("\"");
        for (final char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\x%02x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }

    private static void flatten(final Collection<?> parts, final List<byte[]> arguments) {
        for (final Object part : parts) {
            if (part instanceof Collection<?> nested) {
                flatten(nested, arguments);
            } else if (part instanceof Object[] nested) {
                flatten(List.of(nested), arguments);
            } else if (part instanceof byte[] bytes) {
                arguments.add(bytes);
            } else {
                arguments.add(RawConnection.bytes(part.toString()));
            }
        }
    }
}
