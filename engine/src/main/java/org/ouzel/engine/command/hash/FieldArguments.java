package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;

/** What the commands on expiries of fields share: {@code FIELDS numfields field...}, and times. */
final class FieldArguments {
    /** What {@link #requireExpiry} answers when it has refused the argument. */
    static final long REFUSED = Long.MIN_VALUE;

    static final String NO_FIELDS = "ERR Mandatory argument FIELDS is missing or not at the right position";
    static final String NOT_POSITIVE = "ERR Number of fields must be a positive integer";

    private static final String NO_MATCH = "ERR The `numfields` parameter must match the number of arguments";
    /** The latest moment at which a field may expire, as in Redis: 2^46 - 1 milliseconds. */
    private static final long MAX_EXPIRY_MS = (1L << 46) - 1;
    private static final long MS_PER_SECOND = 1000;

    private FieldArguments() {
    }

    /**
     * Checks {@code FIELDS numfields field...} from an argument to the last; answers the client where it is wrong.
     *
     * @param notPositive what to answer where the number isn't above 0
     */
    static boolean require(final CommandContext context, final int arg, final String notPositive) {
        if (arg + 1 >= context.argCount() || !context.argIs(arg, "fields")) {
            context.reply().error(NO_FIELDS);
        } else if (!context.isLong(arg + 1) || context.parsedLong() < 1) {
            context.reply().error(notPositive);
        } else if (context.parsedLong() != context.argCount() - arg - 2) {
            context.reply().error(NO_MATCH);
        } else {
            return true;
        }
        return false;
    }

    /**
     * Reads an argument as a moment; answers the client where it is none.
     *
     * @return Unix milliseconds, or {@link #REFUSED}
     */
    static long requireExpiry(final CommandContext context, final int arg, final boolean isSeconds,
        final boolean isRelative) {
        if (!context.requireLong(arg)) {
            return REFUSED;
        }
        final long time = context.parsedLong();
        final long baseMs = isRelative ? context.nowMs() : 0;
        if (time < 0) {
            context.reply().error("ERR invalid expire time, must be >= 0");
            return REFUSED;
        }
        if (isSeconds && time > MAX_EXPIRY_MS / MS_PER_SECOND
            || (isSeconds ? time * MS_PER_SECOND : time) > MAX_EXPIRY_MS - baseMs) {
            context.reply().error(Errors.invalidExpire(context.spec().name()));
            return REFUSED;
        }
        return (isSeconds ? time * MS_PER_SECOND : time) + baseMs;
    }
}
