package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.DoubleText;

/** ZADD {@code key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]}, ZINCRBY; GEOADD adds here. */
public final class ZaddCommand {
    /** Only adds members. */
    public static final int NX = 1;
    /** Only changes members that are there. */
    public static final int XX = 2;
    /** Counts the members changed as well. */
    public static final int CH = 16;

    private static final int GT = 4;
    private static final int LT = 8;
    private static final int INCR = 32;
    private static final String NX_AND_XX = "ERR XX and NX options at the same time are not compatible";
    private static final String GT_LT_NX = "ERR GT, LT, and/or NX options at the same time are not compatible";
    private static final String ONE_PAIR = "ERR INCR option supports a single increment-element pair";
    private static final String NOT_A_NUMBER = "ERR resulting score is not a number (NaN)";

    private int flags;
    private int firstPair;
    private long addedCount;
    private long updatedCount;
    private boolean isRefused;
    private boolean isProcessed;
    private double lastScore;
    private final CommandContext context;

    private ZaddCommand(final CommandContext context) {
        this.context = context;
    }

    static void add(final CommandContext context, final boolean isIncrement) {
        final ZaddCommand command = new ZaddCommand(context);
        if (isIncrement) {
            command.flags = INCR;
            command.firstPair = 2;
            command.run();
        } else if (command.readOptions()) {
            command.run();
        }
    }

    /**
     * Adds members whose scores have been worked out, and answers as ZADD does.
     *
     * @param flags     bits of {@link #NX}, {@link #XX}, {@link #CH}
     * @param memberArg the argument of the first member
     * @param step      how many arguments the next member is away
     */
    public static void add(final CommandContext context, final int flags, final double[] scores, final int memberArg,
        final int step) {
        final ZaddCommand command = new ZaddCommand(context);
        command.flags = flags;
        final SortedSetValue set = SortedSets.forWriting(context, 1);
        if (set != null) {
            for (int i = 0; i < scores.length; i++) {
                final int arg = memberArg + i * step;
                command.put(set, scores[i], context.argAddress(arg), context.argLength(arg));
            }
            command.finish();
        }
    }

    private boolean readOptions() {
        int arg = 2;
        for (int flag = flag(arg); flag != 0; flag = ++arg < context.argCount() ? flag(arg) : 0) {
            flags |= flag;
        }
        firstPair = arg;
        final int rest = context.argCount() - arg;
        if (rest == 0 || rest % 2 != 0) {
            context.syntaxError();
            return false;
        }
        if (has(NX) && has(XX)) {
            context.reply().error(NX_AND_XX);
            return false;
        }
        if (has(GT) && has(NX) || has(LT) && has(NX) || has(GT) && has(LT)) {
            context.reply().error(GT_LT_NX);
            return false;
        }
        if (has(INCR) && rest > 2) {
            context.reply().error(ONE_PAIR);
            return false;
        }
        return true;
    }

    private int flag(final int arg) {
        final int length = context.argLength(arg);
        if (length == 2) {
            return context.argIs(arg, "nx") ? NX : context.argIs(arg, "xx") ? XX : context.argIs(arg, "gt") ? GT
                : context.argIs(arg, "lt") ? LT : context.argIs(arg, "ch") ? CH : 0;
        }
        return length == 4 && context.argIs(arg, "incr") ? INCR : 0;
    }

    private boolean has(final int flag) {
        return (flags & flag) != 0;
    }

    private void run() {
        for (int arg = firstPair; arg < context.argCount(); arg += 2) {
            if (Double.isNaN(scoreAt(arg))) {
                context.reply().error(Errors.NOT_A_FLOAT);
                return;
            }
        }
        final SortedSetValue set = SortedSets.forWriting(context, 1);
        if (set == null) {
            return;
        }
        for (int arg = firstPair; arg < context.argCount() && !isRefused; arg += 2) {
            put(set, scoreAt(arg), context.argAddress(arg + 1), context.argLength(arg + 1));
        }
        finish();
    }

    private void finish() {
        if (addedCount + updatedCount > 0) {
            context.changed();
            context.notify(has(INCR) ? KeyEvent.ZINCR : KeyEvent.ZADD, 1);
        }
        if (isRefused) {
            context.reply().error(NOT_A_NUMBER);
        } else if (!has(INCR)) {
            context.reply().integer(has(CH) ? addedCount + updatedCount : addedCount);
        } else if (isProcessed) {
            context.reply().number(lastScore);
        } else {
            context.reply().nil();
        }
    }

    private double scoreAt(final int arg) {
        return DoubleText.parse(context.argAddress(arg), context.argLength(arg));
    }

    private void put(final SortedSetValue set, final double given, final long address, final int length) {
        if (!set.find(address, length)) {
            if (!has(XX)) {
                set.add(address, length, given);
                addedCount++;
                isProcessed = true;
                lastScore = given;
            }
            return;
        }
        if (has(NX)) {
            return;
        }
        final double old = set.score();
        final double score = has(INCR) ? old + given : given;
        if (Double.isNaN(score)) {
            isRefused = true;
            return;
        }
        if (has(LT) && score >= old || has(GT) && score <= old) {
            return;
        }
        isProcessed = true;
        lastScore = score;
        if (score != old) {
            set.update(address, length, score);
            updatedCount++;
        }
    }
}
