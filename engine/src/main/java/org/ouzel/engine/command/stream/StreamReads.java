package org.ouzel.engine.command.stream;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.PendingCursor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.ReplyWriter;

/** XREAD and XREADGROUP. */
final class StreamReads {
    private static final int STREAM = 1 << EntryDescriptor.TYPE_STREAM;

    private StreamReads() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xread", context -> read(context, false));
        bindings.bind("xreadgroup", context -> read(context, true));
    }

    /** Either command: for each stream that has some, its key and its entries; null if none has any. */
    private static void read(final CommandContext context, final boolean isGroupRead) {
        final ReadRequest request = ReadRequest.of(context, isGroupRead);
        if (request == null || serve(context, request)) {
            return;
        }
        if (request.isWaiting()) {
            request.fixLastIds(context);
            context.block(isGroupRead ? STREAM | Database.WATCH_REMOVAL : STREAM, request.keyArg(0),
                request.keyArg(request.streamCount() - 1), request.deadlineMs(), true);
        } else {
            context.reply().nilArray();
        }
    }

    /** Answers a request from what is there; returns false, and has written nothing, if there is nothing. */
    static boolean serve(final CommandContext context, final ReadRequest request) {
        final ReplyWriter reply = context.reply();
        final int start = reply.buffer().length();
        int served = 0;
        for (int i = 0; i < request.streamCount(); i++) {
            final Stream stream = Streams.forReading(context, request.keyArg(i));
            if (stream == null) {
                continue;
            }
            final boolean isServed = request.isGroupRead() ? serveConsumer(context, request, i, stream)
                : serveReader(context, request, i, stream);
            served += isServed ? 1 : 0;
        }
        if (served > 0) {
            StreamTools.insertMapOfPairs(reply, start, served);
        }
        return served > 0;
    }

    private static boolean serveReader(final CommandContext context, final ReadRequest request, final int index,
        final Stream stream) {
        final StreamId from = request.after(index).next();
        if (from == null || stream.elementCount() == 0 || request.after(index).compareTo(stream.lastId()) >= 0) {
            return false;
        }
        final StreamCursor cursor = stream.cursor().forward(from, StreamId.MAX);
        if (!cursor.next()) {
            return false;
        }
        beginPair(context, request.keyArg(index));
        StreamTools.of(context).writeEntries(context.reply(), stream.cursor().forward(from, StreamId.MAX),
            request.limit());
        return true;
    }

    private static boolean serveConsumer(final CommandContext context, final ReadRequest request, final int index,
        final Stream stream) {
        final StreamGroup group = request.group(context, stream);
        if (group == null) {
            return false;
        }
        final int keyArg = request.keyArg(index);
        final long bytesBefore = stream.usedBytes();
        final StreamConsumer consumer = seenConsumer(context, keyArg, group, request.consumerArg());
        boolean isServed = true;
        if (request.after(index) != null) {
            beginPair(context, keyArg);
            giveAgain(context, request, index, stream, group, consumer);
        } else {
            isServed = giveNew(context, request, keyArg, stream, group, consumer);
        }
        Streams.account(context, keyArg, stream, bytesBefore);
        return isServed;
    }

    /** Returns a consumer, made if it isn't there, and notes that it was seen. */
    static StreamConsumer seenConsumer(final CommandContext context, final int keyArg, final StreamGroup group,
        final int consumerArg) {
        final byte[] name = context.argBytes(consumerArg);
        StreamConsumer consumer = group.consumer(name);
        if (consumer == null) {
            consumer = group.addConsumer(name, context.notedMs());
            Streams.recordConsumer(context, keyArg, group, name);
        }
        consumer.setSeenMs(context.notedMs());
        return consumer;
    }

    private static void beginPair(final CommandContext context, final int keyArg) {
        if (!context.reply().isResp3()) {
            context.reply().array(2);
        }
        context.reply().bulk(context.argAddress(keyArg), context.argLength(keyArg));
    }

    /** Gives a consumer what its group has not given out yet; returns whether there was any. */
    private static boolean giveNew(final CommandContext context, final ReadRequest request, final int keyArg,
        final Stream stream, final StreamGroup group, final StreamConsumer consumer) {
        final StreamId from = group.lastId().next();
        final StreamCursor cursor = stream.cursor();
        if (from == null || !cursor.forward(from, StreamId.MAX).next()) {
            return false;
        }
        beginPair(context, keyArg);
        final ReplyWriter reply = context.reply();
        final int start = reply.buffer().length();
        final List<StreamId> given = context.server().isJournaled() ? new ArrayList<>() : null;
        int count = 0;
        cursor.forward(from, StreamId.MAX);
        while (count < request.limit() && cursor.next()) {
            final StreamId id = new StreamId(cursor.ms(), cursor.seq());
            advance(stream, group, id);
            StreamTools.of(context).writeEntry(reply, cursor);
            if (!request.hasNoAck()) {
                group.give(id.ms(), id.seq(), consumer, context.notedMs(), 1);
                if (given != null) {
                    given.add(id);
                }
            }
            count++;
        }
        consumer.setActiveMs(context.notedMs());
        StreamTools.insertArray(reply, start, count);
        recordGiven(context, keyArg, group, consumer, given);
        return true;
    }

    private static void advance(final Stream stream, final StreamGroup group, final StreamId id) {
        if (group.entriesRead() != StreamGroup.UNKNOWN && !stream.hasDeletedFrom(id)) {
            group.setEntriesRead(group.entriesRead() + 1);
        } else if (stream.entriesAdded() > 0) {
            group.setEntriesRead(stream.distanceFromStart(id));
        }
        group.setLastId(id);
    }

    private static void recordGiven(final CommandContext context, final int keyArg, final StreamGroup group,
        final StreamConsumer consumer, final List<StreamId> given) {
        final EffectWriter effect = context.changedAs();
        if (effect != null && !given.isEmpty()) {
            Streams.beginClaim(context, keyArg, group, consumer.name(), effect, given.size());
            for (final StreamId id : given) {
                StreamTools.of(context).writeId(effect, id);
            }
            Streams.endClaim(context, group, effect, context.notedMs(), 1);
        }
        Streams.recordGroup(context, keyArg, group);
    }

    /** Gives a consumer again what it has pending; deleted entries as null. */
    private static void giveAgain(final CommandContext context, final ReadRequest request, final int index,
        final Stream stream, final StreamGroup group, final StreamConsumer consumer) {
        final ReplyWriter reply = context.reply();
        final int start = reply.buffer().length();
        final PendingCursor pending = group.pending(consumer);
        final StreamId from = request.after(index).next();
        pending.seek(from.ms(), from.seq());
        final StreamCursor cursor = stream.cursor();
        int count = 0;
        while (count < request.limit() && pending.next()) {
            final StreamId id = new StreamId(pending.ms(), pending.seq());
            if (cursor.forward(id, id).next()) {
                StreamTools.of(context).writeEntry(reply, cursor);
                final long deliveries = StreamGroup.deliveryCount(pending.rec()) + 1;
                group.setDelivery(pending.rec(), context.notedMs(), deliveries);
                Streams.recordClaim(context, request.keyArg(index), group, consumer.name(), id, context.notedMs(),
                    deliveries);
            } else {
                reply.array(2);
                StreamTools.of(context).writeId(reply, id);
                reply.nilArray();
            }
            count++;
        }
        StreamTools.insertArray(reply, start, count);
    }
}
