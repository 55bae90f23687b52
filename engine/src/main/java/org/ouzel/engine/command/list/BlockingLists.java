package org.ouzel.engine.command.list;

import org.ouzel.engine.blocking.BlockingTimeout;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.MultiPopArguments;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.ListValue;

/** Commands that wait for an element: BLPOP, BRPOP, BLMOVE, BRPOPLPUSH, BLMPOP. What they did is journaled as LPOP … */
final class BlockingLists {
    private BlockingLists() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("blpop", context -> pop(context, Lists.LEFT));
        bindings.bind("brpop", context -> pop(context, Lists.RIGHT));
        bindings.bind("blmpop", BlockingLists::popSeveral);
        bindings.bind("blmove", BlockingLists::move);
        bindings.bind("brpoplpush", context -> move(context, Lists.RIGHT, Lists.LEFT, 3));
    }

    private static void pop(final CommandContext context, final int end) {
        final int lastKey = context.argCount() - 2;
        final long deadlineMs = BlockingTimeout.require(context, lastKey + 1);
        if (deadlineMs == BlockingTimeout.REFUSED) {
            return;
        }
        for (int key = 1; key <= lastKey; key++) {
            final ListValue list = Lists.forWriting(context, key);
            if (list == null) {
                return;
            }
            if (!list.isMissing()) {
                context.reply().array(2);
                context.reply().bulk(context.argAddress(key), context.argLength(key));
                ListPops.popOne(list, end, context.reply());
                ListPops.notifyPop(context, key, end, list);
                final EffectWriter effect = context.changedAs();
                if (effect != null) {
                    effect.begin(2).text(end == Lists.LEFT ? "LPOP" : "RPOP")
                        .bytes(context.argAddress(key), context.argLength(key));
                }
                return;
            }
        }
        context.block(1 << EntryDescriptor.TYPE_LIST, 1, lastKey, deadlineMs, true);
    }

    private static void popSeveral(final CommandContext context) {
        final MultiPopArguments arguments = MultiPopArguments.read(context, 2, "left", "right");
        if (arguments == null) {
            return;
        }
        final long deadlineMs = BlockingTimeout.require(context, 1);
        if (deadlineMs != BlockingTimeout.REFUSED && !ListPops.isPoppedFromFirst(context, arguments)
            && !context.reply().isError()) {
            context.block(1 << EntryDescriptor.TYPE_LIST, arguments.firstKey(), arguments.lastKey(), deadlineMs, true);
        }
    }

    private static void move(final CommandContext context) {
        final int from = Lists.end(context, 3);
        final int to = Lists.end(context, 4);
        if (from == Lists.NO_END || to == Lists.NO_END) {
            context.syntaxError();
        } else {
            move(context, from, to, 5);
        }
    }

    private static void move(final CommandContext context, final int from, final int to, final int timeoutArg) {
        final long deadlineMs = BlockingTimeout.require(context, timeoutArg);
        if (deadlineMs == BlockingTimeout.REFUSED) {
            return;
        }
        if (ListMoves.isMoved(context, from, to)) {
            final EffectWriter effect = context.changedAs();
            if (effect != null) {
                effect.begin(5).text("LMOVE").bytes(context.argAddress(1), context.argLength(1))
                    .bytes(context.argAddress(2), context.argLength(2))
                    .text(from == Lists.LEFT ? "LEFT" : "RIGHT").text(to == Lists.LEFT ? "LEFT" : "RIGHT");
            }
        } else if (!context.reply().isError()) {
            context.block(1 << EntryDescriptor.TYPE_LIST, 1, 1, deadlineMs, false);
        }
    }
}
