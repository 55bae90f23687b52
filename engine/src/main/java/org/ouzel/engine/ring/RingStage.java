package org.ouzel.engine.ring;

import com.lmax.disruptor.EventPoller;

/**
 * A stage: an object with a bounded duty cycle, which polls the ring and handles a batch. Who calls {@link #doWork()}
 * is the only difference between the threading modes; it is one thread at a time.
 */
public abstract class RingStage implements EventPoller.Handler<CommandEvent> {
    private int handledCount;
    private final String name;
    private final EventPoller<CommandEvent> poller;

    RingStage(final String name, final EventPoller<CommandEvent> poller) {
        this.name = name;
        this.poller = poller;
    }

    /** Handles what is available, at most one ring's length; returns the number of slots passed. */
    public int doWork() {
        handledCount = 0;
        try {
            poller.poll(this);
        } catch (final Exception e) {
            throw new IllegalStateException("stage failed: name=" + name, e);
        }
        return handledCount;
    }

    @Override
    public final boolean onEvent(final CommandEvent event, final long sequence, final boolean endOfBatch) {
        handledCount++;
        handle(event, sequence, endOfBatch);
        return true;
    }

    /** Handles one slot. */
    abstract void handle(CommandEvent event, long sequence, boolean endOfBatch);

    /** Lets those behind see how far the stage is within its batch; while its thread is at a later slot. */
    final void showPassed(final long sequence) {
        poller.getSequence().set(sequence);
    }

    /** Returns the last slot that the stage has passed; from any thread. */
    final long passedSequence() {
        return poller.getSequence().get();
    }
}
