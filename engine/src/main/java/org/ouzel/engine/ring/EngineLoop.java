package org.ouzel.engine.ring;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;

/**
 * What one IO loop has of the engine: the way in, the way out, and in fused mode all between.
 *
 * <p>A cycle of the loop is: {@link #setClock}, any number of submissions to {@link #ingress()}, {@link #doWork()}
 * (also whenever the ring is full), {@link #flush()}. Only the loop's thread, {@link #wake()} excepted.
 */
public final class EngineLoop {
    /**
     * The stack of a thread that runs commands: what scripts hand over may be nested a thousand deep, and compiled code
     * may take a kilobyte for each level.
     */
    public static final long STACK_BYTES = 8 << 20;

    private final ServerState server;
    private final int index;
    private final CommandIngress ingress;
    private final ReplyStage replies;
    private final FusedStages fused;
    private final StageThreads threads;
    private final Shard[] shards;
    private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
    private final LoopStatistics statistics = new LoopStatistics();
    private volatile Runnable waker = () -> { };

    EngineLoop(final ServerState server, final int index, final CommandIngress ingress, final ReplyStage replies,
        final FusedStages fused, final StageThreads threads, final Shard[] shards) {
        this.server = server;
        this.index = index;
        this.ingress = ingress;
        this.replies = replies;
        this.fused = fused;
        this.threads = threads;
        this.shards = shards;
    }

    /** Returns the loop's number, from 0 on: the one that its sessions carry. */
    public int index() {
        return index;
    }

    public CommandIngress ingress() {
        return ingress;
    }

    public ReplyStage replies() {
        return replies;
    }

    /** Returns what the loop counts; its thread adds to it. */
    public LoopStatistics statistics() {
        return statistics;
    }

    /** Returns whether this loop drives all stages itself. */
    public boolean isFused() {
        return fused != null;
    }

    /** Names what makes the loop call {@link #doWork()} soon, from any thread; once, before the start. */
    public void onWake(final Runnable newWaker) {
        waker = newWaker;
    }

    /** Returns the last slot that the loop has passed; from any thread. */
    long passedSequence() {
        return replies.passedSequence();
    }

    /** Asks the loop to take replies; from any thread. */
    public void wake() {
        waker.run();
    }

    /** Sets the clock of what is submitted in this cycle: Unix milliseconds, and {@link System#nanoTime()}. */
    public void setClock(final long nowMs, final long nowNs) {
        ingress.setClock(nowMs, nowNs);
    }

    /** Tells the threads of the other stages that something was published; nothing to do in fused mode. */
    public void published() {
        if (threads != null) {
            threads.wakeShards();
        }
    }

    /**
     * Tells the ring if sessions of this loop have waited as long as they wanted to; to be called in each cycle.
     *
     * @return whether something was published
     */
    public boolean submitDueDeadline() {
        final boolean isSubmitted = replies.earliestDeadlineMs() <= ingress.nowMs() && ingress.submitDeadline();
        if (isSubmitted) {
            replies.deadlineSubmitted();
        }
        return isSubmitted;
    }

    /** Returns when {@link #submitDueDeadline()} has to be called at the latest, Unix milliseconds. */
    public long nextDeadlineMs() {
        return replies.earliestDeadlineMs();
    }

    /** Takes the rest of a command whose answer was found out elsewhere; from any thread. */
    void complete(final Completion completion) {
        completions.add(completion);
        wake();
    }

    boolean hasCompletions() {
        return !completions.isEmpty();
    }

    /** Does what there is to do; returns the number of slots whose replies were taken. */
    public int doWork() {
        if (!completions.isEmpty()) {
            submitCompletions();
        }
        if (fused != null) {
            fused.doWork();
        }
        return replies.doWork();
    }

    /** Sends what {@link #doWork()} took, once for each connection. */
    public void flush() {
        replies.flush();
    }

    /**
     * Lets the clock tick in the ring, unless the last tick is still on its way: where a tick takes longer than the
     * time between two, as with a script that doesn't end, they would fill the ring.
     *
     * @return whether it ticks
     */
    public boolean submitTick() {
        if (replies.isTickOnItsWay()) {
            // It may have come by without waking this loop up.
            doWork();
        }
        final boolean isTaken = !replies.isTickOnItsWay() && ingress.submitTick();
        if (isTaken) {
            replies.tickSubmitted();
        }
        return isTaken;
    }

    /** Returns whether ticks should come faster, since maintenance is behind. */
    public boolean hasBacklog() {
        if (server.pausedScript() != null) {
            return true;
        }
        for (final Shard shard : shards) {
            if (shard.hasBacklog()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether keys have to be evicted, and ticks should come as fast as they are done with. */
    public boolean isEvicting() {
        return server.pausedScript() == null && !ingress.isPaused() && server.memoryShares().areBehind();
    }

    /** Returns whether nothing has come since the last tick that this loop submitted, which is done with. */
    public boolean isIdle() {
        final long tickSequence = ingress.idleTickSequence();
        return tickSequence >= 0 && passedSequence() >= tickSequence;
    }

    private void submitCompletions() {
        while (!completions.isEmpty() && ingress.submitCompletion(completions.peek())) {
            completions.remove();
        }
        published();
    }
}
