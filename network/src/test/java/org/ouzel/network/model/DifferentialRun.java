package org.ouzel.network.model;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.protocol.client.Reply;

/**
 * Sends one random sequence to two servers, pipelined in batches, and compares reply by reply. A divergence is
 * shrunk to a short list of commands; then both servers are emptied and the sequence goes on, so that one run
 * reports several faults.
 */
public final class DifferentialRun implements AutoCloseable {
    private static final int BATCH_STEPS = 200;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int MUTATION_PERCENT = 4;
    private static final int MAX_REPORTS = Integer.getInteger("ouzel.model.reports", 12);
    private static final int MAX_DIVERGENCES = 400;

    private int done;
    private int divergences;
    private Pair pair;
    private final List<Step> history = new ArrayList<>();
    private final List<Step> batch = new ArrayList<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final StringBuilder report = new StringBuilder();
    private final ServerUnderTest reference;
    private final ServerUnderTest tested;
    private final int protocol;

    public DifferentialRun(final ServerUnderTest reference, final ServerUnderTest tested, final int protocol) {
        this.reference = reference;
        this.tested = tested;
        this.protocol = protocol;
    }

    /** Runs about {@code commandCount} commands; throws an AssertionError with a report if anything differed. */
    public void run(final CommandGenerator generator, final long seed, final int commandCount) {
        final Dice dice = new Dice(seed);
        reset();
        try {
            generateAll(generator, dice, commandCount);
        } catch (final AssertionError | UncheckedIOException e) {
            throw new AssertionError("family=" + generator.family() + " protocol=" + protocol + " seed=" + seed
                + " commands=" + done, e);
        }
        if (divergences > 0) {
            throw new AssertionError(String.format(
                "family=%s protocol=%d seed=%d commands=%d divergences=%d distinct=%d, replay with"
                    + " -Douzel.model.seed=%d%n%s",
                generator.family(), protocol, seed, done, divergences, seen.size(), seed, report));
        }
    }

    private void generateAll(final CommandGenerator generator, final Dice dice, final int commandCount) {
        while (done < commandCount && divergences < MAX_DIVERGENCES && seen.size() < MAX_REPORTS) {
            generator.generate(dice, step -> {
                final boolean isGarbled = step.isMutable() && dice.chance(MUTATION_PERCENT);
                enqueue(isGarbled ? Mutation.of(step, dice) : step);
            });
        }
        flush();
    }

    public int commandCount() {
        return done;
    }

    @Override
    public void close() {
        if (pair != null) {
            pair.close();
        }
    }

    private void enqueue(final Step step) {
        if (step.isOptional() && !known.computeIfAbsent(step.name(), this::isKnown)) {
            return;
        }
        if (step.interaction() != null) {
            flush();
            interact(step);
            return;
        }
        batch.add(step);
        pair.add(step);
        if (batch.size() >= BATCH_STEPS || pair.pendingBytes() >= BATCH_BYTES) {
            flush();
        }
    }

    private boolean isKnown(final String command) {
        try (RawConnection connection = tested.connect()) {
            return Reply.parse(connection.call("COMMAND", "INFO", command)).elements().get(0).isAggregate();
        }
    }

    private void interact(final Step step) {
        done++;
        history.add(step);
        final String difference = pair.differenceOf(step);
        if (difference != null) {
            record(step, difference);
            reset();
        }
    }

    private void flush() {
        pair.flush();
        for (int i = 0; i < batch.size(); i++) {
            done++;
            final Step step = batch.get(i);
            history.add(step);
            final String difference = pair.differenceOfReplies(step);
            if (difference != null) {
                record(step, difference);
                reset();
                break;
            }
        }
        batch.clear();
    }

    private void record(final Step step, final String difference) {
        divergences++;
        final String kind = step.name() + difference.replaceAll("[0-9]+", "#").lines().limit(1).toList();
        if (!seen.add(kind)) {
            return;
        }
        final Shrinker shrinker = new Shrinker(this::diverges);
        report.append(difference).append("  smallest repro:\n");
        shrinker.shrink(history).forEach(each -> report.append("    ").append(abbreviated(each)).append('\n'));
        report.append("  last commands on its keys:\n");
        shrinker.related(history, 8).forEach(each -> report.append("    ").append(abbreviated(each)).append('\n'));
        report.append('\n');
    }

    /** Whether the last of {@code steps} diverges on emptied servers, and none before it. */
    private boolean diverges(final List<Step> steps) {
        try (Pair fresh = Pair.open(reference, tested, protocol)) {
            int from = 0;
            while (from < steps.size()) {
                int to = from;
                while (to < steps.size() && to - from < BATCH_STEPS && steps.get(to).interaction() == null) {
                    fresh.add(steps.get(to++));
                }
                fresh.flush();
                for (; from < to; from++) {
                    if (fresh.differenceOfReplies(steps.get(from)) != null) {
                        return from == steps.size() - 1;
                    }
                }
                if (from < steps.size() && fresh.differenceOf(steps.get(from++)) != null) {
                    return from == steps.size();
                }
            }
            return false;
        }
    }

    private void reset() {
        close();
        pair = Pair.open(reference, tested, protocol);
        history.clear();
    }

    private static String abbreviated(final Step step) {
        final String text = step.toString();
        return text.length() <= 2000 ? text : text.substring(0, 2000) + "… (" + text.length() + " characters)";
    }

    /** The connections to both servers. */
    private record Pair(RawConnection left, RawConnection right) implements AutoCloseable {
        static Pair open(final ServerUnderTest reference, final ServerUnderTest tested, final int protocol) {
            final Pair pair = new Pair(reference.connect(protocol), tested.connect(protocol));
            empty(pair.left);
            empty(pair.right);
            return pair;
        }

        private static void empty(final RawConnection connection) {
            final String reply = connection.call("FLUSHALL");
            if (!"+OK\r\n".equals(reply)) {
                throw new IllegalStateException("FLUSHALL answers " + reply);
            }
        }

        void add(final Step step) {
            left.add(step.arguments());
            right.add(step.arguments());
        }

        int pendingBytes() {
            return left.pendingBytes();
        }

        void flush() {
            left.flush();
            right.flush();
        }

        String differenceOfReplies(final Step step) {
            final byte[] expected;
            try {
                expected = left.readReply();
            } catch (final UncheckedIOException e) {
                throw new AssertionError("the reference doesn't answer " + step, e);
            }
            try {
                final byte[] actual = right.readReply();
                return step.matcher().matches(expected, actual) ? null : Difference.of(step, expected, actual);
            } catch (final UncheckedIOException e) {
                return Difference.of(step, expected, RawConnection.bytes(e.getCause().toString()));
            }
        }

        String differenceOf(final Step step) {
            try {
                final String difference = step.interaction().differenceBetween(left, right);
                return difference == null ? null : step + "\n" + difference + "\n";
            } catch (final AssertionError | RuntimeException e) {
                return step + "\n  " + e + "\n";
            }
        }

        @Override
        public void close() {
            left.close();
            right.close();
        }
    }
}
