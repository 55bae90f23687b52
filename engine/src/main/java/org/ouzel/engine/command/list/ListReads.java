package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;

/** Commands that read lists: LLEN, LINDEX, LRANGE. */
final class ListReads {
    private ListReads() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("llen", ListReads::length);
        bindings.bind("lindex", ListReads::index);
        bindings.bind("lrange", ListReads::range);
    }

    private static void length(final CommandContext context) {
        final ListValue list = Lists.forReading(context, 1);
        if (list != null) {
            context.reply().integer(list.size());
        }
    }

    private static void index(final CommandContext context) {
        final ListValue list = Lists.forReading(context, 1);
        if (list == null) {
            return;
        }
        if (list.isMissing()) {
            context.reply().nil();
            return;
        }
        if (!context.requireLong(2)) {
            return;
        }
        final long size = list.size();
        final long given = context.parsedLong();
        final long index = given < 0 ? given + size : given;
        if (index < 0 || index >= size) {
            context.reply().nil();
        } else {
            final long element = list.elementAt(index);
            context.reply().bulk(ListElements.data(element), ListElements.length(element));
        }
    }

    private static void range(final CommandContext context) {
        if (!context.requireLong(2)) {
            return;
        }
        final long start = context.parsedLong();
        if (!context.requireLong(3)) {
            return;
        }
        final long stop = context.parsedLong();
        final ListValue list = Lists.forReading(context, 1);
        if (list == null) {
            return;
        }
        final long size = list.size();
        final long first = Math.max(0, start < 0 ? start + size : start);
        final long last = Math.min(size - 1, stop < 0 ? stop + size : stop);
        // Compared first, since the difference of numbers far apart overflows.
        final long count = first > last ? 0 : last - first + 1;
        context.reply().array((int) count);
        list.write(context.reply(), first, count);
    }
}
