package org.ouzel.persistence.aof;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.load.HeldLoad;
import org.ouzel.persistence.load.LoadProgress;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the append only file on and off while the server runs, and has it rewritten.
 *
 * <p>When it is turned on, a first base is begun at that slot of the ring, and the journal writes what changes from
 * there on to an increment which nothing names until the base is in force: a start before that finds what there was.
 * If the base fails, the increment is of no use and is removed; another attempt follows. What can't be done at once,
 * within a transaction or beside a snapshot, is done at a later slot.
 *
 * <p>Used by whoever holds all shards, what IO loops ask and {@link #state()} excepted.
 */
public final class AofService {
    private static final Logger LOG = LoggerFactory.getLogger(AofService.class);
    static final String NOTHING_TO_LOAD = "there is no append only file";
    private static final String NOT_TURNED_ON = "Unable to turn on AOF. Check server logs.";

    /** How far it is. */
    private enum State {
        OFF,
        /** To be turned on as soon as nothing is in the way. */
        SCHEDULED,
        /** The journal writes, the first base is being made. */
        WAITING,
        /** The journal writes, but there is no first base: has to begin again. */
        FAILED,
        ON
    }

    private AofDirectory.Increment firstIncrement;
    private volatile State state = State.OFF;
    private final AofDirectory directory;
    private final AofJournal journal;
    private final AofRewriter rewriter;
    private final SnapshotService snapshots;
    private final ServerState server;

    /**
     * Makes the service of what the settings name, and carries out changes of {@code appendonly}.
     *
     * @param snapshots makes bases
     */
    public AofService(final FileLayer layer, final AofJournal journal, final SnapshotService snapshots,
        final ServerState server) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.server = server;
        directory = new AofDirectory(server.settings(), layer);
        rewriter = new AofRewriter(directory, journal, snapshots, server);
        journal.attach(this);
        server.settings().onChange(SettingsTable.APPENDONLY, this::change);
    }

    /** Removes files that a killed process left unfinished; before anything is loaded or written. */
    public void removeLeftovers() {
        directory.removeLeftovers();
    }

    /** Returns a commit log to go with the append only file, closed. */
    CommitLog commitLog() {
        return new CommitLog(directory.layer(), directory.commitLogFile());
    }

    /** Returns what brings the dataset back at the start, and then lets the journal go on. */
    public AofRecovery recovery() {
        return new AofRecovery(directory, this, snapshots, server);
    }

    /** Begins or puts off a rewrite (BGREWRITEAOF); returns the reply. */
    public String rewrite(final CommandEvent slot) {
        if (rewriter.isUnderWay()) {
            return "-ERR Background append only file rewriting already in progress";
        }
        if (slot.isNested() || !rewriter.canBegin()) {
            rewriter.schedule(true);
            return "+Background append only file rewriting scheduled";
        }
        return begin(slot) ? "+Background append only file rewriting started"
            : "-ERR Can't execute an AOF background rewriting. Please check the server logs for more information.";
    }

    /** Empties all databases, and loads the append only file; see {@link AofJournal#reload}. */
    String reload(final CommandEvent slot) {
        server.ring().recordBefore(slot);
        snapshots.endOthers();
        if (state != State.ON) {
            return NOTHING_TO_LOAD;
        }
        if (journal.status().pendingBytes() > 0) {
            return "the append only file can't be written";
        }
        LOG.info("Reloading the append only file");
        try (HeldLoad target = new HeldLoad(server, slot);
            AofLoader loader = new AofLoader(directory, target, false, server)) {
            snapshots.clear();
            boolean isMore;
            do {
                isMore = loader.step();
            } while (isMore);
            loader.report();
            return null;
        } catch (final IOException e) {
            LOG.warn("Reloading the append only file failed: cause={}", e.getMessage());
            return e.getMessage();
        } finally {
            LoadProgress.endHeld(server);
        }
    }

    /**
     * Completes the first base, if one is under way, since without it a start wouldn't find what the journal holds; the
     * loops have ended, and nothing is in the ring.
     */
    public void completeFirstBase() {
        if (state == State.WAITING) {
            LOG.info("Writing initial AOF before exiting.");
            rewriter.finish();
        }
    }

    /** Lets the journal go on behind what was loaded. */
    void resume(final CommandEvent slot, final AofDirectory.Increment last, final long lastBytes, final long otherBytes,
        final long sequence) {
        state = State.ON;
        server.journalTasks().add(slot, passed -> journal.open(last, lastBytes, otherBytes,
            sequence, passed.nowMs()));
        server.setJournaled(true);
    }

    /** Returns whether something should begin or end; asked by an IO loop while nothing is loaded. */
    boolean isDue(final long nowMs) {
        final boolean isWanted = isWanted();
        return switch (state) {
            case OFF -> isWanted ? rewriter.canBegin() : rewriter.isAskedFor();
            case SCHEDULED -> !isWanted || rewriter.canBegin() && rewriter.mayTry(nowMs);
            case WAITING -> !isWanted;
            case FAILED -> true;
            case ON -> !isWanted || rewriter.isDue(nowMs);
        };
    }

    /** Begins or ends what is due, while all shards stand still at a marker. */
    void beginDue(final CommandEvent slot) {
        if (!isDue(slot.nowMs())) {
            return;
        }
        if (!isWanted() && state != State.OFF) {
            turnOff(slot);
        } else if (state == State.FAILED) {
            endJournal(slot, true);
            state = State.SCHEDULED;
        } else {
            begin(slot);
        }
    }

    JournalStatus.State state() {
        return switch (state) {
            case OFF -> JournalStatus.State.OFF;
            case ON -> JournalStatus.State.ON;
            default -> JournalStatus.State.WAITING_FOR_REWRITE;
        };
    }

    JournalStatus.Rewrite rewriteStatus() {
        final JournalStatus.Rewrite status = rewriter.status();
        return state != State.SCHEDULED ? status : new JournalStatus.Rewrite(true, status.startMs(),
            status.lastSeconds(), status.isLastOk(), status.count(), status.failureCount(), status.lastPeakBytes());
    }

    boolean isRewriting() {
        return rewriter.isUnderWay();
    }

    private boolean isWanted() {
        return server.settings().isOn(SettingsTable.APPENDONLY);
    }

    private void change(final Settings settings) throws SettingException {
        if (server.loading() != null) {
            // Looked at again when the dataset is there.
            return;
        }
        final CommandEvent slot = server.settingsSlot();
        if (settings.isOn(SettingsTable.APPENDONLY)) {
            turnOn(slot);
        } else if (slot != null && !slot.isNested()) {
            turnOff(slot);
        }
    }

    private void turnOn(final CommandEvent slot) throws SettingException {
        if (state != State.OFF) {
            return;
        }
        if (slot == null || slot.isNested() || !rewriter.canBegin()) {
            LOG.info("AOF was enabled within a transaction or beside another background operation. A rewrite was"
                + " scheduled to start when possible.");
            state = State.SCHEDULED;
            return;
        }
        try {
            beginFirst(slot);
        } catch (final IOException e) {
            LOG.warn("AOF can't be enabled: cause={}", e.toString());
            throw new SettingException(NOT_TURNED_ON);
        }
    }

    private void turnOff(final CommandEvent slot) {
        rewriter.cancel();
        // From here on no other thread changes it.
        final State before = state;
        state = State.OFF;
        if (before != State.SCHEDULED && before != State.OFF) {
            endJournal(slot, before != State.ON);
        }
    }

    /** @param isUseless whether the increment has no base in front of it */
    private void endJournal(final CommandEvent slot, final boolean isUseless) {
        final AofDirectory.Increment first = firstIncrement;
        firstIncrement = null;
        server.setJournaled(false);
        server.journalTasks().add(slot, passed -> {
            journal.turnOff();
            if (isUseless) {
                directory.removeUnnamed(first.info());
            }
        });
    }

    private boolean begin(final CommandEvent slot) {
        try {
            switch (state) {
                case ON -> rewriter.begin(slot);
                case OFF -> {
                    if (isWanted()) {
                        beginFirst(slot);
                    } else {
                        beginAlone(slot);
                    }
                }
                default -> beginFirst(slot);
            }
            return true;
        } catch (final IOException e) {
            rewriter.failed(e, slot.nowMs());
            state = isWanted() && state == State.OFF ? State.SCHEDULED : state;
            return false;
        }
    }

    private void beginFirst(final CommandEvent slot) throws IOException {
        directory.readManifest();
        final AofDirectory.Increment increment = directory.openUnnamed();
        firstIncrement = increment;
        state = State.WAITING;
        server.journalTasks().add(slot, passed -> journal.open(increment, 0, 0,
            journal.sequence(), passed.nowMs()));
        server.setJournaled(true);
        rewriter.begin(new AofRewrite(slot.nowMs(), CompletableFuture.completedFuture(increment.info()), bytes -> {
            journal.rebase(bytes);
            state = State.ON;
        }), () -> state = State.FAILED);
    }

    /** A rewrite while the append only file is off leaves a base, which a start with it finds. */
    private void beginAlone(final CommandEvent slot) throws IOException {
        directory.readManifest();
        directory.ensureDirectory();
        rewriter.begin(new AofRewrite(slot.nowMs(), CompletableFuture.completedFuture(null), bytes -> { }),
            () -> { });
    }
}
