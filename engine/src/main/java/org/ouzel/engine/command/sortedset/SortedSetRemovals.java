package org.ouzel.engine.command.sortedset;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.SortedSetValue;

/** Commands that take members out: ZREM, ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREMRANGEBYLEX. */
final class SortedSetRemovals {
    private SortedSetRemovals() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("zrem", SortedSetRemovals::remove);
        bindings.bind("zremrangebyrank", context -> removeRange(context, RankRange.By.RANK));
        bindings.bind("zremrangebyscore", context -> removeRange(context, RankRange.By.SCORE));
        bindings.bind("zremrangebylex", context -> removeRange(context, RankRange.By.NAME));
    }

    private static void remove(final CommandContext context) {
        final SortedSetValue set = SortedSets.forWriting(context, 1);
        if (set == null) {
            return;
        }
        long removed = 0;
        for (int arg = 2; arg < context.argCount() && !set.isMissing(); arg++) {
            if (set.find(context.argAddress(arg), context.argLength(arg))) {
                set.remove();
                removed++;
            }
        }
        if (removed > 0) {
            context.changed();
            context.notify(KeyEvent.ZREM, 1, set.isMissing());
        }
        context.reply().integer(removed);
    }

    private static void removeRange(final CommandContext context, final RankRange.By by) {
        final RankRange range = new RankRange(by);
        if (!range.read(context, 2, 3)) {
            return;
        }
        final SortedSetValue set = SortedSets.forWriting(context, 1);
        if (set == null) {
            return;
        }
        range.resolve(context, set);
        if (range.count() > 0) {
            set.remove(range.from(), range.count());
            context.changed();
            context.notify(by == RankRange.By.SCORE ? KeyEvent.ZREMRANGEBYSCORE : by == RankRange.By.NAME
                ? KeyEvent.ZREMRANGEBYLEX : KeyEvent.ZREMRANGEBYRANK, 1, set.isMissing());
        }
        context.reply().integer(range.count());
    }
}
