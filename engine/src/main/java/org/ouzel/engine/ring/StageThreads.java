package org.ouzel.engine.ring;

import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The threads of dedicated mode, and who wakes whom: loops wake shards, shards the journal, the last stage loops. */
final class StageThreads {
    private static final long CLOSED_PARK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private boolean isJournalNeeded;
    private boolean isJournalStarted;
    private EngineLoop[] loops = new EngineLoop[0];
    private final long maxLag;
    private final AtomicLong broadcastCount = new AtomicLong();
    private final long[] seenBroadcastCounts;
    private final StageThread[] shardThreads;
    private final StageThread journalThread;

    /** @param maxLag how many slots a loop may be behind before it is woken for nothing but that */
    StageThreads(final ExecuteStage[] shards, final JournalStage journal, final WaitMode waitMode, final long maxLag) {
        this.maxLag = maxLag;
        shardThreads = new StageThread[shards.length];
        seenBroadcastCounts = new long[shards.length];
        for (int i = 0; i < shards.length; i++) {
            final ExecuteStage stage = shards[i];
            shardThreads[i] = new StageThread("ouzel-shard-" + i, waitMode,
                () -> runShard(stage, journal));
        }
        journalThread = journal == null ? null
            : new StageThread("ouzel-journal", waitMode, () -> runJournal(journal));
    }

    void start(final EngineLoop[] newLoops) {
        loops = newLoops;
        for (final StageThread thread : shardThreads) {
            thread.start();
        }
        if (isJournalNeeded) {
            startJournal();
        }
    }

    /** Has the journal's thread work, from the start on or from now on; before the start, or while all shards stand. */
    void needJournal() {
        isJournalNeeded = true;
        if (loops.length > 0) {
            startJournal();
        }
    }

    /** Called when something was published to the ring. */
    void wakeShards() {
        VarHandle.fullFence();
        for (final StageThread thread : shardThreads) {
            thread.wake();
        }
    }

    /** Stops the threads, the earlier stages first, each when it has no more work. */
    void stop() {
        for (final StageThread thread : shardThreads) {
            thread.stop();
        }
        if (journalThread != null) {
            journalThread.stop();
        }
    }

    private void startJournal() {
        if (!isJournalStarted) {
            isJournalStarted = true;
            journalThread.start();
        }
    }

    private int runShard(final ExecuteStage stage, final JournalStage journal) {
        final int handled = stage.doWork();
        if (handled > 0) {
            VarHandle.fullFence();
            if (journal != null && journal.isOpen()) {
                journalThread.wake();
            } else {
                wakeLoops(stage.takeLoopSet() | broadcastSet(stage), stage.passedSequence());
            }
        }
        return handled;
    }

    /**
     * Returns all loops when one of the slots passed has something for sessions other than its own, else none.
     *
     * <p>Only the shard that ran such a slot knows, but the loops can't pass it before the last shard has. It counts
     * behind the publication of its sequence: a shard that passes later either sees the count, or has passed already.
     */
    private long broadcastSet(final ExecuteStage stage) {
        if (stage.takeHasDelivered()) {
            broadcastCount.incrementAndGet();
        }
        final long count = broadcastCount.get();
        final boolean isNew = count != seenBroadcastCounts[stage.shardIndex()];
        seenBroadcastCounts[stage.shardIndex()] = count;
        return isNew ? -1 : 0;
    }

    private int runJournal(final JournalStage stage) {
        final int handled = stage.doWork();
        if (handled > 0) {
            VarHandle.fullFence();
            wakeLoops(stage.takeLoopSet(), stage.passedSequence());
        } else if (!stage.isOpen()) {
            // However eagerly stages wait for work, one that is out of use leaves the core to others.
            LockSupport.parkNanos(this, CLOSED_PARK_NS);
        }
        return handled;
    }

    /** Wakes the loops that have replies to take, and those so far behind that they would soon fill the ring. */
    private void wakeLoops(final long loopSet, final long sequence) {
        for (int i = 0; i < loops.length; i++) {
            if ((loopSet >>> i & 1) != 0 || sequence - loops[i].passedSequence() > maxLag) {
                loops[i].wake();
            }
        }
    }
}
