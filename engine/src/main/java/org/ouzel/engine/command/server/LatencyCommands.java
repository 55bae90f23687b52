package org.ouzel.engine.command.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.latency.LatencyMonitor;
import org.ouzel.engine.latency.LatencyMonitor.History;
import org.ouzel.engine.latency.LatencyMonitor.Sample;
import org.ouzel.protocol.ReplyWriter;

/** LATENCY LATEST, HISTORY, GRAPH and RESET: the slow moments of all shards. Holds all shards. */
final class LatencyCommands {
    private static final int EVENT_ARG = 2;
    private static final int LATEST_FIELD_COUNT = 4;
    private static final int GRAPH_WIDTH = 80;
    private static final int GRAPH_HEIGHT = 4;

    private LatencyCommands() {
    }

    /** Of each event its name, when it happened last, how long that took, and the longest ever, in milliseconds. */
    static void latest(final CommandContext context) {
        final Map<String, History> histories = histories(context);
        final ReplyWriter reply = context.reply();
        reply.array(histories.size());
        histories.forEach((event, history) -> {
            final Sample last = history.samples().get(history.samples().size() - 1);
            reply.array(LATEST_FIELD_COUNT);
            reply.bulk(event);
            reply.integer(last.timeSeconds());
            reply.integer(last.latencyMs());
            reply.integer(history.worstMs());
        });
    }

    /** Pairs of time and milliseconds, oldest first; none for an event that never happened. */
    static void history(final CommandContext context) {
        final History history = histories(context).get(context.argText(EVENT_ARG));
        final List<Sample> samples = history == null ? List.of() : history.samples();
        context.reply().array(samples.size());
        for (final Sample sample : samples) {
            context.reply().array(2);
            context.reply().integer(sample.timeSeconds());
            context.reply().integer(sample.latencyMs());
        }
    }

    /** Answers how many events there was something to forget of. */
    static void reset(final CommandContext context) {
        final TreeSet<String> events = new TreeSet<>();
        for (int i = EVENT_ARG; i < context.argCount(); i++) {
            events.add(context.argText(i));
        }
        if (context.argCount() == EVENT_ARG) {
            events.addAll(histories(context).keySet());
        }
        int count = 0;
        for (final String event : events) {
            boolean isFound = false;
            for (final LatencyMonitor monitor : Scope.of(context).latencyMonitors()) {
                isFound |= monitor.reset(event);
            }
            count += isFound ? 1 : 0;
        }
        context.reply().integer(count);
    }

    /** A column of characters for each sample, the age of each below. */
    static void graph(final CommandContext context) {
        final String event = context.argText(EVENT_ARG);
        final History history = histories(context).get(event);
        if (history == null) {
            context.reply().error("ERR No samples available for event '" + event + "'");
            return;
        }
        final List<Sample> all = history.samples();
        final List<Sample> samples = all.subList(Math.max(0, all.size() - GRAPH_WIDTH), all.size());
        context.reply().verbatim("txt", draw(event, history, samples, context.nowMs() / 1000));
    }

    /** Returns what the shards noted, by event. */
    static Map<String, History> histories(final CommandContext context) {
        final LatencyMonitor all = new LatencyMonitor();
        Scope.of(context).latencyMonitors().forEach(all::add);
        return all.histories();
    }

    private static String draw(final String event, final History history, final List<Sample> samples,
        final long nowSeconds) {
        final long highest = samples.stream().mapToLong(Sample::latencyMs).max().orElse(0);
        final long lowest = samples.stream().mapToLong(Sample::latencyMs).min().orElse(0);
        final StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s - high %d ms, low %d ms (all time high %d ms)%n", event, highest,
            lowest, history.worstMs()).replace(System.lineSeparator(), "\n"));
        text.append("-".repeat(GRAPH_WIDTH)).append('\n');
        for (int row = GRAPH_HEIGHT; row > 0; row--) {
            for (final Sample sample : samples) {
                final long height = highest == lowest ? 1
                    : 1 + (sample.latencyMs() - lowest) * (GRAPH_HEIGHT - 1) / (highest - lowest);
                text.append(height > row ? '|' : height == row ? '#' : ' ');
            }
            text.append('\n');
        }
        text.append('\n');
        appendAges(text, samples, nowSeconds);
        return text.toString();
    }

    /** The ages are written downwards, one column for each sample. */
    private static void appendAges(final StringBuilder text, final List<Sample> samples, final long nowSeconds) {
        final List<String> ages = samples.stream().map(sample -> age(nowSeconds - sample.timeSeconds())).toList();
        final int height = ages.stream().mapToInt(String::length).max().orElse(0);
        for (int row = 0; row < height; row++) {
            for (final String age : ages) {
                text.append(row < age.length() ? age.charAt(row) : ' ');
            }
            text.append('\n');
        }
    }

    private static String age(final long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
