package org.ouzel.persistence.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the dataset back from its snapshot. */
public final class SnapshotRecovery implements Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRecovery.class);

    private RdbLoad load;
    private LoadProgress progress;
    private final Path file;
    private final SnapshotService snapshots;
    private final ServerState server;

    /** Makes a recovery from a file that is there. */
    public SnapshotRecovery(final Path file, final SnapshotService snapshots, final ServerState server) {
        this.file = file;
        this.snapshots = snapshots;
        this.server = server;
    }

    @Override
    public void begin() throws IOException {
        progress = LoadProgress.begin("the snapshot", Files.size(file), server);
        load = new RdbLoad(file, server, progress.startMs(), true);
    }

    @Override
    public boolean step(final EngineLoop loop) throws IOException {
        final boolean isMore;
        try {
            isMore = load.step(loop);
        } catch (final IOException e) {
            throw new IOException("can't load the snapshot: file=" + file + " cause=" + e.getMessage()
                + "; check it with redis-check-rdb, and move it away to start without it", e);
        }
        progress.update(load.offset(), load.loadedCount(), "keys");
        if (!isMore) {
            LOG.info("DB loaded from disk: {} seconds, file={} keys={} expired={} empty={} bytes={}",
                progress.seconds(), file, load.loadedCount(), load.expiredCount(), load.emptyCount(), load.offset());
            snapshots.loaded(load.loadedCount(), load.expiredCount());
            LoadProgress.end(server);
        }
        return isMore;
    }

    @Override
    public void close() throws IOException {
        if (load != null) {
            load.close();
        }
    }
}
