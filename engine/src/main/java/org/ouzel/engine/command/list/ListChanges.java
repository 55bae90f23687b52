package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;

/** Commands that change lists in their middle: LSET, LINSERT, LREM, LTRIM. */
final class ListChanges {
    private ListChanges() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("lset", ListChanges::set);
        bindings.bind("linsert", ListChanges::insert);
        bindings.bind("lrem", ListChanges::remove);
        bindings.bind("ltrim", ListChanges::trim);
    }

    private static void set(final CommandContext context) {
        final ListValue list = Lists.forWriting(context, 1);
        if (list == null) {
            return;
        }
        if (list.isMissing()) {
            context.reply().error(Errors.NO_SUCH_KEY);
            return;
        }
        if (!context.requireLong(2)) {
            return;
        }
        final long given = context.parsedLong();
        final long index = given < 0 ? given + list.size() : given;
        if (index < 0 || index >= list.size()) {
            context.reply().error(Errors.INDEX_OUT_OF_RANGE);
            return;
        }
        list.replace(index, context.argAddress(3), context.argLength(3));
        context.changed();
        context.notify(KeyEvent.LSET, 1);
        context.reply().ok();
    }

    private static void insert(final CommandContext context) {
        final boolean isBefore = context.argIs(2, "before");
        if (!isBefore && !context.argIs(2, "after")) {
            context.syntaxError();
            return;
        }
        final ListValue list = Lists.forWriting(context, 1);
        if (list == null) {
            return;
        }
        final long pivot = indexOf(list, context.argAddress(3), context.argLength(3));
        if (pivot < 0) {
            context.reply().integer(list.isMissing() ? 0 : -1);
            return;
        }
        list.insert(isBefore ? pivot : pivot + 1, context.argAddress(4), context.argLength(4));
        context.changed();
        context.notify(KeyEvent.LINSERT, 1);
        context.reply().integer(list.size());
    }

    /** Returns where the first element is that equals some bytes, or -1. */
    static long indexOf(final ListValue list, final long address, final int length) {
        long index = 0;
        for (int run = 0; run < list.runCount(); run++) {
            final long end = list.runEnd(run);
            for (long element = list.runStart(run); element < end; element = ListElements.next(element)) {
                if (ListElements.equal(element, address, length)) {
                    return index;
                }
                index++;
            }
        }
        return -1;
    }

    private static void remove(final CommandContext context) {
        if (!context.requireLong(2)) {
            return;
        }
        final long count = context.parsedLong();
        final ListValue list = Lists.forWriting(context, 1);
        if (list == null) {
            return;
        }
        final long removed = list.isMissing() ? 0
            : list.removeEqual(context.argAddress(3), context.argLength(3), count);
        if (removed > 0) {
            context.changed();
            context.notify(KeyEvent.LREM, 1, list.isMissing());
        }
        context.reply().integer(removed);
    }

    private static void trim(final CommandContext context) {
        if (!context.requireLong(2)) {
            return;
        }
        final long start = context.parsedLong();
        if (!context.requireLong(3)) {
            return;
        }
        final long stop = context.parsedLong();
        final ListValue list = Lists.forWriting(context, 1);
        if (list == null) {
            return;
        }
        if (!list.isMissing()) {
            final long size = list.size();
            final long first = Math.max(0, start < 0 ? start + size : start);
            final long last = Math.min(size - 1, stop < 0 ? stop + size : stop);
            if (first > last) {
                list.remove(0, size);
            } else {
                list.remove(last + 1, size - last - 1);
                list.remove(0, first);
            }
            context.changed();
            context.notify(KeyEvent.LTRIM, 1, list.isMissing());
        }
        context.reply().ok();
    }
}
