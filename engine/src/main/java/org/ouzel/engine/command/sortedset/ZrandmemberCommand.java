package org.ouzel.engine.command.sortedset;

import org.agrona.collections.LongHashSet;
import org.ouzel.engine.command.Chance;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.RandomCount;
import org.ouzel.engine.type.SortedSetValue;

/**
 * ZRANDMEMBER: {@code key [count [WITHSCORES]]}: a member or null; with a count an array, of different members if it is
 * positive, of so many draws if it is negative. Ranks are drawn, so that each member has the same chance.
 */
final class ZrandmemberCommand {
    /** From this share of all members on, a walk that chooses costs less than draws that must not repeat. */
    private static final int WALK_SHARE = 3;

    private ZrandmemberCommand() {
    }

    static void execute(final CommandContext context) {
        if (context.argCount() > 2) {
            drawMany(context);
            return;
        }
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set == null) {
            return;
        }
        if (set.isMissing()) {
            context.reply().nil();
        } else {
            set.seek(new Chance().from(context.seed()).below(set.size()));
            SortedSets.replyMember(set, context.reply());
        }
    }

    private static void drawMany(final CommandContext context) {
        final long count = RandomCount.require(context, 2);
        if (count == RandomCount.REFUSED) {
            return;
        }
        final boolean hasScores = context.argCount() > 3;
        if (context.argCount() > 4 || hasScores && !context.argIs(3, "withscores")) {
            context.syntaxError();
            return;
        }
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set == null) {
            return;
        }
        final Chance chance = new Chance().from(context.seed());
        final long size = set.size();
        if (count < 0 && size > 0) {
            SortedSets.announce(context.reply(), -count, hasScores);
            for (long i = count; i < 0; i++) {
                set.seek(chance.below(size));
                SortedSets.reply(set, context.reply(), hasScores);
            }
            return;
        }
        final long drawn = Math.min(Math.max(0, count), size);
        SortedSets.announce(context.reply(), drawn, hasScores);
        if (drawn * WALK_SHARE > size) {
            choose(context, set, chance, drawn, hasScores);
        } else if (drawn > 0) {
            drawDifferent(context, set, chance, (int) drawn, hasScores);
        }
    }

    /** Walks over all members and takes each with the chance that leaves enough for the rest. */
    private static void choose(final CommandContext context, final SortedSetValue set, final Chance chance,
        final long count, final boolean hasScores) {
        long wanted = count;
        set.seek(0);
        for (long left = set.size(); wanted > 0; left--) {
            if (chance.below(left) < wanted) {
                SortedSets.reply(set, context.reply(), hasScores);
                wanted--;
            }
            set.next();
        }
    }

    private static void drawDifferent(final CommandContext context, final SortedSetValue set, final Chance chance,
        final int count, final boolean hasScores) {
        final LongHashSet seen = new LongHashSet(2 * count);
        while (seen.size() < count) {
            final long rank = chance.below(set.size());
            if (seen.add(rank)) {
                set.seek(rank);
                SortedSets.reply(set, context.reply(), hasScores);
            }
        }
    }
}
