package org.ouzel.engine.command.sortedset;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryConsumer;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.LargeSortedSet;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.ReplyWriter;

/** A sorted set that a command puts together: shown to the client and dropped, or stored under a key. */
public final class SortedSetResult {
    private static final int LARGE = EntryDescriptor.ENCODING_SKIPLIST << 4 | EntryDescriptor.TYPE_ZSET;
    /** Members of one recorded command: readers of the journal need room for one command at a time. */
    private static final int MEMBERS_PER_EFFECT = 512;

    private int longestMember;
    private final Keyspace keyspace;
    private final LargeSortedSet members;

    /** Makes an empty result in the memory of the shard that is going to own it. */
    public SortedSetResult(final Keyspace keyspace) {
        this.keyspace = keyspace;
        this.members = new LargeSortedSet(keyspace);
    }

    long size() {
        return members.elementCount();
    }

    /** Returns a member, or {@link org.ouzel.engine.store.SegmentedIndex#NONE}. */
    long find(final long address, final int length) {
        return members.find(address, length);
    }

    /** Adds a member that is not there yet. */
    public void add(final long address, final int length, final double score) {
        members.add(address, length, score);
        longestMember = Math.max(longestMember, length);
    }

    /** Gives a member another score. */
    void update(final long member, final double score) {
        members.update(member, score);
    }

    /** Shows all members in order. */
    void forEach(final EntryConsumer consumer) {
        members.forEachInOrder(consumer);
    }

    /** Writes all members in order as an array, and drops the result. */
    void reply(final ReplyWriter reply, final boolean hasScores) {
        SortedSets.announce(reply, size(), hasScores);
        forEach(member -> {
            if (hasScores && reply.isResp3()) {
                reply.array(2);
            }
            reply.bulk(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
            if (hasScores) {
                reply.number(LargeSortedSet.score(member));
            }
        });
        keyspace.freeLater(members);
    }

    /**
     * Puts the result under a key, in place of whatever it had, and answers with the number of members. The request is
     * what is recorded: repeated, it has the same result.
     */
    void store(final CommandContext context, final int keyArg) {
        final boolean wasThere = context.removeKey(keyArg);
        if (wasThere || size() > 0) {
            context.changed();
        }
        put(context, keyArg, wasThere);
    }

    /** Like {@link #store}, but records which members with which scores are stored. */
    public void storeAndRecord(final CommandContext context, final int keyArg) {
        final boolean wasThere = context.removeKey(keyArg);
        if (wasThere || size() > 0) {
            record(context.changedAs(), context.argAddress(keyArg), context.argLength(keyArg));
        }
        put(context, keyArg, wasThere);
    }

    private void record(final EffectWriter effect, final long key, final int keyLength) {
        if (effect == null) {
            return;
        }
        effect.begin(2).text("DEL").bytes(key, keyLength);
        final long[] left = {size()};
        final long[] inBatch = {0};
        forEach(member -> {
            if (inBatch[0] == 0) {
                inBatch[0] = Math.min(left[0], MEMBERS_PER_EFFECT);
                left[0] -= inBatch[0];
                effect.begin(2 + 2 * (int) inBatch[0]).text("ZADD").bytes(key, keyLength);
            }
            inBatch[0]--;
            effect.number(LargeSortedSet.score(member))
                .bytes(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
        });
    }

    private void put(final CommandContext context, final int keyArg, final boolean wasThere) {
        final long size = size();
        if (size > 0 && !context.server().sortedSetLimits().allow(size, longestMember)) {
            context.databaseFor(keyArg).putCollection(context.hash(keyArg), context.argAddress(keyArg),
                context.argLength(keyArg), LARGE, members, EntryDescriptor.NO_EXPIRY, context.newAccess());
        } else {
            final SortedSetValue stored = SortedSets.of(context, keyArg, NONE);
            forEach(member -> stored.add(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member),
                LargeSortedSet.score(member)));
            keyspace.freeLater(members);
        }
        if (size > 0) {
            context.notify(KeyEvent.ofStoring(context.spec().name()), keyArg);
        } else if (wasThere) {
            context.notify(KeyEvent.DEL, keyArg);
        }
        context.reply().integer(size);
    }
}
