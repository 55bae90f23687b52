package org.ouzel.persistence.aof;

import java.io.IOException;
import java.util.function.Consumer;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.persistence.file.FailureText;
import org.ouzel.persistence.file.WritableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the append only file.
 *
 * <p>Everything taken in between two commits goes to the file with one call, before any of its replies is released: it
 * survives the death of the process under every policy. Under {@code always} it is on disk as well then, most often by
 * way of the {@link CommitLog}; under {@code everysec} a thread of its own forces it once a second, later if the last
 * fsync is still under way.
 *
 * <p>What can't be written stays here, torn pieces of it are cut off the file, and every tick tries again. As long as
 * that lasts, the file isn't where it belongs (looked at once a second), or an fsync of it has failed, clients are
 * refused to write; a file that has gone or is in doubt is replaced by a rewrite.
 *
 * <p>Opened by {@link AofService}, at a slot of the ring; closed when the ring has ended. One thread, the journal
 * stage's, {@link #status()} excepted.
 */
public final class AofJournal implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AofJournal.class);
    private static final long MS_PER_SECOND = 1000;
    private static final long LATE_MS = 2000;

    private boolean hasUnforced;
    /** Whether some of what isn't forced isn't in the commit log either. */
    private boolean isGapInLog;
    private boolean isCommitLogAsked;
    private boolean isCommitLogLost;
    private long nowMs;
    private long lastForceMs;
    private long lastLookMs;
    /** Where what is pending begins in the file. */
    private long fileBytes;
    private long sequence;
    private long increment;
    private volatile WritableFile file;
    private volatile CommitLog commitLog;
    private volatile BackgroundSync background;
    private volatile AofService service;
    private volatile boolean isOn;
    private volatile long shownFileBytes;
    private volatile long shownSequence;
    private volatile long shownPendingBytes;
    private volatile long otherBytes;
    private volatile long startBytes;
    private volatile long delayedSyncCount;
    private volatile FsyncPolicy policy;
    private volatile boolean isTimeNoted;
    private volatile boolean isRelaxedInRewrites;
    private volatile boolean isCommitLogWanted;
    private final PendingBytes pending = new PendingBytes();
    private final RecordMarks marks = new RecordMarks(pending);
    private final FailureBoard failures = new FailureBoard();

    /** Makes a journal that is off until the service opens it. */
    public AofJournal(final Settings settings) {
        policy = FsyncPolicy.of(settings);
        isTimeNoted = settings.isOn(SettingsTable.AOF_TIMESTAMP_ENABLED);
        isRelaxedInRewrites = settings.isOn(SettingsTable.NO_APPENDFSYNC_ON_REWRITE);
        settings.onChange(SettingsTable.NO_APPENDFSYNC_ON_REWRITE,
            changed -> isRelaxedInRewrites = changed.isOn(SettingsTable.NO_APPENDFSYNC_ON_REWRITE));
        isCommitLogWanted = settings.isOn(SettingsTable.AOF_COMMIT_LOG);
        settings.onChange(SettingsTable.AOF_COMMIT_LOG,
            changed -> isCommitLogWanted = changed.isOn(SettingsTable.AOF_COMMIT_LOG));
        settings.onChange(SettingsTable.APPENDFSYNC, changed -> policy = FsyncPolicy.of(changed));
        settings.onChange(SettingsTable.AOF_TIMESTAMP_ENABLED,
            changed -> isTimeNoted = changed.isOn(SettingsTable.AOF_TIMESTAMP_ENABLED));
    }

    @Override
    public boolean isOn() {
        return isOn;
    }

    @Override
    public void onFailure(final Consumer<String> listener) {
        failures.onChange(reason -> listener.accept(reason == null ? null : Errors.journalFailed(reason)));
    }

    /** Names who turns it on and off and rewrites its files; once, before it is opened. */
    void attach(final AofService newService) {
        service = newService;
    }

    /**
     * Begins to append.
     *
     * @param newIncrement  the increment to append to, whose file is this object's from now on
     * @param newFileBytes  bytes that it holds
     * @param newOtherBytes bytes of the files in front of it
     * @param newSequence   changes that the files hold
     * @param newNowMs      Unix milliseconds
     */
    void open(final AofDirectory.Increment newIncrement, final long newFileBytes, final long newOtherBytes,
        final long newSequence, final long newNowMs) {
        fileBytes = newFileBytes;
        sequence = newSequence;
        otherBytes = newOtherBytes;
        startBytes = newFileBytes + newOtherBytes;
        nowMs = newNowMs;
        lastForceMs = newNowMs;
        lastLookMs = newNowMs;
        // Who wrote it may have been killed before he forced it.
        hasUnforced = newFileBytes > 0;
        beginFile(newIncrement);
        if (fileBytes == 0) {
            marks.sequence(sequence);
        }
        background = new BackgroundSync(failures);
        commitLog = service.commitLog();
        isCommitLogAsked = false;
        commit();
        isOn = true;
    }

    /** Writes and forces what there is, and ends; what can't be written is lost. */
    void turnOff() {
        close();
        pending.clear();
        hasUnforced = false;
        isGapInLog = false;
        failures.clear();
        shownPendingBytes = 0;
    }

    /** Forces everything taken in so far to disk, whatever the policy; returns null, or the error for the clients. */
    public String persist() {
        write();
        hasUnforced = true;
        forceFile();
        final String error = commit();
        return error == null ? errorOf(failures.doubt()) : error;
    }

    /** Returns the number of changes so far; from any thread. */
    long sequence() {
        return shownSequence;
    }

    @Override
    public void begin(final int namespace, final int database, final long newNowMs, final boolean several) {
        nowMs = newNowMs;
        if (isTimeNoted) {
            marks.time(nowMs / MS_PER_SECOND);
        }
        marks.begin(namespace, database, several);
    }

    @Override
    public void append(final long address, final int length) {
        int taken = 0;
        while (taken < length) {
            if (pending.isFull() && failures.write() == null) {
                write();
            }
            taken += pending.append(address + taken, length - taken);
        }
    }

    @Override
    public void end() {
        marks.end();
        sequence++;
    }

    @Override
    public String commit() {
        write();
        final boolean isAlways = policy == FsyncPolicy.ALWAYS;
        if (isAlways) {
            force();
            tendCommitLog();
        } else if (commitLog.isNeeded()) {
            leaveCommitLog();
        } else if (policy == FsyncPolicy.EVERYSEC) {
            forceSoon();
        }
        shownFileBytes = fileBytes;
        shownSequence = sequence;
        shownPendingBytes = pending.size();
        final String reason = failures.write();
        return errorOf(reason == null && isAlways ? failures.doubt() : reason);
    }

    @Override
    public void tick(final long newNowMs) {
        nowMs = newNowMs;
        tendCommitLog();
        if (failures.write() != null) {
            commit();
        }
        if (policy == FsyncPolicy.EVERYSEC) {
            forceSoon();
        }
        if (nowMs - lastLookMs >= MS_PER_SECOND && !background.isBusy()) {
            lastLookMs = nowMs;
            background.request(file, false);
            if ((isCommitLogLost || commitLog.isGone()) && failures.current() == null) {
                replaceCommitLog();
            }
        }
    }

    @Override
    public boolean isRewriteDue(final long newNowMs) {
        return service != null && service.isDue(newNowMs);
    }

    @Override
    public void beginDueRewrite(final CommandEvent slot) {
        service.beginDue(slot);
    }

    @Override
    public String reload(final CommandEvent slot) {
        return service == null ? AofService.NOTHING_TO_LOAD : service.reload(slot);
    }

    /** Begins or puts off a rewrite (BGREWRITEAOF), while all shards stand still at a slot; returns the reply. */
    public String rewrite(final CommandEvent slot) {
        return service.rewrite(slot);
    }

    /**
     * Writes what was taken in so far to the increment at hand, and goes on with a new one.
     *
     * @throws IOException if there is something that can't be written, or no new one
     */
    AofFileInfo beginIncrement(final AofDirectory directory) throws IOException {
        commit();
        if (failures.write() != null) {
            throw new IOException(failures.write());
        }
        final AofDirectory.Increment next = directory.beginIncrement();
        // A new increment is an occasion for another attempt.
        isCommitLogLost = commitLog.isLost();
        background.retire(file);
        otherBytes += fileBytes;
        fileBytes = 0;
        beginFile(next);
        marks.sequence(sequence);
        commit();
        return next.info();
    }

    /** Takes note that a base is in force in place of all files but the one at hand; from the snapshot's thread. */
    void rebase(final long baseBytes) {
        if (failures.doubt() != null) {
            failures.forgetAllBut(file.path());
        }
        otherBytes = baseBytes;
        startBytes = baseBytes + shownFileBytes;
    }

    /** Returns whether only a rewrite helps: the file isn't where it belongs, or is in doubt; from any thread. */
    boolean isToBeReplaced() {
        return failures.doubt() != null || isFileGone();
    }

    /** Returns the bytes of all files; from any thread. */
    long sizeBytes() {
        return otherBytes + shownFileBytes;
    }

    /** Returns what they were after the last rewrite or start; from any thread. */
    long baseBytes() {
        return startBytes;
    }

    @Override
    public JournalStatus status() {
        final BackgroundSync sync = background;
        final CommitLog log = commitLog;
        return new JournalStatus(service == null ? JournalStatus.State.OFF : service.state(),
            failures.current() == null, otherBytes + shownFileBytes, startBytes,
            shownPendingBytes, sync != null && sync.isForcing(), delayedSyncCount, shownSequence,
            log != null && log.isOpen(), service == null ? JournalStatus.Rewrite.NONE : service.rewriteStatus());
    }

    /** Writes and forces what is left, and closes the file. */
    @Override
    public void close() {
        if (!isOn) {
            return;
        }
        isOn = false;
        background.close();
        write();
        forceFile();
        commitLog.close();
        try (WritableFile closing = file) {
            if (pending.size() > 0) {
                LOG.error("Changes are lost, the AOF file couldn't be written: file={} bytes={}", closing.path(),
                    pending.size());
            }
        } catch (final IOException e) {
            LOG.warn("AOF file not closed", e);
        }
    }

    private void write() {
        if (pending.size() == 0) {
            return;
        }
        try {
            pending.writeTo(file, fileBytes);
            isGapInLog |= policy != FsyncPolicy.ALWAYS || !isCommitLogWanted
                || !commitLog.append(pending, increment, fileBytes);
            fileBytes += pending.size();
            pending.clear();
            hasUnforced = true;
            failures.setWrite(null);
        } catch (final IOException e) {
            failures.setWrite(FailureText.of(e));
            cutTornWrite();
        }
    }

    private boolean isFileGone() {
        return FailureText.NO_SUCH_FILE.equals(failures.current());
    }

    private static String errorOf(final String reason) {
        return reason == null ? null : Errors.journalFailed(reason);
    }

    private void cutTornWrite() {
        try {
            file.truncate(fileBytes);
        } catch (final IOException e) {
            // The next attempt writes over it, and a start cuts it off.
            LOG.debug("torn write not cut off: file={} offset={}", file.path(), fileBytes, e);
        }
    }

    private void force() {
        if (isGapInLog || !commitLog.force()) {
            forceFile();
        }
    }

    private void forceFile() {
        if (!hasUnforced || failures.isDoubtful(file.path())) {
            return;
        }
        try {
            file.force();
            hasUnforced = false;
            if (!background.isRetiring() && failures.doubt() == null) {
                isGapInLog = false;
                commitLog.allForced();
            }
            lastForceMs = nowMs;
        } catch (final IOException e) {
            failures.distrust(file.path(), FailureText.of(e));
        }
    }

    /** Lets the background force what the commit log must have on disk before it goes on. */
    private void tendCommitLog() {
        if (commitLog.isSyncing() && !background.isBusy()) {
            commitLog.endSync(background.isForced());
        }
        if (commitLog.isSyncDue() && !background.isBusy()) {
            commitLog.beginSync();
            background.request(file, true);
        }
        if (!isCommitLogAsked && isCommitLogWanted && policy == FsyncPolicy.ALWAYS) {
            isCommitLogAsked = true;
            background.run(commitLog::prepare);
        }
    }

    /** Puts on disk what only the commit log holds there. */
    private void leaveCommitLog() {
        hasUnforced = true;
        forceFile();
    }

    private void replaceCommitLog() {
        leaveCommitLog();
        if (!commitLog.isNeeded()) {
            commitLog.close();
            commitLog = service.commitLog();
            isCommitLogAsked = false;
            isCommitLogLost = false;
        }
    }

    private void forceSoon() {
        final long sinceMs = nowMs - lastForceMs;
        if (!hasUnforced || sinceMs < MS_PER_SECOND || isRelaxedInRewrites && service.isRewriting()) {
            return;
        }
        if (!background.isBusy()) {
            hasUnforced = false;
            lastForceMs = nowMs;
            background.request(file, true);
        } else if (background.isForcing() && sinceMs >= LATE_MS) {
            delayedSyncCount = delayedSyncCount + 1;
            lastForceMs = nowMs - MS_PER_SECOND;
            LOG.info("Asynchronous AOF fsync is taking too long (disk is busy?). It goes on behind the writes.");
        }
    }

    private void beginFile(final AofDirectory.Increment newIncrement) {
        file = newIncrement.file();
        increment = newIncrement.info().sequence();
        marks.beginFile();
    }
}
