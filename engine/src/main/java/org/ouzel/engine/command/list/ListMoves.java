package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;
import org.ouzel.protocol.NativeBuffer;

/** Commands that move an element from one list to another: LMOVE, RPOPLPUSH. */
final class ListMoves {
    private ListMoves() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("lmove", ListMoves::move);
        bindings.bind("rpoplpush", context -> move(context, Lists.RIGHT, Lists.LEFT));
    }

    private static void move(final CommandContext context) {
        final int from = Lists.end(context, 3);
        final int to = Lists.end(context, 4);
        if (from == Lists.NO_END || to == Lists.NO_END) {
            context.syntaxError();
        } else {
            move(context, from, to);
        }
    }

    private static void move(final CommandContext context, final int from, final int to) {
        if (isMoved(context, from, to)) {
            context.changed();
        } else if (!context.reply().isError()) {
            context.reply().nil();
        }
    }

    /** Moves an element and answers with it; false where there was none, or something else was answered. */
    static boolean isMoved(final CommandContext context, final int from, final int to) {
        final ListValue source = Lists.forWriting(context, 1);
        if (source == null || source.isMissing()) {
            return false;
        }
        final ListValue target = Lists.forWriting(context, 2);
        if (target == null) {
            return false;
        }
        final long index = from == Lists.LEFT ? 0 : source.size() - 1;
        final long element = source.elementAt(index);
        final NativeBuffer scratch = context.scratch();
        scratch.putBytes(ListElements.data(element), ListElements.length(element));
        final boolean isSame = context.isSameKey(1, 2);
        if (isSame && source.size() == 1) {
            // The list stays as it is, and so does all that is known of its key.
            context.reply().bulk(scratch.address(), scratch.length());
            notifyMove(context, from, to, false);
            return true;
        }
        source.remove(index, 1);
        final ListValue written = isSame ? source : target;
        written.prepareToPush(ListElements.bytes(scratch.length()), 1);
        written.push(to == Lists.LEFT, scratch.address(), scratch.length());
        context.reply().bulk(scratch.address(), scratch.length());
        notifyMove(context, from, to, source.isMissing());
        return true;
    }

    private static void notifyMove(final CommandContext context, final int from, final int to,
        final boolean isSourceEmpty) {
        context.notify(to == Lists.LEFT ? KeyEvent.LPUSH : KeyEvent.RPUSH, 2);
        context.notify(from == Lists.LEFT ? KeyEvent.LPOP : KeyEvent.RPOP, 1, isSourceEmpty);
    }
}
