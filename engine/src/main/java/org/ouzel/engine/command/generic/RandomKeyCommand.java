package org.ouzel.engine.command.generic;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;

/** RANDOMKEY: a name, or null in an empty database. */
final class RandomKeyCommand {
    /** Tries after which a key is shown that is due already, where what is due doesn't go. */
    private static final int HELD_TRIES = 100;
    private static final long MULTIPLIER = 0xD1342543DE82EF95L;

    private RandomKeyCommand() {
    }

    static void execute(final CommandContext context) {
        long random = context.seed();
        for (int tries = 1;; tries++) {
            final Database database = draw(context, random);
            if (database == null) {
                context.reply().nil();
                return;
            }
            final long entry = database.index().randomEntry(random);
            // Looked up again, since one that is due goes away at this moment, and another one is drawn.
            if (database.find(database.index().hashOf(entry), EntryDescriptor.keyAddress(entry),
                EntryDescriptor.keyLength(entry), context.nowMs()) != NONE
                || tries >= HELD_TRIES && database.keyspace().isExpiryHeld(context.nowMs())) {
                context.reply().bulk(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
                return;
            }
            random = random * MULTIPLIER + 1;
        }
    }

    /** Returns the database on one of the shards, drawn by their numbers of keys; null if none has any. */
    private static Database draw(final CommandContext context, final long random) {
        final int number = context.event().database();
        final int shardCount = context.server().shardCount();
        long keyCount = 0;
        for (int shard = 0; shard < shardCount; shard++) {
            keyCount += context.databaseOn(shard, number).keyCount();
        }
        if (keyCount == 0) {
            return null;
        }
        long position = Long.remainderUnsigned(random, keyCount);
        int shard = 0;
        while (position >= context.databaseOn(shard, number).keyCount()) {
            position -= context.databaseOn(shard, number).keyCount();
            shard++;
        }
        return context.databaseOn(shard, number);
    }
}
