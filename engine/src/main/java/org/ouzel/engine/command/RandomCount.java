package org.ouzel.engine.command;

/** The count of HRANDFIELD, SRANDMEMBER and ZRANDMEMBER: positive for different elements, negative for draws. */
public final class RandomCount {
    /** The client has been told what is wrong. */
    public static final long REFUSED = Long.MIN_VALUE;

    /** More draws than a reply could hold are refused before they are made. */
    private static final long MOST_DRAWS = Integer.MAX_VALUE;
    private static final String OUT_OF_RANGE =
        "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";

    private RandomCount() {
    }

    /** Reads the count; answers the client and returns {@link #REFUSED} where it makes no sense. */
    public static long require(final CommandContext context, final int arg) {
        if (!context.requireLong(arg)) {
            return REFUSED;
        }
        final long count = context.parsedLong();
        if (count == Long.MIN_VALUE) {
            context.reply().error(OUT_OF_RANGE);
            return REFUSED;
        }
        if (count < -MOST_DRAWS) {
            context.reply().error(Errors.OUT_OF_RANGE);
            return REFUSED;
        }
        return count;
    }
}
