package org.ouzel.engine.command.sortedset;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.SortedSetTools;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.ReplyWriter;

/** What the sorted-set commands have in common: finding sets, reading arguments, writing members. */
public final class SortedSets {
    private static final ContextLocal<SortedSetTools> TOOLS = new ContextLocal<>(SortedSetTools::new);

    private SortedSets() {
    }

    /** Returns a key's sorted set for reading; null where it is none, which has been answered. */
    public static SortedSetValue forReading(final CommandContext context, final int keyArg) {
        return ofType(context, keyArg, context.lookupRead(keyArg));
    }

    /** Returns a key's sorted set for writing; null where it is none, which has been answered. */
    static SortedSetValue forWriting(final CommandContext context, final int keyArg) {
        return ofType(context, keyArg, context.lookupWrite(keyArg));
    }

    /** Returns the sorted set in an entry, which is one or {@link org.ouzel.engine.store.SegmentedIndex#NONE}. */
    public static SortedSetValue of(final CommandContext context, final int keyArg, final long entry) {
        return new SortedSetValue(context.databaseFor(keyArg), context.hash(keyArg), context.argAddress(keyArg),
            context.argLength(keyArg), entry, context.newAccess(), context.server().sortedSetLimits(),
            context.local(TOOLS));
    }

    /** Writes the member at a set's place as a bulk string. */
    static void replyMember(final SortedSetValue set, final ReplyWriter reply) {
        reply.bulk(set.address(), set.length());
    }

    /** Announces so many members, with their scores as pairs in RESP3 and in turn in RESP2. */
    static void announce(final ReplyWriter reply, final long count, final boolean hasScores) {
        reply.array((int) (hasScores && !reply.isResp3() ? 2 * count : count));
    }

    /** Writes the member at a set's place, after {@link #announce}. */
    static void reply(final SortedSetValue set, final ReplyWriter reply, final boolean hasScores) {
        if (hasScores && reply.isResp3()) {
            reply.array(2);
        }
        replyMember(set, reply);
        if (hasScores) {
            reply.number(set.score());
        }
    }

    private static SortedSetValue ofType(final CommandContext context, final int keyArg, final long entry) {
        if (entry != NONE && EntryDescriptor.type(entry) != EntryDescriptor.TYPE_ZSET) {
            context.reply().error(Errors.WRONG_TYPE);
            return null;
        }
        return of(context, keyArg, entry);
    }
}
