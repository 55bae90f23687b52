package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.file.Files;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.settings.Settings;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.snapshot.SnapshotService;

/**
 * Brings the dataset back at the start, and lets the journal go on behind it.
 *
 * <p>{@link #begin} once, {@link #step} until it returns false: from then on effects are recorded, and clients are
 * served. All on the thread of the loop that is given.
 */
public final class AofRecovery implements AutoCloseable {
    private AofLoader loader;
    private final AofDirectory directory;
    private final AofJournal journal;
    private final SnapshotService snapshots;
    private final ServerState server;

    /**
     * Makes a recovery of what the settings name.
     *
     * @param journal   goes on behind what is loaded
     * @param snapshots makes bases for it
     */
    public AofRecovery(final Settings settings, final FileLayer layer, final AofJournal journal,
        final SnapshotService snapshots, final ServerState server) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.server = server;
        directory = new AofDirectory(settings, layer);
    }

    /**
     * Finds out what there is to load; clients are told to wait from now on.
     *
     * @throws IOException when it can't be found out; the message is for the operator
     */
    public void begin() throws IOException {
        directory.read();
        loader = new AofLoader(directory, server);
    }

    /**
     * Loads some more.
     *
     * @return whether there is more to do
     * @throws IOException when the start has to end; the message says why, and what to do
     */
    public boolean step(final EngineLoop loop) throws IOException {
        if (loader.step(loop)) {
            return true;
        }
        loader.report();
        loader.close();
        snapshots.keepFunctions(loader.functions());
        directory.removeHistory();
        final AofFileInfo increment = directory.ensureIncrement();
        long bytes = 0;
        for (final AofFileInfo file : directory.manifest().toLoad()) {
            bytes += Files.exists(directory.path(file)) ? Files.size(directory.path(file)) : 0;
        }
        journal.open(directory.layer().open(directory.path(increment)), bytes, loader.sequence(),
            new AofRewriter(directory, journal, snapshots, server));
        server.setJournaled(true);
        server.resetStatistics();
        for (int i = 0; i < server.shardCount(); i++) {
            server.shard(i).statistics().forgetChanges();
        }
        server.restrictions().setLoading(null);
        return false;
    }

    @Override
    public void close() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }
}
