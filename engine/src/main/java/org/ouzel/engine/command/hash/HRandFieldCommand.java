package org.ouzel.engine.command.hash;

import org.agrona.collections.LongHashSet;
import org.ouzel.engine.command.Chance;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.RandomCount;
import org.ouzel.engine.type.HashValue;
import org.ouzel.protocol.ReplyWriter;

/**
 * HRANDFIELD: {@code key [count [WITHVALUES]]}: a field or null; with a count an array, of different fields if it is
 * positive, of so many draws if it is negative.
 */
final class HRandFieldCommand {
    /** From this share of all fields on, a walk that chooses costs less than draws that must not repeat. */
    private static final int WALK_SHARE = 3;

    private HRandFieldCommand() {
    }

    static void execute(final CommandContext context) {
        if (context.argCount() > 2) {
            draw(context);
            return;
        }
        final HashValue hash = Hashes.forReading(context);
        if (hash == null) {
            return;
        }
        if (hash.draw(context.seed())) {
            hash.replyField(context.reply());
        } else {
            context.reply().nil();
        }
    }

    private static void draw(final CommandContext context) {
        final long count = RandomCount.require(context, 2);
        if (count == RandomCount.REFUSED) {
            return;
        }
        final boolean hasValues = context.argCount() > 3;
        if (context.argCount() > 4 || hasValues && !context.argIs(3, "withvalues")) {
            context.syntaxError();
            return;
        }
        final HashValue hash = Hashes.forReading(context);
        if (hash == null) {
            return;
        }
        final int present = HashReads.presentCount(hash);
        final Chance chance = Hashes.chance(context);
        if (count < 0 && present > 0) {
            header(context.reply(), (int) -count, hasValues);
            for (long i = count; i < 0; i++) {
                hash.draw(chance.next());
                reply(context.reply(), hash, hasValues);
            }
            return;
        }
        final int drawn = (int) Math.min(Math.max(0, count), present);
        header(context.reply(), drawn, hasValues);
        if (hash.table() == null || (long) drawn * WALK_SHARE > present) {
            choose(context.reply(), hash, chance, drawn, present, hasValues);
        } else {
            drawDifferent(context.reply(), hash, chance, drawn, hasValues);
        }
    }

    /** Walks over all fields and takes each with the chance that leaves enough for the rest. */
    private static void choose(final ReplyWriter reply, final HashValue hash, final Chance chance, final int count,
        final int present, final boolean hasValues) {
        int wanted = count;
        hash.rewind();
        for (int left = present; wanted > 0 && hash.next(); left--) {
            if (chance.below(left) < wanted) {
                reply(reply, hash, hasValues);
                wanted--;
            }
        }
    }

    private static void drawDifferent(final ReplyWriter reply, final HashValue hash, final Chance chance,
        final int count, final boolean hasValues) {
        final LongHashSet seen = new LongHashSet(2 * count);
        while (seen.size() < count) {
            if (hash.draw(chance.next()) && seen.add(hash.field())) {
                reply(reply, hash, hasValues);
            }
        }
    }

    private static void header(final ReplyWriter reply, final int count, final boolean hasValues) {
        reply.array(hasValues && !reply.isResp3() ? 2 * count : count);
    }

    private static void reply(final ReplyWriter reply, final HashValue hash, final boolean hasValues) {
        if (hasValues && reply.isResp3()) {
            reply.array(2);
        }
        hash.replyField(reply);
        if (hasValues) {
            hash.replyValue(reply);
        }
    }
}
