package org.ouzel.engine.command.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.latency.TimeHistogram;
import org.ouzel.protocol.ReplyWriter;

/** LATENCY HISTOGRAM: the times of each command, in buckets that double. Holds all shards. */
final class LatencyHistogram {
    private static final int FIRST_ARG = 2;
    private static final long FIRST_BUCKET_NS = 1024;
    private static final long LAST_BUCKET_NS = FIRST_BUCKET_NS << 30;
    private static final long NS_PER_US = 1000;

    private LatencyHistogram() {
    }

    /** A map of commands that were timed (all, or those named); of each its calls, and counts up to so many µs. */
    static void execute(final CommandContext context) {
        final CommandTable table = context.server().commandTable();
        final Scope scope = Scope.of(context);
        final List<CommandSpec> found = new ArrayList<>();
        final List<TimeHistogram> foundTimes = new ArrayList<>();
        for (final CommandSpec spec : context.argCount() == FIRST_ARG ? table.all() : named(context, table)) {
            final TimeHistogram times = scope.times(spec.id());
            if (times != null) {
                found.add(spec);
                foundTimes.add(times);
            }
        }
        context.reply().map(found.size());
        for (int i = 0; i < found.size(); i++) {
            write(found.get(i).name(), foundTimes.get(i), context.reply());
        }
    }

    /** Returns the commands that are asked for, with their subcommands, in the order of their names. */
    private static Collection<CommandSpec> named(final CommandContext context, final CommandTable table) {
        final Map<String, CommandSpec> specs = new TreeMap<>();
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            final CommandSpec spec = table.find(context.argText(i));
            if (spec != null) {
                specs.put(spec.name(), spec);
                spec.subcommands().values().forEach(each -> specs.put(each.name(), each));
            }
        }
        return specs.values();
    }

    private static void write(final String name, final TimeHistogram times, final ReplyWriter reply) {
        final List<long[]> buckets = new ArrayList<>();
        final long all = times.count();
        long within = 0;
        long fromNs = 0;
        for (long toNs = FIRST_BUCKET_NS; within < all && toNs <= LAST_BUCKET_NS; toNs *= 2) {
            final long count = times.countBetween(fromNs, toNs);
            within += count;
            if (count > 0) {
                buckets.add(new long[] {(toNs - 1) / NS_PER_US, within});
            }
            fromNs = toNs;
        }
        reply.bulk(name);
        reply.map(2);
        reply.bulk("calls");
        reply.integer(all);
        reply.bulk("histogram_usec");
        reply.map(buckets.size());
        for (final long[] bucket : buckets) {
            reply.integer(bucket[0]);
            reply.integer(bucket[1]);
        }
    }
}
