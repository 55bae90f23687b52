package org.ouzel.persistence.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.Leftovers;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that appears whole or not at all: written under a temporary name, then renamed. */
public final class FileTarget implements SnapshotTarget {
    /** How the names of unfinished files begin. */
    public static final String TEMPORARY = "temp-";

    private static final Logger LOG = LoggerFactory.getLogger(FileTarget.class);

    private final FileLayer layer;
    private final Path file;
    private final Path temporary;

    public FileTarget(final FileLayer layer, final Path file) {
        this.layer = layer;
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling(TEMPORARY + ProcessHandle.current().pid() + "-"
            + this.file.getFileName());
    }

    /**
     * Returns the pattern of the temporary names.
     *
     * @param name a regular expression for the file's name
     */
    public static Pattern leftovers(final String name) {
        return Leftovers.ofProcess(TEMPORARY, "-" + name);
    }

    @Override
    public WritableFile open() throws IOException {
        return layer.openEmpty(temporary);
    }

    @Override
    public void complete(final long bytes) throws IOException {
        layer.move(temporary, file);
    }

    @Override
    public void abandon() {
        try {
            layer.delete(temporary);
        } catch (final IOException e) {
            LOG.warn("Unfinished snapshot not removed: file={} cause={}", temporary, e.toString());
        }
    }
}
