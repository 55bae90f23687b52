package org.ouzel.network.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line's arguments as they were given: the JDK loses bytes that the locale's encoding doesn't know. */
final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char LOST = '\uFFFD';

    private Arguments() {
    }

    /** Returns the arguments with one character a byte, from the system itself where Java has lost some. */
    static String[] inBytes(final String[] arguments) {
        for (final String argument : arguments) {
            if (argument.indexOf(LOST) >= 0) {
                return fromSystem(arguments);
            }
        }
        return encoded(arguments);
    }

    private static String[] fromSystem(final String[] arguments) {
        try {
            final String all = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.ISO_8859_1);
            final String[] words = all.substring(0, Math.max(0, all.length() - 1)).split("\u0000", -1);
            if (words.length <= arguments.length) {
                return encoded(arguments);
            }
            final String[] last = new String[arguments.length];
            System.arraycopy(words, words.length - last.length, last, 0, last.length);
            return last;
        } catch (final IOException e) {
            // No such file on other systems: what Java made of the arguments has to do.
            return encoded(arguments);
        }
    }

    private static String[] encoded(final String[] arguments) {
        final String[] encoded = new String[arguments.length];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = ByteText.toBytes(arguments[i]);
        }
        return encoded;
    }
}
