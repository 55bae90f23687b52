package org.ouzel.engine.type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a consumer group was at the beginning of a snapshot. Takes note of it only when the group is about to change, or
 * when its turn comes: of what it says of itself and its consumers at once, of what is pending by runs. One thread.
 */
public final class StreamGroupImage {
    private boolean isCaptured;
    private StreamId lastId;
    private long entriesRead;
    private long pendingCount;
    private List<Consumer> consumers = List.of();
    private Consumer[] slots = {};
    private final StreamGroup group;
    /** The group's at the beginning; it may take another one. */
    private final IdTable table;
    private final IdImage pending;
    private final StreamImage stream;

    StreamGroupImage(final StreamGroup group, final StreamImage stream) {
        this.group = group;
        this.stream = stream;
        this.table = group.pending();
        this.pending = new IdImage(table.chunks(), table::usedBytes, stream);
    }

    public byte[] name() {
        return group.name();
    }

    public StreamId lastId() {
        return lastId;
    }

    public long entriesRead() {
        return entriesRead;
    }

    /** Returns the consumers in the order of their names. */
    public List<Consumer> consumers() {
        return consumers;
    }

    public long pendingCount() {
        return pendingCount;
    }

    /** Returns in how many runs the pending entries lie. */
    public int runCount() {
        return pending.size();
    }

    /** Shows the records of a run of pending entries, for the last time; runs are asked for in their order. */
    public void forEachInRun(final int run, final LongConsumer each) {
        table.forEachInChunk(pending.address(run), each);
        pending.release(run);
    }

    /** Returns the consumer that has a pending entry. */
    public Consumer owner(final long rec) {
        return slots[StreamGroup.ownerSlot(rec)];
    }

    /** Lets the group tell from now on what is about to change. */
    void attach() {
        group.setImage(this);
    }

    /** Takes note of what there is now, unless it did before. */
    void capture() {
        if (isCaptured) {
            return;
        }
        isCaptured = true;
        lastId = group.lastId();
        entriesRead = group.entriesRead();
        pendingCount = group.pendingCount();
        consumers = new ArrayList<>(group.consumers().size());
        slots = new Consumer[group.slotCount()];
        for (final StreamConsumer each : group.consumers()) {
            final Consumer consumer = new Consumer(each, stream);
            consumers.add(consumer);
            slots[each.slot()] = consumer;
        }
        if (stream.isKept()) {
            table.setImage(pending);
            consumers.forEach(Consumer::attach);
        }
    }

    void close() {
        group.setImage(null);
        table.setImage(null);
        pending.close();
        consumers.forEach(Consumer::close);
    }

    /** What a consumer was. */
    public static final class Consumer {
        private final long seenMs;
        private final long pendingCount;
        private final StreamConsumer consumer;
        private final IdImage pending;

        Consumer(final StreamConsumer consumer, final StreamImage stream) {
            this.consumer = consumer;
            this.seenMs = consumer.seenMs();
            this.pendingCount = consumer.pendingCount();
            this.pending = new IdImage(consumer.pending().chunks(), consumer.pending()::usedBytes, stream);
        }

        public byte[] name() {
            return consumer.name();
        }

        /** Returns when the consumer last tried to read or claim, Unix milliseconds. */
        public long seenMs() {
            return seenMs;
        }

        public long pendingCount() {
            return pendingCount;
        }

        /** Returns in how many runs its pending entries lie. */
        public int runCount() {
            return pending.size();
        }

        /**
         * Shows the records of a run of its pending entries, of which only the identifiers count, for the last time;
         * runs are asked for in their order.
         */
        public void forEachInRun(final int run, final LongConsumer each) {
            consumer.pending().forEachInChunk(pending.address(run), each);
            pending.release(run);
        }

        private void attach() {
            consumer.pending().setImage(pending);
        }

        private void close() {
            consumer.pending().setImage(null);
            pending.close();
        }
    }
}
