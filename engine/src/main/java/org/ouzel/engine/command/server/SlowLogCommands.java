package org.ouzel.engine.command.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.latency.SlowLog;
import org.ouzel.protocol.ReplyWriter;

/** SLOWLOG GET, LEN and RESET: the shards' logs as one, of the session's namespace only. Holds all shards. */
final class SlowLogCommands {
    private static final int COUNT_ARG = 2;
    private static final int DEFAULT_COUNT = 10;
    private static final int FIELD_COUNT = 6;

    private SlowLogCommands() {
    }

    /** The latest first; a count of -1 means all. */
    static void get(final CommandContext context) {
        long count = DEFAULT_COUNT;
        if (context.argCount() > COUNT_ARG + 1) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "SLOWLOG"));
            return;
        }
        if (context.argCount() > COUNT_ARG) {
            if (!context.isLong(COUNT_ARG) || context.parsedLong() < -1) {
                context.reply().error("ERR count should be greater than or equal to -1");
                return;
            }
            count = context.parsedLong() == -1 ? Long.MAX_VALUE : context.parsedLong();
        }
        final List<SlowLog.Entry> entries = entries(context);
        final int shown = (int) Math.min(count, entries.size());
        context.reply().array(shown);
        entries.subList(0, shown).forEach(entry -> write(entry, context.reply()));
    }

    static void length(final CommandContext context) {
        context.reply().integer(entries(context).size());
    }

    static void reset(final CommandContext context) {
        for (int i = 0; i < context.server().shardCount(); i++) {
            context.server().shard(i).slowLog().reset(context.session().namespace());
        }
        context.reply().ok();
    }

    private static List<SlowLog.Entry> entries(final CommandContext context) {
        final List<SlowLog.Entry> entries = new ArrayList<>();
        for (int i = 0; i < context.server().shardCount(); i++) {
            context.server().shard(i).slowLog().entries(context.session().namespace()).forEach(entries::add);
        }
        entries.sort(Comparator.comparingLong(SlowLog.Entry::id).reversed());
        final long maxLength = context.server().slowLogMaxLength();
        return entries.size() <= maxLength ? entries : entries.subList(0, (int) maxLength);
    }

    private static void write(final SlowLog.Entry entry, final ReplyWriter reply) {
        reply.array(FIELD_COUNT);
        reply.integer(entry.id());
        reply.integer(entry.timeSeconds());
        reply.integer(entry.elapsedUs());
        reply.array(entry.arguments().size());
        entry.arguments().forEach(reply::bulk);
        reply.bulk(entry.peer().getBytes(StandardCharsets.ISO_8859_1));
        reply.bulk(entry.clientName().getBytes(StandardCharsets.ISO_8859_1));
    }
}
