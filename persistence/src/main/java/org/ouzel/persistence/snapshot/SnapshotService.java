package org.ouzel.persistence.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.settings.SavePoint;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.SnapshotFigures;
import org.ouzel.engine.spi.Snapshots;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.Leftovers;
import org.ouzel.persistence.rdb.EntryReader;
import org.ouzel.persistence.rdb.RdbFileReader;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.persistence.rdb.RdbInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of the dataset, by command and by the save points, and what is known of them. One at a time, that of
 * an AOF's rewrite included.
 *
 * <p>What is begun is begun by whoever holds all shards; a snapshot's end is noted by its own thread.
 */
public final class SnapshotService implements Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotService.class);
    private static final long MS_PER_SECOND = 1000;
    private static final long RETRY_MS = 5000;

    private boolean isWarned;
    private Runnable abandonment;
    private Runnable hurry;
    private volatile boolean isReserved;
    private volatile Snapshot current;
    private volatile boolean isDataset;
    private volatile boolean isScheduled;
    private volatile boolean isLastOk = true;
    private volatile long lastSaveMs;
    private volatile long lastTryMs;
    private volatile long lastSeconds = -1;
    private volatile long savedChangeCount;
    private volatile long saveCount;
    private volatile long lastPeakBytes;
    private volatile long lastOtherPeakBytes;
    private volatile long loadedKeyCount;
    private volatile long expiredKeyCount;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final FileLayer layer;
    private final ServerState server;

    public SnapshotService(final ServerState server, final FileLayer layer) {
        this.server = server;
        this.layer = layer;
        this.lastSaveMs = server.startMs();
    }

    /** Returns when the last good snapshot ended, or the server started, Unix milliseconds. */
    public long lastSaveMs() {
        return lastSaveMs;
    }

    /** Returns whether a snapshot is under way, whatever it is for, or none may begin. */
    public boolean isBusy() {
        return current != null || isReserved;
    }

    /**
     * Keeps snapshots from beginning while something is made that they can't see yet; none is under way, and all shards
     * are held.
     *
     * @param onEnd told, while all shards are held, that it has to be given up since a snapshot can't wait
     */
    public void reserve(final Runnable onEnd) {
        abandonment = onEnd;
        isReserved = true;
    }

    /** Lets snapshots begin again; all shards are held. */
    public void release() {
        abandonment = null;
        isReserved = false;
    }

    /**
     * Asks for a snapshot, which begins as soon as it can; from any thread.
     *
     * @param target where it goes, null for the dataset's file
     * @param done   called with null or why it failed, by the snapshot's thread when another could begin
     */
    public void request(final SnapshotTarget target, final Consumer<IOException> done) {
        requests.add(new Request(target, done));
    }

    /** What was asked for, and who is told of its end. */
    private record Request(SnapshotTarget target, Consumer<IOException> done) {
    }

    /** Returns whether a snapshot is under way that goes to the dataset's file. */
    public boolean isSaving() {
        return current != null && isDataset;
    }

    /** Puts a snapshot off until none other is under way. */
    public void schedule() {
        isScheduled = true;
    }

    /** Begins a snapshot of the dataset to its file; none is under way. */
    public void beginDataset(final long nowMs) {
        beginDataset(nowMs, failure -> { });
    }

    private void beginDataset(final long nowMs, final Consumer<IOException> onEnd) {
        isScheduled = false;
        lastTryMs = nowMs;
        final long changeCount = server.changeCount();
        final Path file = file();
        LOG.info("Background saving started: file={}", file);
        isDataset = true;
        begin(new FileTarget(layer, file), nowMs, failure -> endDataset(failure, nowMs, changeCount, true), onEnd);
    }

    /**
     * Begins a snapshot for another purpose, such as an AOF's new base; none is under way, and all shards are held.
     *
     * @param done    called with null or why it failed, by the snapshot's thread
     * @param onHurry called, while all shards are held, when it has to end without anything that other slots bring
     */
    public Snapshot beginOther(final SnapshotTarget target, final long nowMs, final Consumer<IOException> done,
        final Runnable onHurry) {
        isDataset = false;
        hurry = onHurry;
        return begin(target, nowMs, done, failure -> { });
    }

    /** Returns the most memory that waiting bytes took in the last snapshot that didn't go to the dataset's file. */
    public long lastOtherPeakBytes() {
        return lastOtherPeakBytes;
    }

    @Override
    public boolean isDue(final long nowMs) {
        return !isBusy() && (isScheduled || !requests.isEmpty() || pointDue(nowMs) != null);
    }

    @Override
    public void beginDue(final long nowMs) {
        if (!isDue(nowMs)) {
            return;
        }
        if (!requests.isEmpty()) {
            begin(requests.remove(), nowMs);
        } else {
            final SavePoint point = pointDue(nowMs);
            if (point != null) {
                LOG.info("{} changes in {} seconds. Saving...", point.changeCount(), point.seconds());
            }
            beginDataset(nowMs);
        }
    }

    @Override
    public String saveNow(final long nowMs) {
        endOthers();
        final long changeCount = server.changeCount();
        isDataset = true;
        final IOException[] result = new IOException[1];
        begin(new FileTarget(layer, file()), nowMs, failure -> {
            result[0] = failure;
            endDataset(failure, nowMs, changeCount, false);
        }, failure -> { }).finish();
        return result[0] == null ? null : result[0].toString();
    }

    @Override
    public SnapshotFigures figures() {
        final Snapshot snapshot = current;
        final boolean isAny = snapshot != null;
        return new SnapshotFigures(isAny && isDataset, isLastOk, lastSaveMs, lastSeconds,
            isAny ? snapshot.startMs() : 0, savedChangeCount, saveCount, isAny ? snapshot.savedKeyCount() : 0,
            isAny ? snapshot.keyCount() : 0, isAny ? snapshot.pendingBytes() : 0, isAny ? snapshot.peakBytes() : 0,
            lastPeakBytes, loadedKeyCount, expiredKeyCount);
    }

    @Override
    public String reload(final long nowMs, final boolean isFlushing, final boolean isReplacing) {
        if (!Files.exists(file())) {
            return "no such file: " + file();
        }
        endOthers();
        if (isFlushing) {
            clear();
        }
        final DatasetTarget target = new DatasetTarget(server);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ);
            RdbInput in = RdbInput.of(channel, 0, channel.size());
            EntryReader entries = new EntryReader(target, nowMs, true, server)) {
            entries.setReplacing(isReplacing);
            new RdbFileReader(in, target, entries, server).read();
            target.loadFunctions();
            loaded(entries.loadedCount(), entries.expiredCount());
            return null;
        } catch (final IOException e) {
            LOG.warn("Reloading failed: cause={}", e.getMessage());
            return e.getMessage();
        }
    }

    /** Empties all databases, and forgets the functions; no snapshot is under way, and all shards are held. */
    public void clear() {
        for (int i = 0; i < server.shardCount(); i++) {
            server.shard(i).keyspace().clear();
        }
        server.scripts().functions().clear();
    }

    /** Returns the dataset's file, whether it is there or not. */
    public Path file() {
        final Settings settings = server.settings();
        return Path.of(settings.getText(SettingsTable.DIR)).resolve(settings.getText(SettingsTable.DBFILENAME));
    }

    /** Removes files that a killed process left unfinished; before anything is loaded or written. */
    public void removeLeftovers() {
        final Path file = file();
        Leftovers.remove(file.toAbsolutePath().getParent(),
            FileTarget.leftovers(Pattern.quote(file.getFileName().toString())));
    }

    /** Takes note of what the dataset's file held. */
    public void loaded(final long newLoadedKeyCount, final long newExpiredKeyCount) {
        loadedKeyCount = newLoadedKeyCount;
        expiredKeyCount = newExpiredKeyCount;
    }

    /** Returns what files are reached through. */
    public FileLayer layer() {
        return layer;
    }

    /** Waits for the thread of a snapshot that the end of the engine has cut off. */
    public void close() {
        final Snapshot snapshot = current;
        if (snapshot != null) {
            snapshot.awaitEnd();
        }
    }

    /** Returns the save point that asks for a snapshot, or null. */
    private SavePoint pointDue(final long nowMs) {
        final long changes = server.changeCount() - savedChangeCount;
        if (changes == 0 || !isLastOk && nowMs - lastTryMs <= RETRY_MS) {
            return null;
        }
        for (final SavePoint point : server.settings().getSavePoints()) {
            if (changes >= point.changeCount() && nowMs - lastSaveMs > point.seconds() * MS_PER_SECOND) {
                return point;
            }
        }
        return null;
    }

    /** Ends the snapshot under way, and what keeps others from beginning; all shards are held. */
    public void endOthers() {
        final Snapshot other = current;
        if (other != null) {
            if (!isDataset && hurry != null) {
                hurry.run();
            }
            other.finish();
        }
        if (abandonment != null) {
            abandonment.run();
        }
    }

    /** Who asks for the dataset's file gets what others who did get. */
    private void begin(final Request request, final long nowMs) {
        if (request.target() != null) {
            isDataset = false;
            hurry = null;
            begin(request.target(), nowMs, failure -> { }, request.done());
            return;
        }
        final List<Consumer<IOException>> told = new ArrayList<>(List.of(request.done()));
        requests.removeIf(other -> other.target() == null && told.add(other.done()));
        beginDataset(nowMs, failure -> told.forEach(each -> each.accept(failure)));
    }

    /**
     * @param done  called while the snapshot still counts as being under way
     * @param onEnd called when another could begin
     */
    private Snapshot begin(final SnapshotTarget target, final long nowMs, final Consumer<IOException> done,
        final Consumer<IOException> onEnd) {
        warnOfNamespaces(target);
        final Snapshot snapshot = Snapshot.begin(server, target, nowMs);
        current = snapshot;
        snapshot.start(failure -> {
            if (isDataset) {
                lastPeakBytes = snapshot.peakBytes();
            } else {
                lastOtherPeakBytes = snapshot.peakBytes();
            }
            done.accept(failure);
            current = null;
            onEnd.accept(failure);
        });
        return snapshot;
    }

    private void warnOfNamespaces(final SnapshotTarget target) {
        final boolean isOfSeveral = target.namespace() == RdbFileWriter.ALL_NAMESPACES
            && RdbFileWriter.isOfSeveralNamespaces(server);
        if (isOfSeveral && !isWarned) {
            isWarned = true;
            LOG.warn("Snapshots hold several namespaces, each as databases of its own: only Ouzel can tell them apart."
                + " KDB SAVE writes one of them as Redis reads it.");
        }
    }

    private void endDataset(final IOException failure, final long startMs, final long changeCount,
        final boolean isBackground) {
        final long endMs = System.currentTimeMillis();
        if (isBackground) {
            lastSeconds = Math.max(0, endMs - startMs) / MS_PER_SECOND;
        }
        isLastOk = failure == null || !isBackground && isLastOk;
        server.restrictions().setSnapshotFailing(!isLastOk);
        if (failure == null) {
            savedChangeCount = changeCount;
            lastSaveMs = endMs;
            saveCount++;
            LOG.info("DB saved on disk");
        } else {
            LOG.warn("Saving failed: cause={}", failure.toString());
        }
    }
}
