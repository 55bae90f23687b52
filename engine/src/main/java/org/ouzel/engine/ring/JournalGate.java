package org.ouzel.engine.ring;

import com.lmax.disruptor.Sequence;

/**
 * Up to where replies may be taken: behind the journal while it is in use, else behind the shards, so that a journal
 * that is off costs nothing.
 *
 * <p>Opened while all shards stand still at a slot that has a task for the journal, closed by the journal's thread when
 * it is off and has no such task before it; read by the IO loops.
 */
final class JournalGate extends Sequence {
    private long from;
    private volatile boolean isOpen;
    private final Sequence executed;
    private final Sequence recorded;
    private final SlotTasks tasks;

    /**
     * @param executed the last slot that all shards have passed
     * @param recorded the last slot that the journal has passed
     * @param tasks    what the journal has still to do
     */
    JournalGate(final Sequence executed, final Sequence recorded, final SlotTasks tasks) {
        this.executed = executed;
        this.recorded = recorded;
        this.tasks = tasks;
    }

    @Override
    public long get() {
        // Read first: what the shards passed while the gate was closed had nothing to be recorded.
        final long passed = executed.get();
        return isOpen ? recorded.get() : passed;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Has replies wait for the journal, from the slot on at which all shards stand. */
    synchronized void open() {
        if (!isOpen) {
            from = executed.get();
            isOpen = true;
        }
    }

    /** Lets the journal begin where the gate was opened. */
    synchronized void enter() {
        recorded.set(from);
    }

    /** Closes the gate, unless the journal has something to do; returns whether it did. */
    synchronized boolean close() {
        if (tasks.isAny()) {
            return false;
        }
        isOpen = false;
        return true;
    }
}
