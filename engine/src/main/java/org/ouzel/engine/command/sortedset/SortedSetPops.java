package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.blocking.BlockingTimeout;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.MultiPopArguments;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.ReplyWriter;

/** Commands that take the lowest or highest members: ZPOPMIN ZPOPMAX ZMPOP BZPOPMIN BZPOPMAX BZMPOP. */
final class SortedSetPops {
    private static final long NO_COUNT = -1;

    private SortedSetPops() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("zpopmin", context -> pop(context, true));
        bindings.bind("zpopmax", context -> pop(context, false));
        bindings.bind("zmpop", SortedSetPops::popFromFirst);
        bindings.bind("bzpopmin", context -> popOrWait(context, true));
        bindings.bind("bzpopmax", context -> popOrWait(context, false));
        bindings.bind("bzmpop", SortedSetPops::popFromFirstOrWait);
    }

    private static void pop(final CommandContext context, final boolean isMin) {
        if (context.argCount() > 3) {
            context.syntaxError();
            return;
        }
        long count = NO_COUNT;
        if (context.argCount() == 3) {
            if (!context.isLong(2) || context.parsedLong() < 0) {
                context.reply().error(Errors.NOT_POSITIVE);
                return;
            }
            count = context.parsedLong();
        }
        final SortedSetValue set = SortedSets.forWriting(context, 1);
        if (set == null) {
            return;
        }
        final long popped = Math.min(count == NO_COUNT ? 1 : count, set.size());
        final boolean isNested = context.reply().isResp3() && count != NO_COUNT;
        context.reply().array((int) (isNested ? popped : 2 * popped));
        if (popped > 0) {
            take(set, isMin, popped, isNested, context.reply());
            context.changed();
            context.notify(isMin ? KeyEvent.ZPOPMIN : KeyEvent.ZPOPMAX, 1, set.isMissing());
        }
    }

    /** Writes so many members from an end with their scores, and takes them out; there are as many. */
    private static void take(final SortedSetValue set, final boolean isMin, final long count, final boolean isNested,
        final ReplyWriter reply) {
        set.seek(isMin ? 0 : set.size() - 1);
        for (long i = 0; i < count; i++) {
            if (isNested) {
                reply.array(2);
            }
            SortedSets.replyMember(set, reply);
            reply.number(set.score());
            if (i + 1 < count) {
                if (isMin) {
                    set.next();
                } else {
                    set.previous();
                }
            }
        }
        if (count == 1) {
            set.remove();
        } else {
            set.remove(isMin ? 0 : set.size() - count, count);
        }
    }

    private static void popFromFirst(final CommandContext context) {
        final MultiPopArguments arguments = MultiPopArguments.read(context, 1, "min", "max");
        if (arguments != null && !isPoppedFromFirst(context, arguments) && !context.reply().isError()) {
            context.reply().nilArray();
        }
    }

    private static void popFromFirstOrWait(final CommandContext context) {
        final MultiPopArguments arguments = MultiPopArguments.read(context, 2, "min", "max");
        if (arguments == null) {
            return;
        }
        final long deadlineMs = BlockingTimeout.require(context, 1);
        if (deadlineMs != BlockingTimeout.REFUSED && !isPoppedFromFirst(context, arguments)
            && !context.reply().isError()) {
            context.block(1 << EntryDescriptor.TYPE_ZSET, arguments.firstKey(), arguments.lastKey(), deadlineMs, true);
        }
    }

    private static boolean isPoppedFromFirst(final CommandContext context, final MultiPopArguments arguments) {
        final boolean isMin = arguments.isFirstWord();
        for (int key = arguments.firstKey(); key <= arguments.lastKey(); key++) {
            final SortedSetValue set = SortedSets.forWriting(context, key);
            if (set == null) {
                return false;
            }
            if (!set.isMissing()) {
                final long count = Math.min(arguments.count(), set.size());
                context.reply().array(2);
                context.reply().bulk(context.argAddress(key), context.argLength(key));
                context.reply().array((int) count);
                take(set, isMin, count, true, context.reply());
                recordPop(context, key, isMin, count, set.isMissing());
                return true;
            }
        }
        return false;
    }

    private static void popOrWait(final CommandContext context, final boolean isMin) {
        final int lastKey = context.argCount() - 2;
        final long deadlineMs = BlockingTimeout.require(context, lastKey + 1);
        if (deadlineMs == BlockingTimeout.REFUSED) {
            return;
        }
        for (int key = 1; key <= lastKey; key++) {
            final SortedSetValue set = SortedSets.forWriting(context, key);
            if (set == null) {
                return;
            }
            if (!set.isMissing()) {
                context.reply().array(3);
                context.reply().bulk(context.argAddress(key), context.argLength(key));
                take(set, isMin, 1, false, context.reply());
                recordPop(context, key, isMin, 1, set.isMissing());
                return;
            }
        }
        context.block(1 << EntryDescriptor.TYPE_ZSET, 1, lastKey, deadlineMs, true);
    }

    private static void recordPop(final CommandContext context, final int key, final boolean isMin, final long count,
        final boolean isEmpty) {
        context.notify(isMin ? KeyEvent.ZPOPMIN : KeyEvent.ZPOPMAX, key, isEmpty);
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(3).text(isMin ? "ZPOPMIN" : "ZPOPMAX").bytes(context.argAddress(key), context.argLength(key))
                .number(count);
        }
    }
}
