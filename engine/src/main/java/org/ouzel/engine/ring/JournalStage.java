package org.ouzel.engine.ring;

import com.lmax.disruptor.EventPoller;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.spi.Journal;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * Stage 2: hands the effects of all slots to the journal in ring order, and commits them once for each batch.
 *
 * <p>Where a commit fails, the slots' replies are replaced by the error: what changed stays changed, and the journal
 * keeps the effects, but nobody is told that they are safe. A slot's effects are one command, or one group from MULTI
 * to EXEC, so that a journal that was cut off holds all of them or none.
 *
 * <p>Gated on all shards. While the journal is off nobody waits for the stage, and it passes nothing. One thread: the
 * journal's, or in fused mode the IO loop's.
 */
public final class JournalStage extends RingStage {
    private static final int INITIAL_BYTES = 1024;
    private static final int KEPT_BYTES = 64 * 1024;
    private static final int INITIAL_COUNT = 256;

    private boolean isEntered;
    private long loopSet;
    private int recordedCount;
    private CommandEvent[] recorded = new CommandEvent[INITIAL_COUNT];
    private final NativeBuffer request = new NativeBuffer(INITIAL_BYTES, KEPT_BYTES);
    private final EffectWriter writer = new EffectWriter();
    private final ReplyWriter errors = new ReplyWriter();
    private final ServerState server;
    private final Journal journal;
    private final JournalGate gate;
    private final int shardCount;

    JournalStage(final ServerState server, final Journal journal, final EventPoller<CommandEvent> poller,
        final JournalGate gate) {
        super("journal", poller);
        this.server = server;
        this.journal = journal;
        this.gate = gate;
        this.shardCount = server.shardCount();
    }

    @Override
    public int doWork() {
        if (!isEntered) {
            if (!gate.isOpen()) {
                return 0;
            }
            gate.enter();
            isEntered = true;
        }
        final int passed = super.doWork();
        if (!journal.isOn() && gate.close()) {
            isEntered = false;
            // The shards have told the journal of their progress so far, and none of the loops.
            loopSet = -1;
            return Math.max(1, passed);
        }
        return passed;
    }

    /** Returns whether anybody waits for the stage; from any thread. */
    boolean isOpen() {
        return gate.isOpen();
    }

    /** Returns, and forgets, the IO loops whose sessions the slots handled since the last call belong to. */
    public long takeLoopSet() {
        final long taken = loopSet;
        loopSet = 0;
        return taken;
    }

    @Override
    void handle(final CommandEvent event, final long sequence, final boolean endOfBatch) {
        if (event.session() != null) {
            loopSet |= 1L << event.session().loop();
        }
        if (event.deliveries() != null || event.hasServed()) {
            loopSet = -1;
        }
        if (journal.isOn()) {
            if (recordEvicted(event) | recordOwn(event) | (event.hasServed() && recordServed(event))) {
                remember(event);
            }
            if (event.kind() == CommandEvent.Kind.TICK) {
                journal.tick(event.nowMs());
            }
        }
        if (server.journalTasks().isAny()) {
            runTask(event);
        }
        if (endOfBatch && recordedCount > 0) {
            commit();
        }
    }

    /** Frees the buffer, when the ring ends. */
    void close() {
        request.close();
    }

    /** What was recorded before is committed to the journal as it was before the task. */
    private void runTask(final CommandEvent event) {
        if (recordedCount > 0) {
            commit();
        }
        server.journalTasks().run(event);
    }

    /** Records which keys went to make room before the slot's command; returns whether there were any. */
    private boolean recordEvicted(final CommandEvent event) {
        boolean isAny = false;
        for (int shard = 0; shard < shardCount; shard++) {
            final ShardPart part = event.part(shard);
            if (part.hasEvictedEffect()) {
                final NativeBuffer evicted = part.evictedEffect();
                journal.begin(event.namespace(), event.database(), event.nowMs(), isSeveral(evicted));
                journal.append(evicted.address(), evicted.length());
                journal.end();
                isAny = true;
            }
        }
        return isAny;
    }

    /** Records what the slot's own command changed; returns whether there was something. */
    private boolean recordOwn(final CommandEvent event) {
        boolean isRequestRepeated = event.effect() == Effect.REQUEST;
        final boolean hasBuffer = event.hasEffectBuffer();
        int pieceCount = hasBuffer ? 1 : 0;
        boolean isSeveral = hasBuffer && isSeveral(event.effectBuffer());
        for (int shard = 0; shard < shardCount; shard++) {
            final ShardPart part = event.part(shard);
            if (part.hasEffect()) {
                pieceCount++;
                isSeveral |= isSeveral(part.effect());
            }
            isRequestRepeated |= part.isChanged();
        }
        pieceCount += isRequestRepeated ? 1 : 0;
        if (pieceCount == 0) {
            return false;
        }
        journal.begin(event.namespace(), event.database(), event.nowMs(), isSeveral || pieceCount > 1);
        append(event, isRequestRepeated);
        journal.end();
        return true;
    }

    /** Records what was changed behind the command by serving clients that waited. */
    private boolean recordServed(final CommandEvent event) {
        int pieceCount = 0;
        boolean isSeveral = false;
        for (int shard = 0; shard < shardCount; shard++) {
            if (event.part(shard).hasServedEffect()) {
                pieceCount++;
                isSeveral |= isSeveral(event.part(shard).servedEffect());
            }
        }
        if (pieceCount == 0) {
            return false;
        }
        journal.begin(event.namespace(), event.database(), event.nowMs(), isSeveral || pieceCount > 1);
        for (int shard = 0; shard < shardCount; shard++) {
            final ShardPart part = event.part(shard);
            if (part.hasServedEffect()) {
                journal.append(part.servedEffect().address(), part.servedEffect().length());
            }
        }
        journal.end();
        return true;
    }

    private void remember(final CommandEvent event) {
        if (recordedCount == recorded.length) {
            recorded = Arrays.copyOf(recorded, 2 * recordedCount);
        }
        recorded[recordedCount++] = event;
    }

    private static boolean isSeveral(final NativeBuffer commands) {
        return EffectBytes.isSeveral(commands.address(), commands.length())
            && !EffectBytes.isGroup(commands.address(), commands.length());
    }

    private void append(final CommandEvent event, final boolean isRequestRepeated) {
        for (int shard = 0; shard < shardCount; shard++) {
            final ShardPart part = event.part(shard);
            if (part.hasEffect()) {
                journal.append(part.effect().address(), part.effect().length());
            }
        }
        if (event.hasEffectBuffer()) {
            journal.append(event.effectBuffer().address(), event.effectBuffer().length());
        }
        if (!isRequestRepeated) {
            return;
        }
        if (EffectBytes.isCanonical(event)) {
            journal.append(event.requestAddress(), event.requestLength());
        } else {
            request.reset();
            writer.wrap(request).request(event);
            journal.append(request.address(), request.length());
        }
    }

    private void commit() {
        final int count = recordedCount;
        recordedCount = 0;
        final String failure = journal.commit();
        if (failure != null) {
            for (int i = 0; i < count; i++) {
                fail(recorded[i], failure);
            }
        }
    }

    /** Answers an error in place of the reply; what only read is right all the same, whatever expired under way. */
    private void fail(final CommandEvent event, final String failure) {
        if (event.spec() != null && !event.spec().isReadonly()) {
            server.errors().count(event.namespace(), failure);
            // All shards have passed: there are no parts to merge any more.
            event.setRouting(event.spec(), CommandEvent.Sharing.SINGLE, event.shardSet(), event.keyHash());
            event.reply().reset();
            errors.wrap(event.reply(), event.isResp3()).error(failure);
        }
        failLateReplies(event.deliveries(), failure);
        if (event.hasServed()) {
            for (int shard = 0; shard < shardCount; shard++) {
                failLateReplies(event.part(shard).deliveries(), failure);
            }
        }
    }

    private static void failLateReplies(final List<Delivery> deliveries, final String failure) {
        for (int i = 0; deliveries != null && i < deliveries.size(); i++) {
            final Delivery delivery = deliveries.get(i);
            if (delivery.kind() == Delivery.Kind.LATE_REPLY) {
                deliveries.set(i, new Delivery(delivery.kind(), delivery.target(),
                    ("-" + failure + "\r\n").getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
