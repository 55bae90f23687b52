package org.ouzel.engine.evict;

import java.util.Arrays;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.RandomEntries;

/**
 * Draws keys of a shard by lot: whatever namespace and database it is in, each key (or each with an expiry) has about
 * the same chance. How many there are where is counted anew every {@value #DRAWS_PER_COUNT} draws. One thread at a
 * time.
 */
final class KeyLottery {
    private static final int DRAWS_PER_COUNT = 64;
    private static final long MULTIPLIER = 0xD1342543DE82EF95L;
    private static final int HIGH_BITS_SHIFT = 32;

    private int count;
    private int drawsLeft;
    private boolean isVolatile;
    private long random;
    private Database drawnDatabase;
    /** What was read ahead; kept so that the reads are not optimised away. */
    private long touched;
    private final long[] drawn = new long[EvictionSettings.MOST_SAMPLES];
    private Database[] databases = new Database[1];
    /** For each of the databases, the number of keys in it and in those before. */
    private long[] ends = new long[1];
    private final Keyspace keyspace;

    KeyLottery(final Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /** Begins a series of draws, which a seed decides. */
    void begin(final long seed, final boolean isOfVolatile) {
        random = seed;
        if (isOfVolatile != isVolatile || count == 0) {
            isVolatile = isOfVolatile;
            drawsLeft = 0;
        }
    }

    /** Tells whether there is any key to draw; counts them. */
    boolean hasAny() {
        recount();
        return count > 0;
    }

    /**
     * Draws several neighbours in one database's index, for {@link #drawn}. Where a key lies says nothing about it, so
     * that they are as good a sample as keys from anywhere; but slots of theirs share cache lines, and the misses that
     * their entries are overlap, which was measured at half the time for an eviction.
     *
     * @param most at most {@value EvictionSettings#MOST_SAMPLES}
     * @return how many were drawn: none where the draw was in vain; another may have more luck
     */
    int draw(final int most) {
        drawsLeft -= most;
        if (drawsLeft < 0) {
            recount();
        }
        if (count == 0) {
            return 0;
        }
        random = random * MULTIPLIER + 1;
        final long seed = random ^ random >>> HIGH_BITS_SHIFT;
        drawnDatabase = database(seed);
        final int drawnCount = RandomEntries.neighbours(drawnDatabase.index(), seed, isVolatile, drawn, most);
        for (int i = 0; i < drawnCount; i++) {
            touched ^= EntryDescriptor.access(drawn[i]);
        }
        return drawnCount;
    }

    /** Returns an entry drawn last, by its number from 0 on. */
    long drawn(final int number) {
        return drawn[number];
    }

    /** Returns the database of what was drawn last. */
    Database drawnDatabase() {
        return drawnDatabase;
    }

    private Database database(final long seed) {
        if (count == 1) {
            return databases[0];
        }
        final long position = Long.remainderUnsigned(seed, ends[count - 1]);
        final int found = Arrays.binarySearch(ends, 0, count, position);
        // The first end above the position.
        return databases[found >= 0 ? found + 1 : -found - 1];
    }

    private void recount() {
        drawsLeft = DRAWS_PER_COUNT;
        count = 0;
        long end = 0;
        for (int namespace = 0; namespace < keyspace.namespaceCount(); namespace++) {
            for (int number = 0; number < keyspace.databaseCount(); number++) {
                final Database database = keyspace.databaseIfPresent(namespace, number);
                final long keyCount = database == null ? 0 : isVolatile ? database.expiringCount()
                    : database.keyCount();
                if (keyCount > 0) {
                    if (count == databases.length) {
                        databases = Arrays.copyOf(databases, 2 * count);
                        ends = Arrays.copyOf(ends, 2 * count);
                    }
                    end += keyCount;
                    databases[count] = database;
                    ends[count++] = end;
                }
            }
        }
    }
}
