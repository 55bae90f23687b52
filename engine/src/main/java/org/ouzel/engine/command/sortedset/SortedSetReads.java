package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.SortedSetValue;

/** Commands that read one number or one member's data: ZCARD ZSCORE ZMSCORE ZRANK ZREVRANK ZCOUNT ZLEXCOUNT. */
final class SortedSetReads {
    private SortedSetReads() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("zcard", SortedSetReads::cardinality);
        bindings.bind("zscore", SortedSetReads::score);
        bindings.bind("zmscore", SortedSetReads::scores);
        bindings.bind("zrank", context -> rank(context, false));
        bindings.bind("zrevrank", context -> rank(context, true));
        bindings.bind("zcount", context -> count(context, RankRange.By.SCORE));
        bindings.bind("zlexcount", context -> count(context, RankRange.By.NAME));
    }

    private static void cardinality(final CommandContext context) {
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set != null) {
            context.reply().integer(set.size());
        }
    }

    private static void score(final CommandContext context) {
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set != null) {
            replyScore(context, set, 2);
        }
    }

    private static void scores(final CommandContext context) {
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set == null) {
            return;
        }
        context.reply().array(context.argCount() - 2);
        for (int arg = 2; arg < context.argCount(); arg++) {
            replyScore(context, set, arg);
        }
    }

    private static void replyScore(final CommandContext context, final SortedSetValue set, final int arg) {
        if (set.find(context.argAddress(arg), context.argLength(arg))) {
            context.reply().number(set.score());
        } else {
            context.reply().nil();
        }
    }

    private static void rank(final CommandContext context, final boolean isReverse) {
        if (context.argCount() > 4) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
            return;
        }
        final boolean hasScore = context.argCount() == 4;
        if (hasScore && !context.argIs(3, "withscore")) {
            context.syntaxError();
            return;
        }
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set == null) {
            return;
        }
        if (!set.find(context.argAddress(2), context.argLength(2))) {
            if (hasScore) {
                context.reply().nilArray();
            } else {
                context.reply().nil();
            }
            return;
        }
        final long rank = isReverse ? set.size() - 1 - set.rank() : set.rank();
        if (hasScore) {
            context.reply().array(2);
        }
        context.reply().integer(rank);
        if (hasScore) {
            context.reply().number(set.score());
        }
    }

    private static void count(final CommandContext context, final RankRange.By by) {
        final RankRange range = new RankRange(by);
        if (!range.read(context, 2, 3)) {
            return;
        }
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set != null) {
            range.resolve(context, set);
            context.reply().integer(range.count());
        }
    }
}
