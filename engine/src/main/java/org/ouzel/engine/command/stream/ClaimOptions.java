package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.type.StreamId;

/** The options of XCLAIM and XAUTOCLAIM. */
final class ClaimOptions {
    private static final String BAD_COUNT = "ERR COUNT must be > 0";
    private static final int MIN_IDLE_ARG = 4;
    private static final int MAX_COUNT = Integer.MAX_VALUE / 16;

    private long minIdleMs;
    private long deliveryMs = -1;
    private long retryCount = -1;
    private boolean isForced;
    private boolean isIdOnly;
    private StreamId lastId = StreamId.MIN;
    private StreamId start;
    private int endOfIds;
    private long count;

    private ClaimOptions() {
    }

    /** Reads the options of XCLAIM; null where they are wrong, which has been answered. */
    static ClaimOptions read(final CommandContext context, final int firstId) {
        final ClaimOptions options = new ClaimOptions();
        if (!options.readMinIdle(context, "XCLAIM")) {
            return null;
        }
        final StreamIdReader reader = StreamTools.of(context).ids;
        int i = firstId;
        while (i < context.argCount() && reader.isId(context, i, 0)) {
            i++;
        }
        options.endOfIds = i;
        for (; i < context.argCount(); i++) {
            if (context.argIs(i, "force")) {
                options.isForced = true;
            } else if (context.argIs(i, "justid")) {
                options.isIdOnly = true;
            } else if (i + 1 < context.argCount() && options.readOption(context, i)) {
                i++;
            } else {
                if (!context.reply().isError()) {
                    context.reply().error("ERR Unrecognized XCLAIM option '" + Streams.shown(context, i) + '\'');
                }
                return null;
            }
        }
        final boolean isTimeUsable = options.deliveryMs >= 0 && options.deliveryMs <= context.notedMs();
        options.deliveryMs = isTimeUsable ? options.deliveryMs : context.notedMs();
        return options;
    }

    /** Reads the options of XAUTOCLAIM; null where they are wrong, which has been answered. */
    static ClaimOptions readIdle(final CommandContext context, final int startArg, final int defaultCount) {
        final ClaimOptions options = new ClaimOptions();
        options.deliveryMs = context.notedMs();
        options.count = defaultCount;
        if (!options.readMinIdle(context, "XAUTOCLAIM")) {
            return null;
        }
        options.start = StreamTools.of(context).ids.requireStart(context, startArg);
        if (options.start == null) {
            return null;
        }
        for (int i = startArg + 1; i < context.argCount(); i++) {
            if (context.argIs(i, "count") && i + 1 < context.argCount()) {
                if (!context.isLong(++i) || context.parsedLong() < 1 || context.parsedLong() > Long.MAX_VALUE / 16) {
                    context.reply().error(BAD_COUNT);
                    return null;
                }
                options.count = Math.min(MAX_COUNT, context.parsedLong());
            } else if (context.argIs(i, "justid")) {
                options.isIdOnly = true;
            } else {
                context.syntaxError();
                return null;
            }
        }
        return options;
    }

    long minIdleMs() {
        return minIdleMs;
    }

    /** Returns the time of delivery to note, Unix milliseconds. */
    long deliveryMs() {
        return deliveryMs;
    }

    /** Returns the number of deliveries to note; negative for one more. */
    long retryCount() {
        return retryCount;
    }

    /** Returns whether entries that nobody has are taken too. */
    boolean isForced() {
        return isForced;
    }

    /** Returns whether identifiers are answered only, and deliveries not counted. */
    boolean isIdOnly() {
        return isIdOnly;
    }

    /** Returns what the group's last entry is at least. */
    StreamId lastId() {
        return lastId;
    }

    /** Returns the index of the argument behind the last identifier. */
    int endOfIds() {
        return endOfIds;
    }

    /** Returns from where on XAUTOCLAIM looks. */
    StreamId start() {
        return start;
    }

    /** Returns how many entries XAUTOCLAIM takes at most. */
    long count() {
        return count;
    }

    private boolean readMinIdle(final CommandContext context, final String command) {
        if (!context.isLong(MIN_IDLE_ARG)) {
            context.reply().error("ERR Invalid min-idle-time argument for " + command);
            return false;
        }
        minIdleMs = Math.max(0, context.parsedLong());
        return true;
    }

    /** Reads an option with a value; returns false where it is none, or wrong, which has been answered. */
    private boolean readOption(final CommandContext context, final int arg) {
        if (context.argIs(arg, "idle")) {
            if (!requireLong(context, arg + 1, "IDLE")) {
                return false;
            }
            deliveryMs = context.notedMs() - context.parsedLong();
        } else if (context.argIs(arg, "time")) {
            if (!requireLong(context, arg + 1, "TIME")) {
                return false;
            }
            deliveryMs = context.parsedLong();
        } else if (context.argIs(arg, "retrycount")) {
            if (!requireLong(context, arg + 1, "RETRYCOUNT")) {
                return false;
            }
            retryCount = context.parsedLong();
        } else if (context.argIs(arg, "lastid")) {
            final StreamIdReader reader = StreamTools.of(context).ids;
            if (!reader.require(context, arg + 1, 0)) {
                return false;
            }
            lastId = reader.id();
        } else {
            return false;
        }
        return true;
    }

    private static boolean requireLong(final CommandContext context, final int arg, final String option) {
        if (context.isLong(arg)) {
            return true;
        }
        context.reply().error("ERR Invalid " + option + " option argument for XCLAIM");
        return false;
    }
}
