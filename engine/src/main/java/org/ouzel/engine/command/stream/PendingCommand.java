package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.PendingCursor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.ReplyWriter;

/** XPENDING: what a group has given out that was not acknowledged yet, as a summary or in detail. */
final class PendingCommand {
    private static final int KEY_ARG = 1;
    private static final int GROUP_ARG = 2;
    private static final int SUMMARY_ARG_COUNT = 3;
    private static final int MIN_DETAIL_ARG_COUNT = 6;
    private static final int MAX_DETAIL_ARG_COUNT = 9;
    private static final int MIN_IDLE_ARG_COUNT = 8;

    private PendingCommand() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xpending", PendingCommand::execute);
    }

    private static void execute(final CommandContext context) {
        final int argCount = context.argCount();
        if (argCount == SUMMARY_ARG_COUNT) {
            final StreamGroup group = requireGroup(context);
            if (group != null) {
                summarise(context, group);
            }
            return;
        }
        if (argCount < MIN_DETAIL_ARG_COUNT || argCount > MAX_DETAIL_ARG_COUNT) {
            context.syntaxError();
            return;
        }
        int startArg = GROUP_ARG + 1;
        long minIdleMs = 0;
        if (context.argIs(startArg, "idle")) {
            if (!context.requireLong(startArg + 1)) {
                return;
            }
            minIdleMs = context.parsedLong();
            if (argCount < MIN_IDLE_ARG_COUNT) {
                context.syntaxError();
                return;
            }
            startArg += 2;
        }
        list(context, startArg, minIdleMs);
    }

    private static void list(final CommandContext context, final int startArg, final long minIdleMs) {
        if (!context.requireLong(startArg + 2)) {
            return;
        }
        final long limit = Math.max(0, context.parsedLong());
        final StreamIdReader reader = StreamTools.of(context).ids;
        final StreamId start = reader.requireStart(context, startArg);
        final StreamId end = start == null ? null : reader.requireEnd(context, startArg + 1);
        final StreamGroup group = end == null ? null : requireGroup(context);
        if (group == null) {
            return;
        }
        StreamConsumer consumer = null;
        if (startArg + 3 < context.argCount()) {
            consumer = group.consumer(context.argBytes(startArg + 3));
            if (consumer == null) {
                context.reply().array(0);
                return;
            }
        }
        final PendingCursor cursor = group.pending(consumer);
        cursor.seek(start.ms(), start.seq());
        final int begin = context.reply().buffer().length();
        int count = 0;
        while (count < limit && cursor.next()
            && StreamId.compare(cursor.ms(), cursor.seq(), end.ms(), end.seq()) <= 0) {
            final long rec = cursor.rec();
            final long idleMs = context.nowMs() - StreamGroup.deliveryMs(rec);
            if (minIdleMs == 0 || idleMs >= minIdleMs) {
                writeDetail(context, cursor, group.owner(rec), Math.max(0, idleMs), StreamGroup.deliveryCount(rec));
                count++;
            }
        }
        StreamTools.insertArray(context.reply(), begin, count);
    }

    private static void writeDetail(final CommandContext context, final PendingCursor cursor,
        final StreamConsumer owner, final long idleMs, final long deliveries) {
        context.reply().array(4);
        StreamTools.of(context).writeId(context.reply(), cursor.ms(), cursor.seq());
        context.reply().bulk(owner.name());
        context.reply().integer(idleMs);
        context.reply().integer(deliveries);
    }

    /** The number of pending entries, the lowest, the highest, and the number of each consumer that has some. */
    private static void summarise(final CommandContext context, final StreamGroup group) {
        final ReplyWriter reply = context.reply();
        reply.array(4);
        reply.integer(group.pendingCount());
        if (group.pendingCount() == 0) {
            reply.nil();
            reply.nil();
            reply.nilArray();
            return;
        }
        final StreamTools tools = StreamTools.of(context);
        tools.writeId(reply, group.firstPending());
        tools.writeId(reply, group.lastPending());
        final int start = reply.buffer().length();
        int count = 0;
        for (final StreamConsumer consumer : group.consumers()) {
            if (consumer.pendingCount() > 0) {
                reply.array(2);
                reply.bulk(consumer.name());
                reply.bulkDecimal(consumer.pendingCount());
                count++;
            }
        }
        StreamTools.insertArray(reply, start, count);
    }

    private static StreamGroup requireGroup(final CommandContext context) {
        final Stream stream = Streams.forReading(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return null;
        }
        final StreamGroup group = stream == null ? null : stream.group(context.argBytes(GROUP_ARG));
        if (group == null) {
            Streams.refuseGroup(context, KEY_ARG, GROUP_ARG, "");
        }
        return group;
    }
}
