package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.file.Path;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.persistence.snapshot.RdbForm;
import org.ouzel.persistence.snapshot.SnapshotForm;
import org.ouzel.persistence.snapshot.SnapshotTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The new base of an append only file: written under a temporary name, then given to the rewrite it is made for. */
final class BaseTarget implements SnapshotTarget {
    private static final Logger LOG = LoggerFactory.getLogger(BaseTarget.class);

    private final AofDirectory directory;
    private final AofRewrite rewrite;
    private final Path temporary;
    private final boolean isSnapshot;

    /** @param isSnapshot whether it is an RDB file, rather than commands */
    BaseTarget(final AofDirectory directory, final AofRewrite rewrite, final boolean isSnapshot) {
        this.directory = directory;
        this.rewrite = rewrite;
        this.temporary = directory.temporaryBase();
        this.isSnapshot = isSnapshot;
    }

    @Override
    public WritableFile open() throws IOException {
        directory.ensureDirectory();
        return directory.layer().openEmpty(temporary);
    }

    @Override
    public void complete(final long bytes) throws IOException {
        rewrite.putBase(directory, temporary, isSnapshot, bytes);
        directory.removeHistory();
    }

    @Override
    public void abandon() {
        try {
            directory.layer().delete(temporary);
        } catch (final IOException e) {
            LOG.warn("Unfinished base of an AOF not removed: file={} cause={}", temporary, e.toString());
        }
    }

    @Override
    public SnapshotForm form() {
        return isSnapshot ? new RdbForm(true) : new CommandForm();
    }
}
