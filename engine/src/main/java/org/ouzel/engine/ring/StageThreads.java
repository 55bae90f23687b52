package org.ouzel.engine.ring;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/** The threads of dedicated mode, and who wakes whom: loops wake shards, shards the journal, the last stage loops. */
final class StageThreads {
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
                () -> runShard(stage, journal == null));
        }
        journalThread = journal == null ? null
            : new StageThread("ouzel-journal", waitMode, () -> runJournal(journal));
    }

    void start(final EngineLoop[] newLoops) {
        loops = newLoops;
        for (final StageThread thread : shardThreads) {
            thread.start();
        }
        if (journalThread != null) {
            journalThread.start();
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

    private int runShard(final ExecuteStage stage, final boolean isLast) {
        final int handled = stage.doWork();
        if (handled > 0) {
            VarHandle.fullFence();
            if (isLast) {
                wakeLoops(stage.takeLoopSet() | broadcastSet(stage), stage.passedSequence());
            } else {
                journalThread.wake();
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
