package org.ouzel.engine;

import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * Why commands are refused at present, whatever their arguments: the dataset is being loaded, or what they would change
 * can't be recorded. Set by any thread, asked by the IO loops for every request.
 */
public final class Restrictions {
    private volatile boolean isAny;
    private volatile Loading loading;
    private volatile boolean isLoadingHeld;
    private volatile String journalFailure;
    private volatile boolean isSnapshotFailing;
    private final Settings settings;

    Restrictions(final Settings settings) {
        this.settings = settings;
    }

    /** Returns whether any command is refused; the usual answer being no, it costs one read. */
    public boolean isAny() {
        return isAny;
    }

    /**
     * Returns the error that a command is answered with, or null if it may run. Unlike in Redis, DEBUG has to wait for
     * the dataset.
     */
    public String refusalOf(final CommandSpec spec) {
        final String failure = journalFailure;
        if (failure != null && (spec.isWrite() || "ping".equals(spec.name()))) {
            return failure;
        }
        if (isSnapshotFailing && (spec.isWrite() || "ping".equals(spec.name()))
            && settings.isOn(SettingsTable.STOP_WRITES_ON_BGSAVE_ERROR) && !settings.getSavePoints().isEmpty()) {
            return Errors.SNAPSHOT_FAILED;
        }
        if (loading == null || isLoadingHeld || spec.has(CommandFlag.LOADING) && !"debug".equals(spec.name())) {
            return null;
        }
        return Errors.LOADING;
    }

    /** Returns the loading under way, or null. */
    public Loading loading() {
        return loading;
    }

    /** Begins the loading of the dataset, or ends it with null. */
    public synchronized void setLoading(final Loading newLoading) {
        isLoadingHeld = false;
        loading = newLoading;
        noteAny();
    }

    /** Begins a loading for whose time all shards are held: what clients send waits for its end, and isn't refused. */
    public synchronized void setHeldLoading(final Loading newLoading) {
        isLoadingHeld = true;
        loading = newLoading;
    }

    /** Refuses writes with an error text, or takes them again with null. */
    public synchronized void setJournalFailure(final String error) {
        journalFailure = error;
        noteAny();
    }

    /** Refuses writes since the last snapshot in the background failed, if the settings say so; or takes them again. */
    public synchronized void setSnapshotFailing(final boolean isFailing) {
        isSnapshotFailing = isFailing;
        noteAny();
    }

    private void noteAny() {
        isAny = loading != null && !isLoadingHeld || journalFailure != null || isSnapshotFailing;
    }
}
