package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.type.PendingCursor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.ReplyWriter;

/** XINFO and its subcommands. What Redis says of its radix tree is said of blocks: one node each, and the root. */
final class StreamInfo {
    private static final int KEY_ARG = 2;
    private static final int GROUP_ARG = 3;
    private static final int FULL_ARG = 3;
    private static final int COUNT_ARG = 4;
    private static final int DEFAULT_COUNT = 10;
    private static final int PLAIN_ARG_COUNT = 3;
    private static final int FULL_ARG_COUNT = 4;
    private static final int COUNTED_ARG_COUNT = 6;

    private StreamInfo() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xinfo|stream", StreamInfo::stream);
        bindings.bind("xinfo|groups", StreamInfo::groups);
        bindings.bind("xinfo|consumers", StreamInfo::consumers);
        bindings.bind("xinfo|help", SubcommandHelp::execute);
    }

    private static void stream(final CommandContext context) {
        final int argCount = context.argCount();
        long limit = DEFAULT_COUNT;
        if (argCount > PLAIN_ARG_COUNT) {
            final boolean isCounted = argCount == COUNTED_ARG_COUNT && context.argIs(COUNT_ARG, "count");
            if (!context.argIs(FULL_ARG, "full") || argCount != FULL_ARG_COUNT && !isCounted) {
                StreamGroups.refuseOption(context, "XINFO");
                return;
            }
            if (isCounted) {
                if (!context.requireLong(COUNT_ARG + 1)) {
                    return;
                }
                limit = context.parsedLong() < 0 ? DEFAULT_COUNT : context.parsedLong();
            }
        }
        final Stream stream = requireStream(context);
        if (stream != null && argCount == PLAIN_ARG_COUNT) {
            describe(context, stream);
        } else if (stream != null) {
            describeInFull(context, stream, limit == 0 ? Long.MAX_VALUE : limit);
        }
    }

    private static void describe(final CommandContext context, final Stream stream) {
        final ReplyWriter reply = context.reply();
        reply.map(10);
        describeCounts(context, stream);
        reply.bulk("groups");
        reply.integer(stream.groups().size());
        reply.bulk("first-entry");
        writeOne(context, stream.cursor().forward(StreamId.MIN, StreamId.MAX));
        reply.bulk("last-entry");
        writeOne(context, stream.cursor().backward(StreamId.MIN, StreamId.MAX));
    }

    private static void describeCounts(final CommandContext context, final Stream stream) {
        final ReplyWriter reply = context.reply();
        final StreamTools tools = StreamTools.of(context);
        reply.bulk("length");
        reply.integer(stream.elementCount());
        reply.bulk("radix-tree-keys");
        reply.integer(stream.blockCount());
        reply.bulk("radix-tree-nodes");
        reply.integer(stream.blockCount() + 1);
        reply.bulk("last-generated-id");
        tools.writeId(reply, stream.lastId());
        reply.bulk("max-deleted-entry-id");
        tools.writeId(reply, stream.maxDeletedId());
        reply.bulk("entries-added");
        reply.integer(stream.entriesAdded());
        reply.bulk("recorded-first-entry-id");
        tools.writeId(reply, stream.firstId());
    }

    private static void writeOne(final CommandContext context, final StreamCursor cursor) {
        if (cursor.next()) {
            StreamTools.of(context).writeEntry(context.reply(), cursor);
        } else {
            context.reply().nil();
        }
    }

    private static void describeInFull(final CommandContext context, final Stream stream, final long limit) {
        final ReplyWriter reply = context.reply();
        reply.map(9);
        describeCounts(context, stream);
        reply.bulk("entries");
        StreamTools.of(context).writeEntries(reply, stream.cursor().forward(StreamId.MIN, StreamId.MAX), limit);
        reply.bulk("groups");
        reply.array(stream.groups().size());
        for (final StreamGroup group : stream.groups()) {
            reply.map(7);
            describeGroup(context, stream, group);
            reply.bulk("pel-count");
            reply.integer(group.pendingCount());
            reply.bulk("pel");
            writePending(context, group, null, limit);
            reply.bulk("consumers");
            reply.array(group.consumers().size());
            for (final StreamConsumer consumer : group.consumers()) {
                describeConsumer(context, group, consumer, limit);
            }
        }
    }

    private static void describeGroup(final CommandContext context, final Stream stream, final StreamGroup group) {
        final ReplyWriter reply = context.reply();
        reply.bulk("name");
        reply.bulk(group.name());
        reply.bulk("last-delivered-id");
        StreamTools.of(context).writeId(reply, group.lastId());
        writeProgress(context, stream, group);
    }

    private static void writeProgress(final CommandContext context, final Stream stream, final StreamGroup group) {
        final ReplyWriter reply = context.reply();
        reply.bulk("entries-read");
        if (group.entriesRead() == StreamGroup.UNKNOWN) {
            reply.nil();
        } else {
            reply.integer(group.entriesRead());
        }
        reply.bulk("lag");
        final long read = stream.entriesAdded() == 0 ? 0
            : group.entriesRead() != StreamGroup.UNKNOWN && !stream.hasDeletedFrom(group.lastId())
                ? group.entriesRead() : stream.distanceFromStart(group.lastId());
        if (read == StreamGroup.UNKNOWN) {
            reply.nil();
        } else {
            reply.integer(stream.entriesAdded() == 0 ? 0 : stream.entriesAdded() - read);
        }
    }

    private static void describeConsumer(final CommandContext context, final StreamGroup group,
        final StreamConsumer consumer, final long limit) {
        final ReplyWriter reply = context.reply();
        reply.map(5);
        reply.bulk("name");
        reply.bulk(consumer.name());
        reply.bulk("seen-time");
        reply.integer(consumer.seenMs());
        reply.bulk("active-time");
        reply.integer(consumer.activeMs());
        reply.bulk("pel-count");
        reply.integer(consumer.pendingCount());
        reply.bulk("pel");
        writePending(context, group, consumer, limit);
    }

    /** For each pending entry its identifier, its consumer unless that is given, its time and number of delivery. */
    private static void writePending(final CommandContext context, final StreamGroup group,
        final StreamConsumer consumer, final long limit) {
        final ReplyWriter reply = context.reply();
        final PendingCursor cursor = group.pending(consumer);
        cursor.seek(0, 0);
        final int start = reply.buffer().length();
        int count = 0;
        while (count < limit && cursor.next()) {
            final long rec = cursor.rec();
            reply.array(consumer == null ? 4 : 3);
            StreamTools.of(context).writeId(reply, cursor.ms(), cursor.seq());
            if (consumer == null) {
                reply.bulk(group.owner(rec).name());
            }
            reply.integer(StreamGroup.deliveryMs(rec));
            reply.integer(StreamGroup.deliveryCount(rec));
            count++;
        }
        StreamTools.insertArray(reply, start, count);
    }

    private static void groups(final CommandContext context) {
        final Stream stream = requireStream(context);
        if (stream == null) {
            return;
        }
        final ReplyWriter reply = context.reply();
        reply.array(stream.groups().size());
        for (final StreamGroup group : stream.groups()) {
            reply.map(6);
            reply.bulk("name");
            reply.bulk(group.name());
            reply.bulk("consumers");
            reply.integer(group.consumers().size());
            reply.bulk("pending");
            reply.integer(group.pendingCount());
            reply.bulk("last-delivered-id");
            StreamTools.of(context).writeId(reply, group.lastId());
            writeProgress(context, stream, group);
        }
    }

    private static void consumers(final CommandContext context) {
        final Stream stream = requireStream(context);
        if (stream == null) {
            return;
        }
        final StreamGroup group = stream.group(context.argBytes(GROUP_ARG));
        if (group == null) {
            context.reply().error(StreamGroups.noGroup(context, KEY_ARG, GROUP_ARG));
            return;
        }
        final ReplyWriter reply = context.reply();
        reply.array(group.consumers().size());
        for (final StreamConsumer consumer : group.consumers()) {
            reply.map(4);
            reply.bulk("name");
            reply.bulk(consumer.name());
            reply.bulk("pending");
            reply.integer(consumer.pendingCount());
            reply.bulk("idle");
            reply.integer(Math.max(0, context.nowMs() - consumer.seenMs()));
            reply.bulk("inactive");
            reply.integer(consumer.activeMs() == StreamConsumer.NEVER ? StreamConsumer.NEVER
                : Math.max(0, context.nowMs() - consumer.activeMs()));
        }
    }

    private static Stream requireStream(final CommandContext context) {
        final Stream stream = Streams.forReading(context, KEY_ARG);
        if (stream == null && !Streams.isRefused(context)) {
            context.reply().error(Errors.NO_SUCH_KEY);
        }
        return stream;
    }
}
