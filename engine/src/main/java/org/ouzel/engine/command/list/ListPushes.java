package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;

/** Commands that put elements at an end: LPUSH, RPUSH, LPUSHX, RPUSHX. */
final class ListPushes {
    private ListPushes() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("lpush", context -> push(context, true, false));
        bindings.bind("rpush", context -> push(context, false, false));
        bindings.bind("lpushx", context -> push(context, true, true));
        bindings.bind("rpushx", context -> push(context, false, true));
    }

    private static void push(final CommandContext context, final boolean isFirst, final boolean mustExist) {
        final ListValue list = Lists.forWriting(context, 1);
        if (list == null) {
            return;
        }
        if (mustExist && list.isMissing()) {
            context.reply().integer(0);
            return;
        }
        final int argCount = context.argCount();
        long bytes = 0;
        for (int arg = 2; arg < argCount; arg++) {
            bytes += ListElements.bytes(context.argLength(arg));
        }
        list.prepareToPush(bytes, argCount - 2);
        for (int arg = 2; arg < argCount; arg++) {
            list.push(isFirst, context.argAddress(arg), context.argLength(arg));
        }
        context.changed();
        context.notify(isFirst ? KeyEvent.LPUSH : KeyEvent.RPUSH, 1);
        context.reply().integer(list.size());
    }
}
