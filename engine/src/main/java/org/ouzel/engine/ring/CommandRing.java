package org.ouzel.engine.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.FixedSequenceGroup;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.dsl.ProducerType;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.spi.Journal;

/**
 * The whole ring, wired in one place.
 *
 * <pre>
 * ingress of each loop ──▶ ring ──▶ 1 execute, each shard ──▶ 2 journal, if on ──▶ 3 reply, each loop ──▶ free again
 * </pre>
 *
 * Built, started and closed by one thread.
 */
public final class CommandRing implements AutoCloseable {
    private final RingBuffer<CommandEvent> ring;
    private final ExecuteStage[] executeStages;
    private final JournalStage journalStage;
    private final JournalGate journalGate;
    private final StageThreads threads;
    private final EngineLoop[] loops;

    /**
     * @param isFused   whether the only loop drives all stages, else each stage has its thread
     * @param size      slots, a power of two
     * @param loopCount IO loops, 1 to 64
     * @param waitMode  how stage threads wait
     * @param journal   what records effects, or null
     * @param seed      of the random bits that events carry
     */
    public CommandRing(final ServerState server, final boolean isFused, final int size, final int loopCount,
        final WaitMode waitMode, final Journal journal, final long seed) {
        final int shardCount = server.shardCount();
        ring = RingBuffer.create(loopCount == 1 ? ProducerType.SINGLE : ProducerType.MULTI, CommandEvent::new, size,
            new BusySpinWaitStrategy());
        for (int i = 0; i < size; i++) {
            ring.get(i).parts().prepare(shardCount);
        }
        executeStages = new ExecuteStage[shardCount];
        final Sequence[] executed = new Sequence[shardCount];
        final Shard[] shards = new Shard[shardCount];
        for (int i = 0; i < shardCount; i++) {
            final EventPoller<CommandEvent> poller = ring.newPoller();
            executed[i] = poller.getSequence();
            shards[i] = server.shard(i);
            executeStages[i] = new ExecuteStage(server, shards[i], poller);
        }
        Sequence[] recorded = executed;
        if (journal != null) {
            final EventPoller<CommandEvent> poller = ring.newPoller(executed);
            journalGate = new JournalGate(shardCount == 1 ? executed[0] : new FixedSequenceGroup(executed),
                poller.getSequence(), server.journalTasks());
            recorded = new Sequence[] {journalGate};
            journalStage = new JournalStage(server, journal, poller, journalGate);
        } else {
            journalGate = null;
            journalStage = null;
        }
        threads = isFused ? null : new StageThreads(executeStages, journalStage, waitMode, size / 2);
        if (journal != null && journal.isOn()) {
            openJournal();
        }
        final FusedStages fused = isFused ? new FusedStages(executeStages[0], journalStage) : null;
        loops = new EngineLoop[loopCount];
        for (int i = 0; i < loopCount; i++) {
            final EventPoller<CommandEvent> poller = ring.newPoller(recorded);
            ring.addGatingSequences(poller.getSequence());
            loops[i] = new EngineLoop(server, i, new CommandIngress(server, ring, seed + i),
                new ReplyStage(server, i, poller), fused, threads, shards);
        }
    }

    /** Has each slot from here on wait for the journal; before the start, or while all shards stand still at a slot. */
    public void openJournal() {
        journalGate.open();
        if (threads != null) {
            threads.needJournal();
        }
    }

    /**
     * Has the journal take in all slots in front of one at which all shards stand still, and waits for it. Their
     * replies may be taken from then on.
     */
    public void recordBefore(final CommandEvent slot) {
        if (journalStage == null || !journalStage.isOpen()) {
            return;
        }
        final long last = executeStages[0].sequenceOf(slot) - 1;
        for (final ExecuteStage stage : executeStages) {
            stage.showPassed(last);
        }
        while (journalStage.passedSequence() < last) {
            if (threads == null) {
                journalStage.doWork();
            } else {
                Thread.yield();
            }
        }
    }

    /** Starts the stages' threads, if they have any. */
    public void start() {
        if (threads != null) {
            threads.start(loops);
        }
    }

    public int loopCount() {
        return loops.length;
    }

    /** Returns what an IO loop has of the ring. */
    public EngineLoop loop(final int index) {
        return loops[index];
    }

    public ExecuteStage executeStage(final int shard) {
        return executeStages[shard];
    }

    /** Returns whether the replies of all published slots have been taken, and nothing is to be published any more. */
    public boolean isDrained() {
        for (final EngineLoop loop : loops) {
            if (loop.hasCompletions()) {
                return false;
            }
        }
        return ring.remainingCapacity() == ring.getBufferSize();
    }

    /** Returns the number of slots. */
    public int size() {
        return ring.getBufferSize();
    }

    /** Returns how many slots hold something that isn't answered yet; a moment old. */
    public int usedCount() {
        return (int) (ring.getBufferSize() - ring.remainingCapacity());
    }

    /** Returns the bytes that the slots take as long as nothing outsized is in them. */
    public long slotBytes() {
        return (long) ring.getBufferSize() * CommandEvent.INLINE_BYTES;
    }

    /** Stops the threads when they have passed everything published, and frees the slots. All loops have ended. */
    @Override
    public void close() {
        if (threads != null) {
            threads.stop();
        }
        for (final EngineLoop loop : loops) {
            if (loop.isFused()) {
                loop.doWork();
            }
            loop.ingress().close();
            loop.replies().close();
        }
        if (journalStage != null) {
            journalStage.close();
        }
        for (int i = 0; i < ring.getBufferSize(); i++) {
            ring.get(i).close();
        }
    }
}
