package org.ouzel.engine.command.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.protocol.ReplyWriter;

/** LATENCY HISTOGRAM: the times of each command, in buckets that double. Holds all shards. */
final class LatencyHistogram {
    private static final int FIRST_ARG = 2;
    private static final long FIRST_BUCKET_NS = 1024;
    private static final long NS_PER_US = 1000;

    private LatencyHistogram() {
    }

    /** A map of commands that were timed (all, or those named); of each its calls, and counts up to so many µs. */
    static void execute(final CommandContext context) {
        final ServerState server = context.server();
        final Map<String, CommandSpec> specs = new TreeMap<>();
        if (context.argCount() == FIRST_ARG) {
            server.commandTable().all().forEach(spec -> specs.put(spec.name(), spec));
        }
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            final CommandSpec spec = server.commandTable().find(context.argText(i));
            if (spec != null) {
                specs.put(spec.name(), spec);
                spec.subcommands().values().forEach(each -> specs.put(each.name(), each));
            }
        }
        final Scope scope = Scope.of(context);
        final Map<String, Histogram> found = new TreeMap<>();
        specs.forEach((name, spec) -> {
            final Histogram times = scope.times(spec.id());
            if (times != null) {
                found.put(name, times);
            }
        });
        context.reply().map(found.size());
        found.forEach((name, times) -> write(name, times, context.reply()));
    }

    private static void write(final String name, final Histogram times, final ReplyWriter reply) {
        final List<long[]> buckets = new ArrayList<>();
        long before = 0;
        for (final HistogramIterationValue value : times.logarithmicBucketValues(FIRST_BUCKET_NS, 2)) {
            final long count = value.getTotalCountToThisValue();
            if (count > before) {
                buckets.add(new long[] {times.highestEquivalentValue(value.getValueIteratedTo()) / NS_PER_US, count});
            }
            before = count;
        }
        reply.bulk(name);
        reply.map(2);
        reply.bulk("calls");
        reply.integer(times.getTotalCount());
        reply.bulk("histogram_usec");
        reply.map(buckets.size());
        for (final long[] bucket : buckets) {
            reply.integer(bucket[0]);
            reply.integer(bucket[1]);
        }
    }
}
