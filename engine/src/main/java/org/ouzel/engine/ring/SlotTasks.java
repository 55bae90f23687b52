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

    /** Has a task run at a slot that is still to be passed. */
    public synchronized void add(final CommandEvent slot, final Consumer<CommandEvent> task) {
        tasks.put(slot, task);
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
