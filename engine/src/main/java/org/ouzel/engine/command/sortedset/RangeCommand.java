package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.ReplyWriter;

/**
 * ZRANGE in all its forms: by rank, score or name, in either direction, shown or stored.
 *
 * <p>The older commands are forms of it with the order of the members or the meaning of the ends fixed.
 */
final class RangeCommand {
    private static final String LIMIT_BY_RANK =
        "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
    private static final String SCORES_BY_NAME =
        "ERR syntax error, WITHSCORES not supported in combination with BYLEX";
    private static final long NO_LIMIT = -1;

    private boolean hasScores;
    private boolean isReverse;
    private long offset;
    private long limit = NO_LIMIT;
    private RankRange.By by;
    private final boolean isByFree;
    private final boolean isDirectionFree;
    private final boolean isStored;
    private final CommandContext context;

    private RangeCommand(final CommandContext context, final RankRange.By by, final boolean isReverse,
        final boolean isFree, final boolean isStored) {
        this.context = context;
        this.by = by;
        this.isReverse = isReverse;
        this.isByFree = isFree;
        this.isDirectionFree = isFree;
        this.isStored = isStored;
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("zrange", context -> run(context, RankRange.By.RANK, false, true));
        bindings.bind("zrevrange", context -> run(context, RankRange.By.RANK, true, false));
        bindings.bind("zrangebyscore", context -> run(context, RankRange.By.SCORE, false, false));
        bindings.bind("zrevrangebyscore", context -> run(context, RankRange.By.SCORE, true, false));
        bindings.bind("zrangebylex", context -> run(context, RankRange.By.NAME, false, false));
        bindings.bind("zrevrangebylex", context -> run(context, RankRange.By.NAME, true, false));
        bindings.bind("zrangestore",
            context -> new RangeCommand(context, RankRange.By.RANK, false, true, true).run(2));
    }

    private static void run(final CommandContext context, final RankRange.By by, final boolean isReverse,
        final boolean isFree) {
        new RangeCommand(context, by, isReverse, isFree, false).run(1);
    }

    private void run(final int keyArg) {
        if (!readOptions(keyArg + 3)) {
            return;
        }
        final RankRange range = new RankRange(by);
        // By score or name, the first end is the one that the direction begins at.
        final boolean isSwapped = isReverse && by != RankRange.By.RANK;
        if (!range.read(context, keyArg + (isSwapped ? 2 : 1), keyArg + (isSwapped ? 1 : 2))) {
            return;
        }
        final SortedSetValue set = SortedSets.forReading(context, keyArg);
        if (set == null) {
            return;
        }
        range.resolve(context, set);
        if (by != RankRange.By.RANK) {
            range.limit(offset, limit, isReverse);
        } else if (isReverse) {
            range.mirror(set.size());
        }
        if (isStored) {
            store(set, range);
        } else {
            show(set, range);
        }
    }

    private boolean readOptions(final int firstArg) {
        boolean hasBy = false;
        boolean hasDirection = false;
        for (int arg = firstArg; arg < context.argCount(); arg++) {
            if (!isStored && context.argIs(arg, "withscores")) {
                hasScores = true;
            } else if (context.argIs(arg, "limit") && arg + 2 < context.argCount()) {
                if (!readLimit(arg + 1)) {
                    return false;
                }
                arg += 2;
            } else if (isDirectionFree && !hasDirection && context.argIs(arg, "rev")) {
                isReverse = true;
                hasDirection = true;
            } else if (isByFree && !hasBy && context.argIs(arg, "bylex")) {
                by = RankRange.By.NAME;
                hasBy = true;
            } else if (isByFree && !hasBy && context.argIs(arg, "byscore")) {
                by = RankRange.By.SCORE;
                hasBy = true;
            } else {
                context.syntaxError();
                return false;
            }
        }
        if (limit != NO_LIMIT && by == RankRange.By.RANK) {
            context.reply().error(LIMIT_BY_RANK);
            return false;
        }
        if (hasScores && by == RankRange.By.NAME) {
            context.reply().error(SCORES_BY_NAME);
            return false;
        }
        return true;
    }

    private boolean readLimit(final int arg) {
        if (!context.requireLong(arg)) {
            return false;
        }
        offset = context.parsedLong();
        if (!context.requireLong(arg + 1)) {
            return false;
        }
        limit = context.parsedLong();
        return true;
    }

    private void show(final SortedSetValue set, final RankRange range) {
        final ReplyWriter reply = context.reply();
        final long count = range.count();
        SortedSets.announce(reply, count, hasScores);
        if (count == 0) {
            return;
        }
        set.seek(isReverse ? range.from() + count - 1 : range.from());
        for (long i = 1;; i++) {
            SortedSets.reply(set, reply, hasScores);
            if (i == count) {
                return;
            }
            if (isReverse) {
                set.previous();
            } else {
                set.next();
            }
        }
    }

    private void store(final SortedSetValue set, final RankRange range) {
        final SortedSetResult result = new SortedSetResult(context.databaseFor(1).keyspace());
        if (range.count() > 0) {
            set.seek(range.from());
            for (long i = 0; i < range.count(); i++) {
                result.add(set.address(), set.length(), set.score());
                set.next();
            }
        }
        result.store(context, 1);
    }
}
