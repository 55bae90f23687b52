package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.persistence.file.FailureText;
import org.ouzel.persistence.file.WritableFile;
import org.ouzel.protocol.Decimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the append only file.
 *
 * <p>Everything taken in between two commits goes to the file with one call, before any of its replies is released: it
 * survives the death of the process under every policy. Under {@code always} it is forced to disk as well; under
 * {@code everysec} a thread of its own does that once a second, later if the last fsync is still under way.
 *
 * <p>What can't be written stays here, torn pieces of it are cut off the file, and every tick tries again. As long as
 * that lasts, or the file isn't where it belongs (looked at once a second), clients are refused to write.
 *
 * <p>Opened and closed while no command runs; else one thread, the journal stage's, {@link #status()} excepted.
 */
public final class AofJournal implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AofJournal.class);
    private static final long MS_PER_SECOND = 1000;
    private static final long LATE_MS = 2000;
    private static final int UNKNOWN = -1;
    private static final byte[] SELECT = "*2\r\n$6\r\nSELECT\r\n$".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] MULTI = "*1\r\n$5\r\nMULTI\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EXEC = "*1\r\n$4\r\nEXEC\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TIME = "#TS:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] SEQUENCE = "#SEQ:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NAMESPACE = "#NS:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private boolean isSeveral;
    private boolean hasUnforced;
    private boolean mustForce;
    private int lastNamespace;
    private int lastDatabase = UNKNOWN;
    private long nowMs;
    private long lastTimeSeconds;
    private long lastForceMs;
    private long lastLookMs;
    /** Where what is pending begins in the file. */
    private long fileBytes;
    private long sequence;
    private WritableFile file;
    private BackgroundSync background;
    private volatile boolean isOn;
    private volatile long shownFileBytes;
    private volatile long shownSequence;
    private volatile long shownPendingBytes;
    private volatile long otherBytes;
    private volatile long startBytes;
    private volatile long delayedSyncCount;
    private volatile FsyncPolicy policy;
    private volatile boolean isTimeNoted;
    private final PendingBytes pending = new PendingBytes();
    private final FailureBoard failures = new FailureBoard();

    /** Makes a journal that is off until {@link #open}. */
    public AofJournal(final Settings settings) {
        policy = FsyncPolicy.of(settings);
        isTimeNoted = settings.isOn(SettingsTable.AOF_TIMESTAMP_ENABLED);
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

    /**
     * Begins to append.
     *
     * @param newFile     the increment to append to; this object's from now on
     * @param filesBytes  bytes of all files, this one included
     * @param newSequence changes that the files hold
     */
    void open(final WritableFile newFile, final long filesBytes, final long newSequence) throws IOException {
        file = newFile;
        fileBytes = newFile.size();
        sequence = newSequence;
        otherBytes = filesBytes - fileBytes;
        startBytes = filesBytes;
        if (fileBytes == 0) {
            annotate(SEQUENCE, sequence);
        }
        background = new BackgroundSync(failures::setBackground);
        isOn = true;
        commit();
    }

    @Override
    public void begin(final int namespace, final int database, final long newNowMs, final boolean several) {
        nowMs = newNowMs;
        if (isTimeNoted && nowMs / MS_PER_SECOND > lastTimeSeconds) {
            lastTimeSeconds = nowMs / MS_PER_SECOND;
            annotate(TIME, lastTimeSeconds);
        }
        if (namespace != lastNamespace) {
            lastNamespace = namespace;
            lastDatabase = UNKNOWN;
            annotate(NAMESPACE, namespace);
        }
        if (database != lastDatabase) {
            lastDatabase = database;
            select(database);
        }
        isSeveral = several;
        if (isSeveral) {
            pending.append(MULTI);
        }
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
        if (isSeveral) {
            pending.append(EXEC);
        }
        sequence++;
    }

    @Override
    public String commit() {
        write();
        if (policy == FsyncPolicy.ALWAYS || mustForce) {
            force();
        } else if (policy == FsyncPolicy.EVERYSEC) {
            forceSoon();
        }
        shownFileBytes = fileBytes;
        shownSequence = sequence;
        shownPendingBytes = pending.size();
        final String reason = failures.write();
        return reason == null ? null : Errors.journalFailed(reason);
    }

    @Override
    public void tick(final long newNowMs) {
        nowMs = newNowMs;
        if (failures.write() != null) {
            commit();
        }
        if (policy == FsyncPolicy.EVERYSEC) {
            forceSoon();
        }
        if (nowMs - lastLookMs >= MS_PER_SECOND && !background.isBusy()) {
            lastLookMs = nowMs;
            background.request(file, false);
        }
    }

    @Override
    public JournalStatus status() {
        final BackgroundSync sync = background;
        return new JournalStatus(failures.current() == null, otherBytes + shownFileBytes, startBytes,
            shownPendingBytes, sync != null && sync.isForcing(), delayedSyncCount, shownSequence);
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
        force();
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
            fileBytes += pending.size();
            pending.clear();
            hasUnforced = true;
            failures.setWrite(mustForce ? failures.write() : null);
        } catch (final IOException e) {
            failures.setWrite(FailureText.of(e));
            cutTornWrite();
        }
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
        if (!hasUnforced) {
            return;
        }
        try {
            file.force();
            hasUnforced = false;
            mustForce = false;
            lastForceMs = nowMs;
            failures.setWrite(pending.size() == 0 ? null : failures.write());
        } catch (final IOException e) {
            mustForce = true;
            failures.setWrite(FailureText.of(e));
        }
    }

    private void forceSoon() {
        final long sinceMs = nowMs - lastForceMs;
        if (!hasUnforced || sinceMs < MS_PER_SECOND) {
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

    private void select(final int database) {
        pending.append(SELECT);
        pending.appendDecimal(Decimal.length(database));
        pending.append(LINE_END);
        pending.appendDecimal(database);
        pending.append(LINE_END);
    }

    private void annotate(final byte[] mark, final long number) {
        pending.append(mark);
        pending.appendDecimal(number);
        pending.append(LINE_END);
    }
}
