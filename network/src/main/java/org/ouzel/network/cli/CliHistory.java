package org.ouzel.network.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.jline.reader.impl.history.DefaultHistory;
import org.ouzel.protocol.QuotedWords;
import org.ouzel.protocol.QuotedWords.Word;

/** The lines typed before, in a file that only its owner may read; what holds a password isn't kept at all. */
final class CliHistory extends DefaultHistory {
    /** Makes the file if there is none; a failure is left to whoever writes to it. */
    static void prepare(final Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
            }
        } catch (final IOException | UnsupportedOperationException e) {
            // The home directory may be read-only, or no POSIX one: the lines are then kept as well as can be.
            return;
        }
    }

    @Override
    public void add(final Instant time, final String line) {
        if (isKept(line)) {
            super.add(time, line);
        }
    }

    /** Tells whether a line may be remembered. */
    static boolean isKept(final String line) {
        final List<String> words = QuotedWords.parse(line).stream().map(Word::text).toList();
        return !words.isEmpty() && !Secrets.isSecret(Hints.withoutCount(words));
    }
}
