package org.ouzel.persistence.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that appears whole or not at all: written under a temporary name, then renamed. */
public final class FileTarget implements SnapshotTarget {
    private static final Logger LOG = LoggerFactory.getLogger(FileTarget.class);

    private final Path file;
    private final Path temporary;

    public FileTarget(final Path file) {
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling("temp-" + ProcessHandle.current().pid() + "-"
            + this.file.getFileName());
    }

    @Override
    public FileChannel open() throws IOException {
        return FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void complete() throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void abandon() {
        try {
            Files.deleteIfExists(temporary);
        } catch (final IOException e) {
            LOG.warn("Unfinished snapshot not removed: file={} cause={}", temporary, e.toString());
        }
    }
}
