package org.ouzel.network.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.persistence.file.FailureText;

/** The EVAL that {@code --eval script.lua key ... , argument ...} stands for. */
final class EvalCommand {
    private static final String SEPARATOR = ",";

    private EvalCommand() {
    }

    /**
     * Returns the command, a character a byte.
     *
     * @param file  with the script
     * @param words keys, and behind the first comma arguments
     * @throws IllegalArgumentException with a message for the user if the file can't be read
     */
    static List<String> of(final String file, final List<String> words) {
        final int comma = words.indexOf(SEPARATOR);
        final int keyCount = comma < 0 ? words.size() : comma;
        final List<String> command = new ArrayList<>(List.of("EVAL", script(file), Integer.toString(keyCount)));
        command.addAll(words.subList(0, keyCount));
        if (comma >= 0) {
            command.addAll(words.subList(comma + 1, words.size()));
        }
        return command;
    }

    private static String script(final String file) {
        final String name = ByteText.toUnicode(file);
        try {
            return Files.readString(Path.of(name), StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new IllegalArgumentException("Can't open file '" + name + "': " + FailureText.of(e), e);
        }
    }
}
