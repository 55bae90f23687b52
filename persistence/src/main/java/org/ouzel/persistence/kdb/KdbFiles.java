package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.file.Leftovers;
import org.ouzel.persistence.snapshot.FileTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of namespaces are, and what they may be called. Any thread. */
final class KdbFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KdbFiles.class);
    private static final String SUFFIX = ".kdb";
    private static final int MAX_NAME_LENGTH = 64;
    private static final int BYTE_MASK = 0xFF;

    private final Path root;

    KdbFiles(final Settings settings) {
        root = Path.of(settings.getText(SettingsTable.DIR)).toAbsolutePath().normalize()
            .resolve(settings.getText(SettingsTable.KDB_DIR));
    }

    /**
     * A file that a client may know of.
     *
     * @param name    without directory and suffix
     * @param bytes   its size
     * @param savedMs when it was written, Unix milliseconds
     */
    record Saved(String name, long bytes, long savedMs) {
    }

    /** Returns a name as clients give it, without its suffix if that has been given too; null if it isn't allowed. */
    static String allowed(final String given) {
        final String name = given.endsWith(SUFFIX) ? given.substring(0, given.length() - SUFFIX.length()) : given;
        final boolean isPlain = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH && !name.startsWith(".")
            && name.chars().allMatch(KdbFiles::isPlain);
        return isPlain ? name : null;
    }

    /** Returns the directory that all files lie in. */
    Path root() {
        return root;
    }

    /** Returns the directory of a namespace's files: its name, bytes that could mean something to a path as %XX. */
    Path directory(final String namespace) {
        final StringBuilder name = new StringBuilder();
        namespace.chars().forEach(letter -> {
            if (isPlain(letter) && (letter != '.' || !name.isEmpty())) {
                name.append((char) letter);
            } else {
                name.append(String.format("%%%02x", letter & BYTE_MASK));
            }
        });
        return root.resolve(name.toString());
    }

    /** Returns the file of a name that is {@link #allowed}. */
    Path file(final Namespace namespace, final String name) {
        return directory(namespace.name()).resolve(name + SUFFIX);
    }

    /** Returns whether there is such a file; a link, which could lead anywhere, is none. */
    static boolean isFile(final Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a namespace's files by their names. */
    List<Saved> list(final Namespace namespace) throws IOException {
        final List<Saved> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(namespace.name()), "*" + SUFFIX)) {
            for (final Path file : files) {
                final String name = file.getFileName().toString();
                if (isFile(file) && allowed(name) != null && !name.startsWith(FileTarget.TEMPORARY)) {
                    add(found, file);
                }
            }
        } catch (final NoSuchFileException e) {
            return found;
        }
        found.sort(Comparator.comparing(Saved::name));
        return found;
    }

    /** Removes what a killed process left unfinished in the directories of all namespaces. */
    void removeLeftovers() {
        final Pattern names = FileTarget.leftovers("[A-Za-z0-9_.-]{1," + MAX_NAME_LENGTH + "}"
            + Pattern.quote(SUFFIX));
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root,
            each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))) {
            directories.forEach(directory -> Leftovers.remove(directory, names));
        } catch (final NoSuchFileException e) {
            LOG.debug("nothing was saved yet: directory={}", root, e);
        } catch (final IOException | DirectoryIteratorException e) {
            LOG.warn("Directory not searched for unfinished files: directory={} cause={}", root, e.toString());
        }
    }

    private static void add(final List<Saved> found, final Path file) throws IOException {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            found.add(new Saved(allowed(file.getFileName().toString()), attributes.size(),
                attributes.lastModifiedTime().toMillis()));
        } catch (final NoSuchFileException e) {
            // Gone meanwhile.
        }
    }

    private static boolean isPlain(final int letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9'
            || letter == '_' || letter == '-' || letter == '.';
    }
}
