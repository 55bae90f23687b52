package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.Leftovers;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the append only file: its manifest, and where its files are. What changes the manifest may come from
 * any thread.
 */
final class AofDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(AofDirectory.class);
    private static final String TEMPORARY_BASE = "temp-rewriteaof-bg-";
    private static final String MANIFEST_SUFFIX = ".manifest";
    private static final String COMMIT_LOG_SUFFIX = ".commitlog";

    private long unnamedSequence;
    private long usedBaseSequence;
    private volatile AofManifest manifest = AofManifest.EMPTY;
    private final FileLayer layer;
    private final Path serverDirectory;
    private final Path directory;
    private final String name;

    AofDirectory(final Settings settings, final FileLayer layer) {
        this.layer = layer;
        serverDirectory = Path.of(settings.getText(SettingsTable.DIR)).toAbsolutePath().normalize();
        directory = serverDirectory.resolve(settings.getText(SettingsTable.APPENDDIRNAME));
        name = settings.getText(SettingsTable.APPENDFILENAME);
    }

    /** Removes bases and manifests that a killed process left unfinished. */
    void removeLeftovers() {
        Leftovers.remove(directory, Leftovers.ofProcess(TEMPORARY_BASE, "\\.aof"));
        Leftovers.remove(directory, Pattern.compile(Pattern.quote(
            FileLayer.temporary(manifestFile()).getFileName().toString())));
    }

    /** Reads the manifest, if there is one; takes in the single file of Redis 6 and before. */
    void read() throws IOException {
        readManifest();
        takeSingleFile();
    }

    /** Reads the manifest, if there is one. */
    void readManifest() throws IOException {
        final Path file = manifestFile();
        try {
            manifest = AofManifest.parse(Files.readString(file));
            if (manifest.isEmpty()) {
                throw new AofFormatException("it names no file");
            }
        } catch (final NoSuchFileException e) {
            manifest = AofManifest.EMPTY;
        } catch (final AofFormatException e) {
            throw new AofFormatException("the AOF manifest can't be read: " + e.getMessage() + " file=" + file);
        }
    }

    AofManifest manifest() {
        return manifest;
    }

    FileLayer layer() {
        return layer;
    }

    Path manifestFile() {
        return directory.resolve(name + MANIFEST_SUFFIX);
    }

    Path commitLogFile() {
        return directory.resolve(name + COMMIT_LOG_SUFFIX);
    }

    Path path(final AofFileInfo file) {
        return directory.resolve(file.name());
    }

    /** Puts another manifest in force; on disk when this returns. */
    synchronized void change(final AofManifest newManifest) throws IOException {
        layer.replace(manifestFile(), newManifest.format().getBytes(StandardCharsets.UTF_8));
        manifest = newManifest;
    }

    /** Returns the increment to append to: the last one, or a first one, which the manifest then names. */
    AofFileInfo ensureIncrement() throws IOException {
        final AofFileInfo last = manifest.lastIncrement();
        if (last != null) {
            return last;
        }
        layer.createDirectory(directory);
        final AofFileInfo first = nextIncrement();
        change(manifest.withIncrement(first));
        return first;
    }

    /** Opens an increment behind the last one, which the manifest names when this returns. */
    synchronized Increment beginIncrement() throws IOException {
        final Increment next = openIncrement();
        try {
            change(manifest.withIncrement(next.info()));
            return next;
        } catch (final IOException e) {
            // The file stays: what couldn't be forced to disk may name it all the same.
            next.file().close();
            throw e;
        }
    }

    /** Opens an increment behind the last one, which nothing names until it is given to {@link #putBase}. */
    synchronized Increment openUnnamed() throws IOException {
        // What it holds may be of an increment that had the same name.
        layer.delete(commitLogFile());
        final Increment next = openIncrement();
        unnamedSequence = next.info().sequence();
        return next;
    }

    /** Removes an increment that nothing names. */
    void removeUnnamed(final AofFileInfo increment) {
        try {
            layer.delete(path(increment));
        } catch (final IOException e) {
            LOG.warn("Unfinished AOF file not removed: file={} cause={}", path(increment), e.toString());
        }
    }

    /** An increment that was opened. */
    record Increment(AofFileInfo info, WritableFile file) {
    }

    /** Makes the directory anew, should it have been removed. */
    void ensureDirectory() throws IOException {
        layer.createDirectory(directory);
    }

    /** Returns where a base is written until it is complete. */
    Path temporaryBase() {
        return directory.resolve(TEMPORARY_BASE + ProcessHandle.current().pid() + ".aof");
    }

    /**
     * Puts a new base in force, in place of the old one and of all increments in front of the given one.
     *
     * @param isSnapshot whether it is an RDB file, rather than commands
     * @param increment what comes behind the base, named from now on if it wasn't before; null if nothing does
     */
    synchronized void putBase(final Path file, final boolean isSnapshot, final AofFileInfo increment)
        throws IOException {
        // Not that of an attempt that failed: a manifest that couldn't be forced to disk may name it all the same.
        final long sequence = Math.max(usedBaseSequence, manifest.baseSequence()) + 1;
        usedBaseSequence = sequence;
        final AofFileInfo base = new AofFileInfo(name + "." + sequence + (isSnapshot ? ".base.rdb" : ".base.aof"),
            sequence, AofFileInfo.Kind.BASE);
        layer.move(file, path(base));
        final boolean isNamed = increment == null || manifest.increments().contains(increment);
        change((isNamed ? manifest : manifest.withIncrement(increment)).withBase(base, increment));
    }

    private Increment openIncrement() throws IOException {
        final AofFileInfo next = nextIncrement();
        ensureDirectory();
        // It may have been made by somebody who ended before the manifest named it.
        return new Increment(next, layer.openEmpty(path(next)));
    }

    private AofFileInfo nextIncrement() {
        final long sequence = Math.max(unnamedSequence, manifest.incrementSequence()) + 1;
        return new AofFileInfo(name + "." + sequence + ".incr.aof", sequence, AofFileInfo.Kind.INCREMENT);
    }

    /** Removes what was replaced; a file that can't be removed now is left for the next start. */
    synchronized void removeHistory() {
        try {
            if (manifest.history().isEmpty()) {
                return;
            }
            for (final AofFileInfo file : manifest.history()) {
                layer.delete(path(file));
            }
            change(manifest.withoutHistory());
        } catch (final IOException e) {
            LOG.warn("Replaced AOF files not removed, the next start will try again: directory={}", directory, e);
        }
    }

    /** Cuts a file off; on disk when this returns. */
    void truncate(final AofFileInfo file, final long bytes) throws IOException {
        try (WritableFile cut = layer.open(path(file))) {
            cut.truncate(bytes);
            cut.force();
        }
    }

    /** Cuts a file off, and takes those behind it out of the manifest; what goes is kept in files beside them. */
    void cutAt(final AofFileInfo file, final long bytes) throws IOException {
        final String suffix = ".cut-" + System.currentTimeMillis();
        final int kept = manifest.increments().indexOf(file) + 1;
        final AofManifest before = manifest;
        if (bytes < Files.size(path(file))) {
            Files.copy(path(file), directory.resolve(file.name() + suffix));
            truncate(file, bytes);
        }
        change(manifest.withIncrementCount(kept));
        for (final AofFileInfo behind : before.increments().subList(kept, before.increments().size())) {
            layer.move(path(behind), directory.resolve(behind.name() + suffix));
        }
    }

    /** The manifest comes first, so that a start that was cut off between the two steps is taken up again. */
    private void takeSingleFile() throws IOException {
        final Path single = serverDirectory.resolve(name);
        if (!Files.isRegularFile(single)) {
            return;
        }
        if (manifest.isEmpty()) {
            layer.createDirectory(directory);
            change(new AofManifest(new AofFileInfo(name, 1, AofFileInfo.Kind.BASE), manifest.history(),
                manifest.increments()));
        }
        if (manifest.base() != null && manifest.base().name().equals(name) && !Files.exists(path(manifest.base()))) {
            layer.move(single, path(manifest.base()));
            LOG.info("Successfully migrated an old-style AOF configuration ({}) into the AOF directory ({}).", name,
                directory.getFileName());
        }
    }
}
