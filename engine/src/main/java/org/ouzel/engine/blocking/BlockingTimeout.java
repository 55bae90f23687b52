package org.ouzel.engine.blocking;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.protocol.DoubleText;

/** The timeouts of blocking commands: seconds with a fraction, 0 for no limit. */
public final class BlockingTimeout {
    /** What {@link #require} answers for a timeout that is none. */
    public static final long REFUSED = -1;
    /** The deadline of a command that waits for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final String NOT_A_FLOAT = "ERR timeout is not a float or out of range";
    private static final String NEGATIVE = "ERR timeout is negative";
    private static final String OUT_OF_RANGE = "ERR timeout is out of range";
    private static final double MS_PER_SECOND = 1000;

    private BlockingTimeout() {
    }

    /**
     * Reads a timeout in seconds.
     *
     * @return the deadline in Unix milliseconds, {@link #NEVER}, or {@link #REFUSED}, which has been answered
     */
    public static long require(final CommandContext context, final int arg) {
        final double seconds = DoubleText.parse(context.argAddress(arg), context.argLength(arg));
        if (Double.isNaN(seconds)) {
            context.reply().error(NOT_A_FLOAT);
            return REFUSED;
        }
        final double ms = Math.ceil(seconds * MS_PER_SECOND);
        if (ms >= Long.MAX_VALUE) {
            context.reply().error(OUT_OF_RANGE);
            return REFUSED;
        }
        return requireMs(context, (long) ms);
    }

    /** Like {@link #require}, for a timeout that has been read as milliseconds (XREAD). */
    public static long requireMs(final CommandContext context, final long ms) {
        if (ms < 0) {
            context.reply().error(NEGATIVE);
            return REFUSED;
        }
        if (context.event().isDetached()) {
            // Waits already, until the deadline that it was given then.
            return NEVER;
        }
        if (ms > Long.MAX_VALUE - context.nowMs()) {
            context.reply().error(OUT_OF_RANGE);
            return REFUSED;
        }
        return ms == 0 ? NEVER : context.nowMs() + ms;
    }
}
