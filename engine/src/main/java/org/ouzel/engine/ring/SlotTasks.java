package org.ouzel.engine.ring;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is to be done at certain slots of the ring, beside what they hold. Rare, so that slots themselves have no room
 * for it. Any thread.
 */
public final class SlotTasks {
    private volatile int count;
    private final Map<CommandEvent, Consumer<CommandEvent>> tasks = new IdentityHashMap<>();

    /** Returns whether a task is still to be run at any slot. */
    boolean isAny() {
        return count > 0;
    }

    /** Has a task run at a slot that is still to be passed, behind those that it has. */
    public synchronized void add(final CommandEvent slot, final Consumer<CommandEvent> task) {
        tasks.merge(slot, task, Consumer::andThen);
        count = tasks.size();
    }

    /** Runs a slot's task, if it has one, and forgets it; returns whether it had. */
    boolean run(final CommandEvent slot) {
        if (count == 0) {
            return false;
        }
        final Consumer<CommandEvent> task = take(slot);
        if (task == null) {
            return false;
        }
        task.accept(slot);
        return true;
    }

    /** Forgets a slot's task. */
    void drop(final CommandEvent slot) {
        take(slot);
    }

    private synchronized Consumer<CommandEvent> take(final CommandEvent slot) {
        final Consumer<CommandEvent> task = tasks.remove(slot);
        count = tasks.size();
        return task;
    }
}
