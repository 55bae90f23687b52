package org.ouzel.engine.ring;

import com.lmax.disruptor.EventPoller;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.spi.Journal;
import org.ouzel.protocol.NativeBuffer;

/**
 * Stage 2: appends the effects of all slots to the journal in ring order, and commits them once for each batch.
 *
 * <p>Gated on all shards. One thread: the journal's, or in fused mode the IO loop's.
 */
public final class JournalStage extends RingStage {
    private static final int INITIAL_BYTES = 64 * 1024;

    private long loopSet;
    private boolean hasAppended;
    private final NativeBuffer commands = new NativeBuffer(INITIAL_BYTES, 16 * INITIAL_BYTES);
    private final EffectWriter writer = new EffectWriter();
    private final Journal journal;
    private final int shardCount;

    JournalStage(final Journal journal, final int shardCount, final EventPoller<CommandEvent> poller) {
        super("journal", poller);
        this.journal = journal;
        this.shardCount = shardCount;
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
        commands.reset();
        collect(event);
        if (commands.length() > 0) {
            journal.append(sequence, event.namespace(), event.database(), commands.address(), commands.length());
            hasAppended = true;
        }
        if (endOfBatch && hasAppended) {
            journal.commit();
            hasAppended = false;
        }
    }

    /** Frees the buffer, when the ring ends. */
    void close() {
        commands.close();
    }

    private void collect(final CommandEvent event) {
        boolean isRequestRepeated = event.effect() == Effect.REQUEST;
        for (int shard = 0; shard < shardCount; shard++) {
            final ShardPart part = event.part(shard);
            if (part.hasEffect()) {
                commands.putBytes(part.effect().address(), part.effect().length());
            }
            isRequestRepeated |= part.isChanged();
        }
        if (event.hasEffectBuffer()) {
            commands.putBytes(event.effectBuffer().address(), event.effectBuffer().length());
        }
        if (isRequestRepeated) {
            writer.wrap(commands).request(event);
        }
        if (event.hasServed()) {
            collectServed(event);
        }
    }

    /** Clients that waited were served behind the slot's command. */
    private void collectServed(final CommandEvent event) {
        for (int shard = 0; shard < shardCount; shard++) {
            final ShardPart part = event.part(shard);
            if (part.hasServedEffect()) {
                commands.putBytes(part.servedEffect().address(), part.servedEffect().length());
            }
        }
    }
}
