package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.file.Files;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.load.LoadFeed;
import org.ouzel.persistence.load.LoadProgress;
import org.ouzel.persistence.load.Recovery;
import org.ouzel.persistence.snapshot.SnapshotService;

/** Brings the dataset back from the append only file, and lets the journal go on behind it. */
public final class AofRecovery implements Recovery {
    private AofLoader loader;
    private final LoadFeed feed;
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
        feed = new LoadFeed(server);
    }

    @Override
    public void begin() throws IOException {
        directory.read();
        new CommitLogReplay(directory, CommitLogDescriptor.currentBoot()).run();
        loader = new AofLoader(directory, feed, true, server);
    }

    @Override
    public boolean step(final EngineLoop loop) throws IOException {
        feed.useLoop(loop);
        if (loader.step()) {
            return true;
        }
        loader.report();
        loader.close();
        directory.removeHistory();
        if (server.settings().isOn(SettingsTable.APPENDONLY)) {
            openJournal();
        }
        LoadProgress.end(server);
        return false;
    }

    private void openJournal() throws IOException {
        final AofFileInfo increment = directory.ensureIncrement();
        long bytes = 0;
        for (final AofFileInfo file : directory.manifest().toLoad()) {
            bytes += Files.exists(directory.path(file)) ? Files.size(directory.path(file)) : 0;
        }
        final AofDirectory.Increment last = new AofDirectory.Increment(increment,
            directory.layer().open(directory.path(increment)));
        final long fileBytes = last.file().size();
        final long otherBytes = bytes - fileBytes;
        feed.hold(slot ->
            service.resume(slot, last, fileBytes, otherBytes, loader.sequence()));
        feed.await(server.journal()::isOn);
    }

    @Override
    public void close() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }
}
