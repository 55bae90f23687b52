package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.file.Path;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.persistence.snapshot.FileTarget;
import org.ouzel.persistence.snapshot.SnapshotTarget;

/** The file of one namespace, with the directories around it. */
final class KdbTarget implements SnapshotTarget {
    private final FileLayer layer;
    private final Path file;
    private final int namespace;
    private final FileTarget target;

    KdbTarget(final FileLayer layer, final Path file, final int namespace) {
        this.layer = layer;
        this.file = file;
        this.namespace = namespace;
        this.target = new FileTarget(layer, file);
    }

    @Override
    public WritableFile open() throws IOException {
        layer.createDirectory(file.getParent().getParent());
        layer.createDirectory(file.getParent());
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
        return namespace;
    }
}
