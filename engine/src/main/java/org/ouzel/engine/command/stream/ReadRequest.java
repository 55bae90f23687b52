package org.ouzel.engine.command.stream;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.blocking.BlockingTimeout;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeMemory;

/** A request of XREAD or XREADGROUP, its identifiers resolved: what to give out, and how long to wait for it. */
final class ReadRequest {
    /** A deadline of "doesn't wait". */
    static final long NOT_WAITING = -1;

    private static final String NO_TIMEOUT = "ERR timeout is not an integer or out of range";
    private static final String GROUP_IN_XREAD =
        "ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.";
    private static final String NOACK_IN_XREAD =
        "ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.";
    private static final String NO_GROUP = "ERR Missing GROUP option for XREADGROUP";
    private static final String LAST_IN_GROUP = "ERR The $ ID is meaningless in the context of XREADGROUP: you want to"
        + " read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID"
        + " would just return an empty result set.";
    private static final String NEW_IN_XREAD = "ERR The > ID can be specified only when calling XREADGROUP using the"
        + " GROUP <group> <consumer> option.";
    private static final String IN_XREADGROUP = " in XREADGROUP with GROUP option";

    private long limit = Long.MAX_VALUE;
    private long deadlineMs = NOT_WAITING;
    private boolean hasNoAck;
    private int groupArg;
    private int firstKeyArg;
    private StreamId[] ids;
    private final boolean isGroupRead;

    private ReadRequest(final boolean isGroupRead) {
        this.isGroupRead = isGroupRead;
    }

    /** Reads a request; null where it is wrong, which has been answered. */
    static ReadRequest of(final CommandContext context, final boolean isGroupRead) {
        final ReadRequest request = new ReadRequest(isGroupRead);
        return request.readOptions(context) && request.readIds(context) ? request : null;
    }

    /** Returns until when the client waits, if it does. */
    long deadlineMs() {
        return deadlineMs;
    }

    /** Writes what {@code $} meant into the request, for the next time that it is run. */
    void fixLastIds(final CommandContext context) {
        for (int i = 0; i < ids.length; i++) {
            if (isWord(context, keyArg(i) + ids.length, '$')) {
                context.event().replaceArgument(keyArg(i) + ids.length,
                    ids[i].toString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Returns how many entries of each stream are given out at most. */
    long limit() {
        return limit;
    }

    /** Returns whether the client asked to wait for entries, where there are none. */
    boolean isWaiting() {
        return deadlineMs != NOT_WAITING;
    }

    boolean isGroupRead() {
        return isGroupRead;
    }

    boolean hasNoAck() {
        return hasNoAck;
    }

    int groupArg() {
        return groupArg;
    }

    int consumerArg() {
        return groupArg + 1;
    }

    int streamCount() {
        return ids.length;
    }

    int keyArg(final int stream) {
        return firstKeyArg + stream;
    }

    /** Returns what the wanted entries lie behind; null for what the group has not given out yet. */
    StreamId after(final int stream) {
        return ids[stream];
    }

    private boolean readOptions(final CommandContext context) {
        final int last = context.argCount() - 1;
        for (int i = 1; i <= last && firstKeyArg == 0; i++) {
            if (context.argIs(i, "block") && i < last) {
                if (!readTimeout(context, ++i)) {
                    return false;
                }
            } else if (context.argIs(i, "count") && i < last) {
                if (!context.requireLong(++i)) {
                    return false;
                }
                limit = context.parsedLong() <= 0 ? Long.MAX_VALUE : context.parsedLong();
            } else if (context.argIs(i, "streams") && i < last) {
                firstKeyArg = i + 1;
            } else if (context.argIs(i, "group") && i + 1 < last) {
                groupArg = i + 1;
                i += 2;
                if (!isGroupRead) {
                    return refuse(context, GROUP_IN_XREAD);
                }
            } else if (context.argIs(i, "noack")) {
                hasNoAck = true;
                if (!isGroupRead) {
                    return refuse(context, NOACK_IN_XREAD);
                }
            } else {
                return refuse(context, Errors.SYNTAX);
            }
        }
        return isComplete(context);
    }

    private boolean isComplete(final CommandContext context) {
        if (firstKeyArg == 0) {
            return refuse(context, Errors.SYNTAX);
        }
        final int count = context.argCount() - firstKeyArg;
        if (count % 2 != 0) {
            return refuse(context, "ERR Unbalanced " + (isGroupRead ? "XREADGROUP" : "XREAD")
                + " list of streams: for each stream key an ID or '" + (isGroupRead ? '>' : '$')
                + "' must be specified.");
        }
        ids = new StreamId[count / 2];
        return !isGroupRead || groupArg > 0 || refuse(context, NO_GROUP);
    }

    private boolean readTimeout(final CommandContext context, final int arg) {
        if (!context.isLong(arg)) {
            return refuse(context, NO_TIMEOUT);
        }
        deadlineMs = BlockingTimeout.requireMs(context, context.parsedLong());
        return deadlineMs != BlockingTimeout.REFUSED;
    }

    private boolean readIds(final CommandContext context) {
        final byte[] groupName = isGroupRead ? context.argBytes(groupArg) : null;
        final StreamIdReader reader = StreamTools.of(context).ids;
        for (int i = 0; i < ids.length; i++) {
            final Stream stream = Streams.forReading(context, keyArg(i));
            if (Streams.isRefused(context)) {
                return false;
            }
            if (isGroupRead && (stream == null || stream.group(groupName) == null)) {
                Streams.refuseGroup(context, keyArg(i), groupArg, IN_XREADGROUP);
                return false;
            }
            final int idArg = keyArg(i) + ids.length;
            if (isWord(context, idArg, '$')) {
                if (isGroupRead) {
                    return refuse(context, LAST_IN_GROUP);
                }
                ids[i] = stream == null ? StreamId.MIN : stream.lastId();
            } else if (isWord(context, idArg, '>')) {
                if (!isGroupRead) {
                    return refuse(context, NEW_IN_XREAD);
                }
            } else if (reader.require(context, idArg, 0)) {
                final StreamId id = reader.id();
                ids[i] = isGroupRead && id.equals(StreamId.MAX) ? null : id;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Returns the group of a stream; null if it has gone since the request was read. */
    StreamGroup group(final CommandContext context, final Stream stream) {
        return stream.group(context.argBytes(groupArg));
    }

    private static boolean refuse(final CommandContext context, final String error) {
        context.reply().error(error);
        return false;
    }

    private static boolean isWord(final CommandContext context, final int arg, final char word) {
        return context.argLength(arg) == 1 && NativeMemory.getByte(context.argAddress(arg)) == word;
    }
}
