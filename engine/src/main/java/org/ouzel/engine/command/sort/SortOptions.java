package org.ouzel.engine.command.sort;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.CommandContext;

/**
 * What SORT is asked for:
 * {@code key [BY pattern] [LIMIT offset count] [GET pattern ...] [ASC | DESC] [ALPHA] [STORE destination]}, in any
 * order; of what is given more than once the last counts.
 */
final class SortOptions {
    private boolean isDescending;
    private boolean isAlpha;
    private long offset;
    private long count = -1;
    private int storeArg;
    private KeyPattern weights;
    private final List<KeyPattern> gets = new ArrayList<>();

    /** Reads the options; null where something is wrong with them, which has been answered. */
    static SortOptions read(final CommandContext context, final boolean mayStore) {
        final SortOptions options = new SortOptions();
        for (int arg = 2; arg < context.argCount();) {
            final int taken = options.readOption(context, arg, context.argCount() - arg - 1, mayStore);
            if (taken == 0) {
                if (!context.reply().isError()) {
                    context.syntaxError();
                }
                return null;
            }
            arg += taken;
        }
        return options;
    }

    boolean isDescending() {
        return isDescending;
    }

    /** Returns whether bytes are compared rather than numbers. */
    boolean isAlpha() {
        return isAlpha;
    }

    /** Returns how many elements are left out at the beginning; may be negative. */
    long offset() {
        return offset;
    }

    /** Returns how many elements are wanted; negative for all. */
    long count() {
        return count;
    }

    /** Returns the argument of the destination, or 0. */
    int storeArg() {
        return storeArg;
    }

    /** Returns what the elements are sorted by, null for themselves. */
    KeyPattern weights() {
        return weights;
    }

    /** Returns whether the elements stay in the order that they have. */
    boolean isUnsorted() {
        return weights != null && !weights.hasPlaceholder();
    }

    /** Returns what is shown for each element; empty for itself. */
    List<KeyPattern> gets() {
        return gets;
    }

    /** A set has no order: one that is to be stored as it is gets that of its members' bytes. */
    void sortByBytes() {
        isAlpha = true;
        weights = null;
    }

    private int readOption(final CommandContext context, final int arg, final int left, final boolean mayStore) {
        if (context.argIs(arg, "asc")) {
            isDescending = false;
        } else if (context.argIs(arg, "desc")) {
            isDescending = true;
        } else if (context.argIs(arg, "alpha")) {
            isAlpha = true;
        } else if (left >= 2 && context.argIs(arg, "limit")) {
            return readLimit(context, arg + 1) ? 3 : 0;
        } else if (left >= 1 && mayStore && context.argIs(arg, "store")) {
            storeArg = arg + 1;
            return 2;
        } else if (left >= 1 && context.argIs(arg, "by")) {
            weights = new KeyPattern(context.argBytes(arg + 1));
            return 2;
        } else if (left >= 1 && context.argIs(arg, "get")) {
            gets.add(new KeyPattern(context.argBytes(arg + 1)));
            return 2;
        } else {
            return 0;
        }
        return 1;
    }

    private boolean readLimit(final CommandContext context, final int arg) {
        if (!context.requireLong(arg)) {
            return false;
        }
        offset = context.parsedLong();
        if (!context.requireLong(arg + 1)) {
            return false;
        }
        count = context.parsedLong();
        return true;
    }
}
