package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.file.Path;
import org.ouzel.engine.access.Namespace;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.persistence.snapshot.FileTarget;
import org.ouzel.persistence.snapshot.SnapshotTarget;

/** The file of one namespace, with the directories around it. */
final class KdbTarget implements SnapshotTarget {
    private final KdbDirectories directories;
    private final Path file;
    private final Namespace namespace;
    private final int number;
    private final FileTarget target;

    /** @param number whose keys go to the file: the namespace's */
    KdbTarget(final FileLayer layer, final KdbDirectories directories, final Path file, final Namespace namespace,
        final int number) {
        this.directories = directories;
        this.file = file;
        this.namespace = namespace;
        this.number = number;
        this.target = new FileTarget(layer, file);
    }

    @Override
    public WritableFile open() throws IOException {
        directories.make(namespace, file);
        return target.open();
    }

    @Override
    public void complete(final long bytes) throws IOException {
        target.complete(bytes);
    }

    @Override
    public void abandon() {
        target.abandon();
    }

    @Override
    public int namespace() {
        return number;
    }
}
