package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.NativeMemory;

/**
 * A stretch of ranks of a sorted set, given by two ends: ranks, scores or names. It is read from the arguments first,
 * and worked out when the set is known.
 */
final class RankRange {
    /** How the ends are given. */
    enum By {
        RANK,
        SCORE,
        NAME
    }

    private static final String NOT_A_FLOAT = "ERR min or max is not a float";
    private static final String NOT_A_NAME = "ERR min or max not valid string range item";
    private static final int NO_END = 0;
    private static final int INCLUSIVE = 1;
    private static final int EXCLUSIVE = 2;
    private static final int LOWEST = 3;
    private static final int HIGHEST = 4;

    private long first;
    private long last;
    private double minScore;
    private double maxScore;
    private int minKind;
    private int maxKind;
    private int minArg;
    private int maxArg;
    private long from;
    private long to;
    private final By by;

    RankRange(final By by) {
        this.by = by;
    }

    /** Reads the two ends; what is wrong with them is answered. */
    boolean read(final CommandContext context, final int newMinArg, final int newMaxArg) {
        minArg = newMinArg;
        maxArg = newMaxArg;
        switch (by) {
            case RANK -> {
                if (!context.requireLong(minArg)) {
                    return false;
                }
                first = context.parsedLong();
                if (!context.requireLong(maxArg)) {
                    return false;
                }
                last = context.parsedLong();
            }
            case SCORE -> {
                minScore = scoreAt(context, minArg);
                maxScore = scoreAt(context, maxArg);
                if (Double.isNaN(minScore) || Double.isNaN(maxScore)) {
                    context.reply().error(NOT_A_FLOAT);
                    return false;
                }
                minKind = kind(context, minArg);
                maxKind = kind(context, maxArg);
            }
            default -> {
                minKind = nameKind(context, minArg);
                maxKind = nameKind(context, maxArg);
                if (minKind == NO_END || maxKind == NO_END) {
                    context.reply().error(NOT_A_NAME);
                    return false;
                }
            }
        }
        return true;
    }

    /** Finds out which ranks of a set lie in the range. */
    void resolve(final CommandContext context, final SortedSetValue set) {
        final long size = set.size();
        switch (by) {
            case RANK -> {
                from = Math.max(0, first < 0 ? first + size : first);
                final long end = Math.min(size - 1, last < 0 ? last + size : last);
                to = from > end ? from : end + 1;
            }
            case SCORE -> {
                from = set.countBelow(minScore, minKind == EXCLUSIVE);
                to = set.countBelow(maxScore, maxKind == INCLUSIVE);
            }
            default -> {
                from = rankOf(context, set, 0, minArg, minKind, minKind == EXCLUSIVE);
                to = rankOf(context, set, Math.min(from, size), maxArg, maxKind, maxKind == INCLUSIVE);
            }
        }
        if (from >= to) {
            from = 0;
            to = 0;
        }
    }

    /** Narrows the resolved range to {@code LIMIT offset count}, from the end that the direction begins at. */
    void limit(final long offset, final long count, final boolean isReverse) {
        if (offset < 0 || offset >= to - from) {
            to = from;
            return;
        }
        final long taken = count < 0 ? to - from - offset : Math.min(count, to - from - offset);
        if (isReverse) {
            to -= offset;
            from = to - taken;
        } else {
            from += offset;
            to = from + taken;
        }
    }

    /** Turns the resolved range of ranks counted from the highest into one counted from the lowest. */
    void mirror(final long size) {
        final long mirrored = size - to;
        to = size - from;
        from = mirrored;
    }

    long from() {
        return from;
    }

    long count() {
        return to - from;
    }

    private static int kind(final CommandContext context, final int arg) {
        return isOpen(context, arg) ? EXCLUSIVE : INCLUSIVE;
    }

    private static boolean isOpen(final CommandContext context, final int arg) {
        return context.argLength(arg) > 0 && NativeMemory.getByte(context.argAddress(arg)) == '(';
    }

    private static double scoreAt(final CommandContext context, final int arg) {
        final int skipped = isOpen(context, arg) ? 1 : 0;
        return DoubleText.parseLoosely(context.argAddress(arg) + skipped, context.argLength(arg) - skipped);
    }

    private static int nameKind(final CommandContext context, final int arg) {
        final int length = context.argLength(arg);
        if (length == 0) {
            return NO_END;
        }
        final long address = context.argAddress(arg);
        final boolean isAlone = length == 1 || NativeMemory.getByte(address + 1) == 0;
        return switch (NativeMemory.getByte(address)) {
            case '[' -> INCLUSIVE;
            case '(' -> EXCLUSIVE;
            case '-' -> isAlone ? LOWEST : NO_END;
            case '+' -> isAlone ? HIGHEST : NO_END;
            default -> NO_END;
        };
    }

    private static long rankOf(final CommandContext context, final SortedSetValue set, final long from, final int arg,
        final int kind, final boolean isInclusive) {
        return switch (kind) {
            case LOWEST -> 0;
            case HIGHEST -> set.size();
            default -> set.countBelow(from, context.argAddress(arg) + 1, context.argLength(arg) - 1, isInclusive);
        };
    }
}
