package org.ouzel.engine.transaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;

/**
 * What is left to do when EXEC has run, and before it is answered: what its commands changed is being stored, and some
 * things only the session's IO loop may do. Noted by who runs EXEC; what has been stored is told by any thread.
 */
public final class Aftermath {
    /** EXEC itself is the first. */
    private int pendingCount = 1;
    private Runnable whenDone;
    private final List<CommandHandler> steps = new ArrayList<>();
    private final Map<Integer, String> failures = new HashMap<>();

    /**
     * Lets the answer wait until something has been stored.
     *
     * @param index which of the queued commands it is about
     * @param error its reply should that fail
     * @return to be told once: null, or why it failed
     */
    public synchronized Consumer<Exception> awaitStored(final int index, final String error) {
        pendingCount++;
        return failure -> done(failure == null ? -1 : index, error);
    }

    /** Has something done on the session's IO loop, in the slot that answers; it must not reply. */
    public synchronized void onSession(final CommandHandler step) {
        steps.add(step);
    }

    /** Returns whether there is anything left to do. */
    public synchronized boolean isNeeded() {
        return pendingCount > 1 || !steps.isEmpty();
    }

    /** Ends the noting: all is known that there is to do. {@code answer} is called once, by any thread, when it may. */
    public void end(final Runnable answer) {
        synchronized (this) {
            whenDone = answer;
        }
        done(-1, null);
    }

    private void done(final int failedIndex, final String error) {
        final Runnable answer;
        synchronized (this) {
            if (failedIndex >= 0) {
                failures.put(failedIndex, error);
            }
            pendingCount--;
            answer = pendingCount == 0 ? whenDone : null;
        }
        if (answer != null) {
            answer.run();
        }
    }

    /** Does what the session's IO loop has to do. */
    public synchronized void runSteps(final CommandContext answering) {
        steps.forEach(step -> step.execute(answering));
    }

    /** Returns the error that takes the place of a command's reply, or null. */
    public synchronized String failure(final int index) {
        return failures.get(index);
    }
}
