package org.ouzel.engine.command.set;

import org.agrona.collections.LongHashSet;
import org.ouzel.engine.command.Chance;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.RandomCount;
import org.ouzel.engine.type.SetValue;

/**
 * SRANDMEMBER: {@code key [count]}: a member or null; with a count an array, of different members if it is positive, of
 * so many draws if it is negative.
 */
final class SRandMemberCommand {
    /** From this share of all members on, a walk that chooses costs less than draws that must not repeat. */
    private static final int WALK_SHARE = 3;

    private SRandMemberCommand() {
    }

    static void execute(final CommandContext context) {
        if (context.argCount() > 3) {
            context.syntaxError();
            return;
        }
        final long count = context.argCount() == 2 ? 1 : RandomCount.require(context, 2);
        if (count == RandomCount.REFUSED) {
            return;
        }
        final SetValue set = Sets.forReading(context);
        if (set == null) {
            return;
        }
        if (context.argCount() == 3) {
            drawMany(context, set, count);
        } else if (set.draw(context.seed())) {
            set.reply(context.reply());
        } else {
            context.reply().nil();
        }
    }

    private static void drawMany(final CommandContext context, final SetValue set, final long count) {
        final long present = set.count();
        final Chance chance = Sets.of(context).chance(context);
        if (count < 0 && present > 0) {
            context.reply().array((int) -count);
            for (long i = count; i < 0; i++) {
                set.draw(chance.next());
                set.reply(context.reply());
            }
            return;
        }
        final long drawn = Math.min(Math.max(0, count), present);
        context.reply().array((int) drawn);
        if (set.table() == null || drawn * WALK_SHARE > present) {
            choose(context, set, chance, drawn);
        } else {
            drawDifferent(context, set, chance, (int) drawn);
        }
    }

    /** Walks over all members and takes each with the chance that leaves enough for the rest. */
    private static void choose(final CommandContext context, final SetValue set, final Chance chance,
        final long count) {
        long wanted = count;
        long left = set.count();
        set.rewind();
        for (; wanted > 0 && set.next(); left--) {
            if (chance.below(left) < wanted) {
                set.reply(context.reply());
                wanted--;
            }
        }
    }

    private static void drawDifferent(final CommandContext context, final SetValue set, final Chance chance,
        final int count) {
        final LongHashSet seen = new LongHashSet(2 * count);
        while (seen.size() < count) {
            if (set.draw(chance.next()) && seen.add(set.member())) {
                set.reply(context.reply());
            }
        }
    }
}
