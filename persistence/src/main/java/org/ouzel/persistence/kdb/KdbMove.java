package org.ouzel.persistence.kdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ouzel.persistence.file.FileLayer;

/**
 * What is to become of a namespace's directory, as it is noted in a file of its own until it is done:
 * {@code NUMBER OLD-NAME NEW-NAME} or, for one that is dropped, {@code NUMBER OLD-NAME}.
 *
 * @param id      the place in the order of moves
 * @param number  the namespace's
 * @param name    what the namespace was called
 * @param newName what it is called now; null if it was dropped
 */
record KdbMove(long id, int number, String name, String newName) {
    /** No namespace's directory is called so: behind a percent sign those have two hexadecimal digits. */
    private static final String PREFIX = "%moving-";
    /** The names of notes that were being written when a process ended. */
    static final Pattern UNFINISHED = Pattern.compile(FileLayer.temporary(Path.of(PREFIX)) + "[0-9]{1,18}");
    private static final Pattern FILE = Pattern.compile(Pattern.quote(PREFIX) + "([0-9]{1,18})");
    private static final Pattern CONTENT = Pattern.compile("([0-9]{1,5}) ([^ \n]+)(?: ([^ \n]+))?\n");

    /** Returns the number in the name of a file, or -1 if it isn't a move's. */
    static long idOf(final String fileName) {
        final Matcher matcher = FILE.matcher(fileName);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /**
     * Reads what {@link #content()} gave.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static KdbMove parse(final long id, final byte[] content) {
        final Matcher matcher = CONTENT.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no note of a namespace's directory");
        }
        return new KdbMove(id, Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3));
    }

    String fileName() {
        return PREFIX + id;
    }

    byte[] content() {
        return (number + " " + name + (newName == null ? "" : " " + newName) + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    }
}
