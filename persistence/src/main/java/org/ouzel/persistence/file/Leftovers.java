package org.ouzel.persistence.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes unfinished files that a killed process left: those whose whole name is one that only this program gives, and
 * that no other running server may be about to finish. By the thread that starts the server, before anything is
 * written.
 */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** The first group of a pattern of names that have a process's number in them. */
    private static final int MAKER = 1;

    private Leftovers() {
    }

    /**
     * Returns the pattern of names of a process's own, from what stands before and behind its number.
     *
     * @param suffix a regular expression
     */
    public static Pattern ofProcess(final String prefix, final String suffix) {
        return Pattern.compile(Pattern.quote(prefix) + "([0-9]{1,10})" + suffix);
    }

    /** Returns the pattern of the names that {@link Files#createTempFile} gives. */
    public static Pattern ofTemporary(final String prefix, final String suffix) {
        return Pattern.compile(Pattern.quote(prefix) + "[0-9]{1,20}" + Pattern.quote(suffix));
    }

    /** Removes the regular files of a directory whose names match; what can't be removed costs a line of the log. */
    public static void remove(final Path directory, final Pattern pattern) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                final Matcher matcher = pattern.matcher(file.getFileName().toString());
                if (matcher.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && !(matcher.groupCount() >= MAKER && isInUse(matcher.group(MAKER)))) {
                    remove(file);
                }
            }
        } catch (final NoSuchFileException | NotDirectoryException e) {
            LOG.debug("nothing was left where nothing is: directory={}", directory, e);
        } catch (final IOException | DirectoryIteratorException e) {
            LOG.warn("Directory not searched for unfinished files: directory={} cause={}", directory, e.toString());
        }
    }

    private static void remove(final Path file) {
        try {
            final long bytes = Files.size(file);
            Files.deleteIfExists(file);
            LOG.warn("Unfinished file of an earlier start removed: file={} bytes={}", file, bytes);
        } catch (final IOException e) {
            LOG.warn("Unfinished file of an earlier start not removed: file={} cause={}", file, e.toString());
        }
    }

    /** Tells whether the process that has the number runs the same program as this one, which may be its maker. */
    private static boolean isInUse(final String pid) {
        final ProcessHandle self = ProcessHandle.current();
        final long number = Long.parseLong(pid);
        if (number == self.pid()) {
            return false;
        }
        final Optional<String> program = ProcessHandle.of(number).flatMap(maker -> maker.info().command());
        return program.isPresent() && program.equals(self.info().command());
    }
}
