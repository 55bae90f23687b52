package org.ouzel.engine.command.stream;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.PendingCursor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;

/** XCLAIM and XAUTOCLAIM: a consumer takes over what others have pending. */
final class StreamClaims {
    private static final int KEY_ARG = 1;
    private static final int GROUP_ARG = 2;
    private static final int CONSUMER_ARG = 3;
    private static final int FIRST_ID_ARG = 5;
    private static final int DEFAULT_COUNT = 100;
    /** How many pending entries XAUTOCLAIM looks at for each that it may take. */
    private static final int ATTEMPTS = 10;

    private StreamClaims() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xclaim", StreamClaims::claim);
        bindings.bind("xautoclaim", StreamClaims::claimIdle);
    }

    /** XCLAIM key group consumer min-idle id … [options]: the entries taken over, or their identifiers. */
    private static void claim(final CommandContext context) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        final StreamGroup group = Streams.isRefused(context) ? null : requireGroup(context, stream);
        final ClaimOptions options = group == null ? null : ClaimOptions.read(context, FIRST_ID_ARG);
        if (options == null) {
            return;
        }
        final long bytesBefore = stream.usedBytes();
        final boolean isAhead = options.lastId().compareTo(group.lastId()) > 0;
        if (isAhead) {
            group.setLastId(options.lastId());
        }
        final StreamConsumer consumer = StreamReads.seenConsumer(context, KEY_ARG, group, CONSUMER_ARG);
        final int start = context.reply().buffer().length();
        final StreamIdReader reader = StreamTools.of(context).ids;
        int claimed = 0;
        boolean isRecorded = false;
        for (int i = FIRST_ID_ARG; i < options.endOfIds(); i++) {
            reader.isId(context, i, 0);
            final StreamId id = reader.id();
            if (!stream.contains(id.ms(), id.seq())) {
                forget(context, group, id);
            } else if (isClaimable(context, group, id, options)) {
                give(context, stream, group, consumer, id, options);
                isRecorded = true;
                claimed++;
            }
        }
        StreamTools.insertArray(context.reply(), start, claimed);
        if (isAhead && !isRecorded) {
            Streams.recordGroup(context, KEY_ARG, group);
        }
        Streams.account(context, KEY_ARG, stream, bytesBefore);
    }

    private static boolean isClaimable(final CommandContext context, final StreamGroup group, final StreamId id,
        final ClaimOptions options) {
        final long rec = group.findPending(id.ms(), id.seq());
        if (rec == 0) {
            return options.isForced();
        }
        return options.minIdleMs() == 0 || context.notedMs() - StreamGroup.deliveryMs(rec) >= options.minIdleMs();
    }

    /** Gives an entry to a consumer, and writes it to the reply. */
    private static void give(final CommandContext context, final Stream stream, final StreamGroup group,
        final StreamConsumer consumer, final StreamId id, final ClaimOptions options) {
        final long rec = group.findPending(id.ms(), id.seq());
        long deliveries = rec == 0 ? 1 : StreamGroup.deliveryCount(rec);
        if (options.retryCount() >= 0) {
            deliveries = options.retryCount();
        } else if (!options.isIdOnly()) {
            deliveries++;
        }
        group.give(id.ms(), id.seq(), consumer, options.deliveryMs(), deliveries);
        consumer.setActiveMs(context.notedMs());
        writeTaken(context, stream, id, options.isIdOnly());
        Streams.recordClaim(context, KEY_ARG, group, consumer.name(), id, options.deliveryMs(), deliveries);
    }

    private static void writeTaken(final CommandContext context, final Stream stream, final StreamId id,
        final boolean isIdOnly) {
        final StreamTools tools = StreamTools.of(context);
        if (isIdOnly) {
            tools.writeId(context.reply(), id);
            return;
        }
        final StreamCursor cursor = stream.cursor().forward(id, id);
        cursor.next();
        tools.writeEntry(context.reply(), cursor);
    }

    /** Takes an entry that was deleted off the pending ones. */
    private static void forget(final CommandContext context, final StreamGroup group, final StreamId id) {
        if (!group.acknowledge(id.ms(), id.seq())) {
            return;
        }
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(4).text("XACK").bytes(context.argAddress(KEY_ARG), context.argLength(KEY_ARG));
            effect.bytes(group.name());
            StreamTools.of(context).writeId(effect, id);
        }
    }

    /**
     * XAUTOCLAIM key group consumer min-idle start [COUNT n] [JUSTID]: where to go on, the entries taken over, and the
     * identifiers of those that had been deleted.
     */
    private static void claimIdle(final CommandContext context) {
        final ClaimOptions options = ClaimOptions.readIdle(context, FIRST_ID_ARG, DEFAULT_COUNT);
        final Stream stream = options == null ? null : Streams.forWriting(context, KEY_ARG);
        final StreamGroup group = options == null || Streams.isRefused(context) ? null
            : requireGroup(context, stream);
        if (group == null) {
            return;
        }
        final long bytesBefore = stream.usedBytes();
        final StreamConsumer consumer = StreamReads.seenConsumer(context, KEY_ARG, group, CONSUMER_ARG);
        final int start = context.reply().buffer().length();
        final List<StreamId> deleted = new ArrayList<>();
        final PendingCursor pending = group.pending(null);
        pending.seek(options.start().ms(), options.start().seq());
        long left = options.count();
        int claimed = 0;
        boolean hasNext = true;
        for (long attempts = left * ATTEMPTS; attempts > 0 && left > 0; attempts--) {
            hasNext = pending.next();
            if (!hasNext) {
                break;
            }
            final StreamId id = new StreamId(pending.ms(), pending.seq());
            if (!stream.contains(id.ms(), id.seq())) {
                forget(context, group, id);
                deleted.add(id);
                left--;
            } else if (isClaimable(context, group, id, options)) {
                give(context, stream, group, consumer, id, options);
                claimed++;
                left--;
            }
        }
        final StreamId next = hasNext && pending.next() ? new StreamId(pending.ms(), pending.seq()) : StreamId.MIN;
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        finishIdle(context, start, claimed, next, deleted);
    }

    private static void finishIdle(final CommandContext context, final int start, final int claimed,
        final StreamId next, final List<StreamId> deleted) {
        final StreamTools tools = StreamTools.of(context);
        StreamTools.insertArray(context.reply(), start, claimed);
        tools.insertId(context.reply(), start, next);
        StreamTools.insertArray(context.reply(), start, 3);
        context.reply().array(deleted.size());
        for (final StreamId id : deleted) {
            tools.writeId(context.reply(), id);
        }
    }

    private static StreamGroup requireGroup(final CommandContext context, final Stream stream) {
        final StreamGroup group = stream == null ? null : stream.group(context.argBytes(GROUP_ARG));
        if (group == null) {
            Streams.refuseGroup(context, KEY_ARG, GROUP_ARG, "");
        }
        return group;
    }
}
