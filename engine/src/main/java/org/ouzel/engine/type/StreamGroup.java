package org.ouzel.engine.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.ouzel.engine.store.FreedInSlices;
import org.ouzel.protocol.NativeMemory;

/**
 * A consumer group of a stream: how far it has read, its consumers, and the entries given to them that were not
 * acknowledged yet (the pending ones), in the order of their identifiers.
 *
 * <p>Whoever changes a group reports the change of {@link Stream#usedBytes()} to the database. One thread.
 */
public final class StreamGroup implements FreedInSlices {
    /** An {@link #entriesRead()} of "not known". */
    public static final long UNKNOWN = -1;

    private static final int OBJECT_BYTES = 320;
    /** Time of delivery (8 bytes), number of deliveries (4), the consumer's slot (4). */
    private static final int PAYLOAD_BYTES = 16;
    private static final int TIME_OFFSET = IdTable.ID_BYTES;
    private static final int COUNT_OFFSET = TIME_OFFSET + 8;
    private static final int SLOT_OFFSET = COUNT_OFFSET + 4;
    private static final int UNASSIGNED = -1;
    /** A consumer with more pending entries, and one in so many of the group's, has them taken out all at once. */
    private static final int SINGLE_REMOVAL_LIMIT = 512;
    private static final int ALL_REMOVAL_SHARE = 64;

    private StreamId lastId;
    private long entriesRead;
    /** What a snapshot has still to be shown, or null. */
    private StreamGroupImage image;
    private final byte[] name;
    private final StreamMemory memory;
    private IdTable pending;
    private final TreeMap<byte[], StreamConsumer> consumers = new TreeMap<>(Arrays::compareUnsigned);
    /** The consumers by their slots, null where one has gone. */
    private final List<StreamConsumer> slots = new ArrayList<>();

    StreamGroup(final byte[] name, final StreamId lastId, final long entriesRead, final StreamMemory memory) {
        this.name = name;
        this.lastId = lastId;
        this.entriesRead = entriesRead;
        this.memory = memory.part();
        this.pending = new IdTable(this.memory, PAYLOAD_BYTES);
        this.memory.addHeapBytes(OBJECT_BYTES + name.length);
    }

    public byte[] name() {
        return name;
    }

    /** Returns the last entry that was given out. */
    public StreamId lastId() {
        return lastId;
    }

    public void setLastId(final StreamId id) {
        beforeChange();
        lastId = id;
    }

    /** Returns how many of all entries ever added lie up to {@link #lastId()}, or {@link #UNKNOWN}. */
    public long entriesRead() {
        return entriesRead;
    }

    public void setEntriesRead(final long count) {
        beforeChange();
        entriesRead = count;
    }

    /** Returns the consumers in the order of their names. */
    public Collection<StreamConsumer> consumers() {
        return consumers.values();
    }

    /** Returns a consumer, or null. */
    public StreamConsumer consumer(final byte[] consumerName) {
        return consumers.get(consumerName);
    }

    /** Makes a consumer that isn't there yet. */
    public StreamConsumer addConsumer(final byte[] consumerName, final long nowMs) {
        beforeChange();
        int slot = slots.indexOf(null);
        if (slot < 0) {
            slot = slots.size();
            slots.add(null);
        }
        final StreamConsumer consumer = new StreamConsumer(this, consumerName, slot, nowMs, memory);
        slots.set(slot, consumer);
        consumers.put(consumerName, consumer);
        return consumer;
    }

    /**
     * Removes a consumer with what it has pending, at once for everybody who looks.
     *
     * @return what there is still to be freed, for {@link org.ouzel.engine.store.Keyspace#freePart}
     */
    public FreedInSlices removeConsumer(final StreamConsumer consumer) {
        beforeChange();
        consumers.remove(consumer.name());
        slots.set(consumer.slot(), null);
        if (consumer.pendingCount() <= SINGLE_REMOVAL_LIMIT
            || consumer.pendingCount() < pendingCount() / ALL_REMOVAL_SHARE) {
            acknowledgeAll(consumer);
            return FreedInSlices.NOTHING;
        }
        final IdTable before = pending;
        pending = new IdTable(memory, PAYLOAD_BYTES);
        if (consumer.pendingCount() < before.size()) {
            // A copy of what others have takes a few nanoseconds each, a removal from the midst some hundred.
            before.forEach(rec -> {
                if (ownerSlot(rec) != consumer.slot()) {
                    pending.append(rec);
                }
            });
        }
        before.detach();
        return new PendingRemains(before, consumer.detach());
    }

    private void acknowledgeAll(final StreamConsumer consumer) {
        for (long rec = consumer.pending().findCeiling(0, 0); rec != 0; rec = consumer.pending().findCeiling(0, 0)) {
            final long ms = IdTable.ms(rec);
            final long seq = IdTable.seq(rec);
            consumer.pending().remove(ms, seq);
            pending.remove(ms, seq);
        }
        consumer.close();
    }

    /** Returns the number of pending entries. */
    public long pendingCount() {
        return pending.size();
    }

    /** Returns the record of a pending entry, valid until the next change, or 0. */
    public long findPending(final long ms, final long seq) {
        return pending.find(ms, seq);
    }

    /** Returns the lowest pending identifier; only if there is one. */
    public StreamId firstPending() {
        final long rec = pending.findCeiling(0, 0);
        return new StreamId(IdTable.ms(rec), IdTable.seq(rec));
    }

    /** Returns the highest pending identifier; only if there is one. */
    public StreamId lastPending() {
        final long rec = pending.last();
        return new StreamId(IdTable.ms(rec), IdTable.seq(rec));
    }

    /** Returns the milliseconds of the identifier in a pending entry's record. */
    public static long pendingMs(final long rec) {
        return IdTable.ms(rec);
    }

    /** Returns the sequence of the identifier in a pending entry's record. */
    public static long pendingSeq(final long rec) {
        return IdTable.seq(rec);
    }

    /** Returns when a pending entry was last given out, Unix milliseconds. */
    public static long deliveryMs(final long rec) {
        return NativeMemory.getLong(rec + TIME_OFFSET);
    }

    /** Returns how often a pending entry was given out. */
    public static long deliveryCount(final long rec) {
        return NativeMemory.getInt(rec + COUNT_OFFSET);
    }

    /** Returns the consumer that has a pending entry. */
    public StreamConsumer owner(final long rec) {
        return slots.get(ownerSlot(rec));
    }

    /** Returns the slot of the consumer that has a pending entry. */
    static int ownerSlot(final long rec) {
        return NativeMemory.getInt(rec + SLOT_OFFSET);
    }

    /** Notes when and how often a pending entry was given out; counts end at 2<sup>31</sup> - 1. */
    public void setDelivery(final long rec, final long nowMs, final long count) {
        beforeChange();
        pending.beforeChange(rec);
        NativeMemory.putLong(rec + TIME_OFFSET, nowMs);
        NativeMemory.putInt(rec + COUNT_OFFSET, (int) Math.min(Integer.MAX_VALUE, count));
    }

    /** Gives an entry to a consumer, whether or not another one has it. */
    public void give(final long ms, final long seq, final StreamConsumer consumer, final long nowMs,
        final long count) {
        beforeChange();
        long rec = pending.find(ms, seq);
        if (rec == 0) {
            rec = pending.insert(ms, seq);
            consumer.pending().insert(ms, seq);
        } else if (ownerSlot(rec) != consumer.slot()) {
            owner(rec).pending().remove(ms, seq);
            consumer.pending().insert(ms, seq);
        }
        setDelivery(rec, nowMs, count);
        NativeMemory.putInt(rec + SLOT_OFFSET, consumer.slot());
    }

    /** Adds a pending entry, above all others, whose consumer is told by {@link #assign} before anybody asks for it. */
    public void addUnassigned(final long ms, final long seq, final long deliveryMs, final long count) {
        final long rec = pending.insert(ms, seq);
        NativeMemory.putInt(rec + SLOT_OFFSET, UNASSIGNED);
        setDelivery(rec, deliveryMs, count);
    }

    /** Gives a consumer an entry that nobody has yet; returns whether there was one. */
    public boolean assign(final long ms, final long seq, final StreamConsumer consumer) {
        final long rec = pending.find(ms, seq);
        if (rec == 0 || ownerSlot(rec) != UNASSIGNED) {
            return false;
        }
        NativeMemory.putInt(rec + SLOT_OFFSET, consumer.slot());
        consumer.pending().insert(ms, seq);
        return true;
    }

    /** Takes an entry off the pending ones; returns whether it was there. */
    public boolean acknowledge(final long ms, final long seq) {
        final long rec = pending.find(ms, seq);
        if (rec == 0) {
            return false;
        }
        beforeChange();
        owner(rec).pending().remove(ms, seq);
        pending.remove(ms, seq);
        return true;
    }

    /** Walks over the pending entries of all consumers, or of one. */
    public PendingCursor pending(final StreamConsumer consumer) {
        return new PendingCursor(consumer == null ? pending : consumer.pending(), this);
    }

    /** Begins an image of what there is now, or ends it. */
    void setImage(final StreamGroupImage newImage) {
        image = newImage;
    }

    IdTable pending() {
        return pending;
    }

    /** Returns how many slots consumers have, or had. */
    int slotCount() {
        return slots.size();
    }

    /** Is called before anything of the group changes. */
    void beforeChange() {
        if (image != null) {
            image.capture();
        }
    }

    /** Copies consumers and pending entries from another stream's group. */
    void copyFrom(final StreamGroup other) {
        for (final StreamConsumer each : other.consumers()) {
            addConsumer(each.name(), each.seenMs()).setActiveMs(each.activeMs());
        }
        final PendingCursor cursor = other.pending(null);
        cursor.seek(0, 0);
        while (cursor.next()) {
            final long rec = cursor.rec();
            give(cursor.ms(), cursor.seq(), consumer(other.owner(rec).name()), deliveryMs(rec), deliveryCount(rec));
        }
    }

    /** Takes the group out of its stream, to be freed in slices. */
    void detach() {
        beforeChange();
        memory.detach();
    }

    @Override
    public int freeSlice(final int unitCount) {
        int freed = 0;
        int freedInStep = 1;
        while (freed < unitCount && freedInStep > 0) {
            freedInStep = freeSome();
            freed += freedInStep;
        }
        return freed;
    }

    /** Frees a chunk of records, or a consumer; returns how many that is, 0 if nothing is left. */
    private int freeSome() {
        final int freed = pending.size() > 0 ? pending.freeChunk() : 0;
        if (freed > 0) {
            return freed;
        }
        if (!consumers.isEmpty()) {
            final StreamConsumer consumer = consumers.firstEntry().getValue();
            final int freedOfConsumer = consumer.pending().size() > 0 ? consumer.pending().freeChunk() : 0;
            if (consumer.pending().size() == 0) {
                consumers.remove(consumer.name());
            }
            return Math.max(1, freedOfConsumer);
        }
        return 0;
    }
}
