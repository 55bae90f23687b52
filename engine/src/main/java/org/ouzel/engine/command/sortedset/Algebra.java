package org.ouzel.engine.command.sortedset;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.LargeSortedSet;
import org.ouzel.protocol.DoubleText;

/**
 * ZUNION, ZINTER, ZDIFF, their storing forms, and ZINTERCARD.
 *
 * <p>Unions and intersections begin with the smallest source, as Redis's do: the order decides how sums are rounded.
 */
final class Algebra {
    /** What is done with the sources. */
    private enum Operation {
        UNION,
        INTERSECTION,
        DIFFERENCE,
        CARDINALITY
    }

    /** What is done with the scores of a member that several sources have. */
    private enum Aggregate {
        SUM,
        MIN,
        MAX
    }

    private static final String BAD_WEIGHT = "ERR weight value is not a float";
    private static final String NEGATIVE_LIMIT = "ERR LIMIT can't be negative";

    private boolean hasScores;
    private long limit;
    private Aggregate aggregate = Aggregate.SUM;
    private final List<AlgebraSource> sources = new ArrayList<>();
    private final Operation operation;
    private final boolean isStored;
    private final CommandContext context;

    private Algebra(final CommandContext context, final Operation operation, final boolean isStored) {
        this.context = context;
        this.operation = operation;
        this.isStored = isStored;
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("zunion", context -> new Algebra(context, Operation.UNION, false).run());
        bindings.bind("zunionstore", context -> new Algebra(context, Operation.UNION, true).run());
        bindings.bind("zinter", context -> new Algebra(context, Operation.INTERSECTION, false).run());
        bindings.bind("zinterstore", context -> new Algebra(context, Operation.INTERSECTION, true).run());
        bindings.bind("zdiff", context -> new Algebra(context, Operation.DIFFERENCE, false).run());
        bindings.bind("zdiffstore", context -> new Algebra(context, Operation.DIFFERENCE, true).run());
        bindings.bind("zintercard", context -> new Algebra(context, Operation.CARDINALITY, false).run());
    }

    private void run() {
        try {
            final int options = readSources(isStored ? 2 : 1);
            if (options > 0 && readOptions(options)) {
                answer();
            }
        } finally {
            sources.forEach(AlgebraSource::close);
        }
    }

    /** Reads the number of keys and the keys; returns where the options begin, 0 where something is wrong. */
    private int readSources(final int countArg) {
        if (!context.requireLong(countArg)) {
            return 0;
        }
        final long count = context.parsedLong();
        if (count < 1) {
            context.reply().error("ERR at least 1 input key is needed for '" + context.spec().name() + "' command");
            return 0;
        }
        if (count > context.argCount() - (countArg + 1)) {
            context.syntaxError();
            return 0;
        }
        final int end = countArg + 1 + (int) count;
        for (int key = countArg + 1; key < end; key++) {
            final AlgebraSource source = AlgebraSource.of(context, key);
            if (source == null) {
                context.reply().error(Errors.WRONG_TYPE);
                return 0;
            }
            sources.add(source);
        }
        return end;
    }

    private boolean readOptions(final int firstArg) {
        final boolean isWeighted = operation == Operation.UNION || operation == Operation.INTERSECTION;
        for (int arg = firstArg; arg < context.argCount();) {
            final int left = context.argCount() - arg;
            final int taken;
            if (isWeighted && left > sources.size() && context.argIs(arg, "weights")) {
                taken = readWeights(arg + 1);
            } else if (isWeighted && left > 1 && context.argIs(arg, "aggregate")) {
                taken = readAggregate(arg + 1);
            } else if (!isStored && operation != Operation.CARDINALITY && context.argIs(arg, "withscores")) {
                hasScores = true;
                taken = 1;
            } else if (operation == Operation.CARDINALITY && left > 1 && context.argIs(arg, "limit")) {
                taken = readLimit(arg + 1);
            } else {
                context.syntaxError();
                taken = 0;
            }
            if (taken == 0) {
                return false;
            }
            arg += taken;
        }
        return true;
    }

    private int readWeights(final int firstArg) {
        for (int i = 0; i < sources.size(); i++) {
            final double weight = DoubleText.parse(context.argAddress(firstArg + i), context.argLength(firstArg + i));
            if (Double.isNaN(weight)) {
                context.reply().error(BAD_WEIGHT);
                return 0;
            }
            sources.get(i).setWeight(weight);
        }
        return 1 + sources.size();
    }

    private int readAggregate(final int arg) {
        if (context.argIs(arg, "sum")) {
            aggregate = Aggregate.SUM;
        } else if (context.argIs(arg, "min")) {
            aggregate = Aggregate.MIN;
        } else if (context.argIs(arg, "max")) {
            aggregate = Aggregate.MAX;
        } else {
            context.syntaxError();
            return 0;
        }
        return 2;
    }

    private int readLimit(final int arg) {
        if (!context.isLong(arg) || context.parsedLong() < 0) {
            context.reply().error(NEGATIVE_LIMIT);
            return 0;
        }
        limit = context.parsedLong();
        return 2;
    }

    private void answer() {
        if (operation == Operation.CARDINALITY) {
            sources.sort(Comparator.comparingLong(AlgebraSource::size));
            context.reply().integer(countCommon());
            return;
        }
        final Keyspace keyspace = isStored ? context.databaseFor(1).keyspace() : context.shard().keyspace();
        final SortedSetResult result = new SortedSetResult(keyspace);
        if (operation == Operation.DIFFERENCE) {
            subtract(result);
        } else {
            sources.sort(Comparator.comparingLong(AlgebraSource::size));
            if (operation == Operation.UNION) {
                unite(result);
            } else {
                intersect(result);
            }
        }
        if (isStored) {
            result.store(context, 1);
        } else {
            result.reply(context.reply(), hasScores);
        }
    }

    private long countCommon() {
        final AlgebraSource first = sources.get(0);
        long count = 0;
        while ((limit == 0 || count < limit) && first.next()) {
            count += isInAllOthers(first) ? 1 : 0;
        }
        return count;
    }

    private boolean isInAllOthers(final AlgebraSource first) {
        for (int i = 1; i < sources.size(); i++) {
            if (!sources.get(i).find(first.address(), first.length())) {
                return false;
            }
        }
        return true;
    }

    private void subtract(final SortedSetResult result) {
        final AlgebraSource first = sources.get(0);
        while (first.next()) {
            boolean isOnlyHere = true;
            for (int i = 1; i < sources.size() && isOnlyHere; i++) {
                isOnlyHere = !sources.get(i).find(first.address(), first.length());
            }
            if (isOnlyHere) {
                result.add(first.address(), first.length(), first.score());
            }
        }
    }

    private void intersect(final SortedSetResult result) {
        final AlgebraSource first = sources.get(0);
        while (first.next()) {
            if (isInAllOthers(first)) {
                double score = numberOr0(first.score());
                for (int i = 1; i < sources.size(); i++) {
                    score = combine(score, sources.get(i).score());
                }
                result.add(first.address(), first.length(), score);
            }
        }
    }

    private void unite(final SortedSetResult result) {
        for (final AlgebraSource source : sources) {
            while (source.next()) {
                final double score = numberOr0(source.score());
                final long member = result.find(source.address(), source.length());
                if (member == NONE) {
                    result.add(source.address(), source.length(), score);
                } else {
                    result.update(member, combine(LargeSortedSet.score(member), score));
                }
            }
        }
    }

    private double combine(final double score, final double other) {
        return switch (aggregate) {
            case MIN -> other < score ? other : score;
            case MAX -> other > score ? other : score;
            default -> numberOr0(score + other);
        };
    }

    private static double numberOr0(final double score) {
        return Double.isNaN(score) ? 0 : score;
    }
}
