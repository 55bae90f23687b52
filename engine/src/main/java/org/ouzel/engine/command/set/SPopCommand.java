package org.ouzel.engine.command.set;

import org.ouzel.engine.command.Chance;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.type.SetValue;

/**
 * SPOP: {@code key [count]}: a member or null; with a count a set of members. They are gone, drawn at random.
 *
 * <p>Recorded as SREM of the members, or DEL where all went.
 */
final class SPopCommand {
    /** So many members are named in one SREM at most. */
    private static final int MAX_BATCH = 1024;
    /** A set of which so much more goes than stays is left behind as a whole. */
    private static final int KEPT_SHARE = 5;
    private static final String NOT_POSITIVE = "ERR value is out of range, must be positive";

    private SPopCommand() {
    }

    static void execute(final CommandContext context) {
        if (context.argCount() == 2) {
            popOne(context);
            return;
        }
        if (context.argCount() > 3) {
            context.syntaxError();
            return;
        }
        if (!context.isLong(2) || context.parsedLong() < 0) {
            context.reply().error(NOT_POSITIVE);
            return;
        }
        popMany(context, context.parsedLong());
    }

    private static void popOne(final CommandContext context) {
        final SetValue set = Sets.forWriting(context);
        if (set == null) {
            return;
        }
        if (!set.draw(context.seed())) {
            context.reply().nil();
            return;
        }
        set.reply(context.reply());
        recordMember(context.changedAs(), context, set, 1);
        set.removeCurrent();
        context.notify(KeyEvent.SPOP, 1, !set.exists());
    }

    private static void popMany(final CommandContext context, final long count) {
        final SetValue set = Sets.forWriting(context);
        if (set == null) {
            return;
        }
        if (count == 0 || !set.exists()) {
            context.reply().set(0);
            return;
        }
        final EffectWriter effect = context.changedAs();
        if (count >= set.count()) {
            SetMembers.replyAll(context, set);
            set.delete();
            context.notify(KeyEvent.SPOP, 1, true);
            if (effect != null) {
                effect.begin(2).text("DEL").bytes(context.argAddress(1), context.argLength(1));
            }
            return;
        }
        final Chance chance = Sets.of(context).chance(context);
        if (set.table() != null && (set.count() - count) * KEPT_SHARE < count) {
            popMost(context, set, chance, (int) (set.count() - count), effect);
            return;
        }
        context.reply().set((int) count);
        for (int left = (int) count; left > 0; left--) {
            set.draw(chance.next());
            set.reply(context.reply());
            recordMember(effect, context, set, (count - left) % MAX_BATCH == 0 ? Math.min(left, MAX_BATCH) : 0);
            set.removeCurrent();
        }
        context.notify(KeyEvent.SPOP, 1);
    }

    /** Moves the members that stay to a table of their own; those that go are shown, and freed in slices. */
    private static void popMost(final CommandContext context, final SetValue set, final Chance chance, final int kept,
        final EffectWriter effect) {
        final MemberTable stay = new MemberTable(context.databaseFor(1).keyspace());
        for (int i = 0; i < kept; i++) {
            set.draw(chance.next());
            final int length = set.read();
            stay.add(stay.hashOf(set.address(), length), set.address(), length);
            set.removeCurrent();
        }
        final int count = (int) set.count();
        context.reply().set(count);
        set.rewind();
        for (int left = count; set.next(); left--) {
            set.reply(context.reply());
            recordMember(effect, context, set, (count - left) % MAX_BATCH == 0 ? Math.min(left, MAX_BATCH) : 0);
        }
        set.exchangeTable(stay);
        context.notify(KeyEvent.SPOP, 1);
    }

    /** Records that the current member goes, as one of a batch, which begins with it if {@code batch} is above 0. */
    private static void recordMember(final EffectWriter effect, final CommandContext context, final SetValue set,
        final int batch) {
        if (effect == null) {
            return;
        }
        if (batch > 0) {
            effect.begin(2 + batch).text("SREM").bytes(context.argAddress(1), context.argLength(1));
        }
        final int length = set.read();
        effect.bytes(set.address(), length);
    }
}
