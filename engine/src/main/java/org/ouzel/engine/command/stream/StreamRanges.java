package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamId;

/** XRANGE and XREVRANGE. */
final class StreamRanges {
    private static final int KEY_ARG = 1;
    private static final int OPTION_ARG = 4;

    private StreamRanges() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xrange", context -> range(context, false));
        bindings.bind("xrevrange", context -> range(context, true));
    }

    /** Either command: an array of entries; null for a count of 0. */
    private static void range(final CommandContext context, final boolean isBackward) {
        final StreamTools tools = StreamTools.of(context);
        final StreamId start = tools.ids.requireStart(context, isBackward ? 3 : 2);
        final StreamId end = start == null ? null : tools.ids.requireEnd(context, isBackward ? 2 : 3);
        if (end == null) {
            return;
        }
        long limit = Long.MAX_VALUE;
        for (int i = OPTION_ARG; i < context.argCount(); i += 2) {
            if (i + 1 == context.argCount() || !context.argIs(i, "count")) {
                context.syntaxError();
                return;
            }
            if (!context.requireLong(i + 1)) {
                return;
            }
            limit = Math.max(0, context.parsedLong());
        }
        final Stream stream = Streams.forReading(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        if (stream == null) {
            context.reply().array(0);
        } else if (limit == 0) {
            context.reply().nilArray();
        } else {
            final StreamCursor cursor = stream.cursor();
            tools.writeEntries(context.reply(), isBackward ? cursor.backward(start, end) : cursor.forward(start, end),
                limit);
        }
    }
}
