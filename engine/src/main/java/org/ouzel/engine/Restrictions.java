package org.ouzel.engine;

import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;

/**
 * Why commands are refused at present, whatever their arguments: the dataset is being loaded, or what they would change
 * can't be recorded. Set by any thread, asked by the IO loops for every request.
 */
public final class Restrictions {
    private volatile boolean isAny;
    private volatile Loading loading;
    private volatile String journalFailure;

    /** Returns whether any command is refused; the usual answer being no, it costs one read. */
    public boolean isAny() {
        return isAny;
    }

    /** Returns the error that a command is answered with, or null if it may run. */
    public String refusalOf(final CommandSpec spec) {
        final String failure = journalFailure;
        if (failure != null && (spec.isWrite() || "ping".equals(spec.name()))) {
            return failure;
        }
        return loading != null && !spec.has(CommandFlag.LOADING) ? Errors.LOADING : null;
    }

    /** Returns the loading under way, or null. */
    public Loading loading() {
        return loading;
    }

    /** Begins the loading of the dataset, or ends it with null. */
    public synchronized void setLoading(final Loading newLoading) {
        loading = newLoading;
        isAny = loading != null || journalFailure != null;
    }

    /** Refuses writes with an error text, or takes them again with null. */
    public synchronized void setJournalFailure(final String error) {
        journalFailure = error;
        isAny = loading != null || journalFailure != null;
    }
}
