package org.ouzel.engine.command.string;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.store.EntryDescriptor;

/** The points in time that EX, PX, EXAT and PXAT name. */
final class Expiry {
    /** What {@link #require} answers when it has refused the argument. */
    static final long REFUSED = Long.MIN_VALUE;

    private static final long MS_PER_SECOND = 1000;

    private Expiry() {
    }

    /**
     * Reads an argument as a point in time; answers the client where it isn't above 0 or out of range.
     *
     * @param isSeconds  whether it counts seconds rather than milliseconds
     * @param isRelative whether it counts from now rather than from 1970
     * @return Unix milliseconds, or {@link #REFUSED}
     */
    static long require(final CommandContext context, final int arg, final boolean isSeconds,
        final boolean isRelative) {
        if (!context.requireLong(arg)) {
            return REFUSED;
        }
        final long value = context.parsedLong();
        if (value > 0 && (!isSeconds || value <= Long.MAX_VALUE / MS_PER_SECOND)) {
            final long ms = (isSeconds ? value * MS_PER_SECOND : value) + (isRelative ? context.nowMs() : 0);
            if (ms > 0) {
                return ms;
            }
        }
        context.reply().error(Errors.invalidExpire(context.spec().name()));
        return REFUSED;
    }

    /** Tells whether a point in time has come. */
    static boolean isDue(final CommandContext context, final long expiryMs) {
        return expiryMs != EntryDescriptor.NO_EXPIRY && expiryMs <= context.nowMs();
    }
}
