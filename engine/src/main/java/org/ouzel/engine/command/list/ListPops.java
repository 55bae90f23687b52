package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.MultiPopArguments;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;
import org.ouzel.protocol.ReplyWriter;

/** Commands that take elements from an end: LPOP, RPOP, LMPOP. */
final class ListPops {
    private ListPops() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("lpop", context -> pop(context, Lists.LEFT));
        bindings.bind("rpop", context -> pop(context, Lists.RIGHT));
        bindings.bind("lmpop", ListPops::popFromFirst);
    }

    /** Writes an element from an end as a bulk string, and takes it out. */
    static void popOne(final ListValue list, final int end, final ReplyWriter reply) {
        final long index = end == Lists.LEFT ? 0 : list.size() - 1;
        final long element = list.elementAt(index);
        reply.bulk(ListElements.data(element), ListElements.length(element));
        list.remove(index, 1);
    }

    /** Writes so many elements from an end as an array, and takes them out; there are as many. */
    static void popArray(final ListValue list, final int end, final long count, final ReplyWriter reply) {
        reply.array((int) count);
        if (end == Lists.LEFT) {
            list.write(reply, 0, count);
            list.remove(0, count);
        } else {
            list.writeBackwards(reply, list.size() - 1, count);
            list.remove(list.size() - count, count);
        }
    }

    /** Tells that elements were taken from an end of a list, and whether that was the end of it. */
    static void notifyPop(final CommandContext context, final int keyArg, final int end, final ListValue list) {
        context.notify(end == Lists.LEFT ? KeyEvent.LPOP : KeyEvent.RPOP, keyArg, list.isMissing());
    }

    private static void pop(final CommandContext context, final int end) {
        final boolean hasCount = context.argCount() == 3;
        if (context.argCount() > 3) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
            return;
        }
        long count = 1;
        if (hasCount) {
            if (!context.isLong(2) || context.parsedLong() < 0) {
                context.reply().error(Errors.NOT_POSITIVE);
                return;
            }
            count = context.parsedLong();
        }
        final ListValue list = Lists.forWriting(context, 1);
        if (list == null) {
            return;
        }
        if (list.isMissing()) {
            if (hasCount) {
                context.reply().nilArray();
            } else {
                context.reply().nil();
            }
        } else if (!hasCount) {
            popOne(list, end, context.reply());
            context.changed();
            notifyPop(context, 1, end, list);
        } else {
            final long popped = Math.min(count, list.size());
            popArray(list, end, popped, context.reply());
            if (popped > 0) {
                context.changed();
                notifyPop(context, 1, end, list);
            }
        }
    }

    private static void popFromFirst(final CommandContext context) {
        final MultiPopArguments arguments = MultiPopArguments.read(context, 1, "left", "right");
        if (arguments == null) {
            return;
        }
        if (!isPoppedFromFirst(context, arguments) && !context.reply().isError()) {
            context.reply().nilArray();
        }
    }

    /** Pops from the first of the keys that has a list, as LMPOP answers and is journaled; false where none has. */
    static boolean isPoppedFromFirst(final CommandContext context, final MultiPopArguments arguments) {
        final int end = arguments.isFirstWord() ? Lists.LEFT : Lists.RIGHT;
        for (int key = arguments.firstKey(); key <= arguments.lastKey(); key++) {
            final ListValue list = Lists.forWriting(context, key);
            if (list == null) {
                return false;
            }
            if (!list.isMissing()) {
                final long count = Math.min(arguments.count(), list.size());
                context.reply().array(2);
                context.reply().bulk(context.argAddress(key), context.argLength(key));
                popArray(list, end, count, context.reply());
                notifyPop(context, key, end, list);
                final EffectWriter effect = context.changedAs();
                if (effect != null) {
                    effect.begin(3).text(end == Lists.LEFT ? "LPOP" : "RPOP")
                        .bytes(context.argAddress(key), context.argLength(key)).number(count);
                }
                return true;
            }
        }
        return false;
    }
}
