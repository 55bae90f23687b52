package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.file.Files;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.file.WritableFile;
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
    private final AofService service;
    private final SnapshotService snapshots;
    private final ServerState server;

    /** @param snapshots keep the functions that the base holds */
    AofRecovery(final AofDirectory directory, final AofService service, final SnapshotService snapshots,
        final ServerState server) {
        this.directory = directory;
        this.service = service;
        this.snapshots = snapshots;
        this.server = server;
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
        directory.removeHistory();
        if (server.settings().isOn(SettingsTable.APPENDONLY)) {
            openJournal(loop);
        }
        server.resetStatistics();
        for (int i = 0; i < server.shardCount(); i++) {
            server.shard(i).statistics().forgetChanges();
        }
        server.restrictions().setLoading(null);
        return false;
    }

    private void openJournal(final EngineLoop loop) throws IOException {
        final AofFileInfo increment = directory.ensureIncrement();
        long bytes = 0;
        for (final AofFileInfo file : directory.manifest().toLoad()) {
            bytes += Files.exists(directory.path(file)) ? Files.size(directory.path(file)) : 0;
        }
        final WritableFile file = directory.layer().open(directory.path(increment));
        final long fileBytes = file.size();
        final long otherBytes = bytes - fileBytes;
        loader.feed().hold(loop, slot ->
            service.resume(slot, file, fileBytes, otherBytes, loader.sequence()));
        loader.feed().await(loop, server.journal()::isOn);
    }

    @Override
    public void close() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }
}
