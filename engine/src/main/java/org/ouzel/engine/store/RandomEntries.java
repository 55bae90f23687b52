package org.ouzel.engine.store;

import static org.ouzel.engine.store.SegmentDescriptor.EARLIEST_EXPIRY_OFFSET;
import static org.ouzel.engine.store.SegmentDescriptor.HEADER_BYTES;
import static org.ouzel.engine.store.SegmentDescriptor.home;
import static org.ouzel.engine.store.SegmentDescriptor.mask;
import static org.ouzel.engine.store.SegmentDescriptor.slotsOf;
import static org.ouzel.engine.store.SegmentedIndex.ADDRESS_MASK;
import static org.ouzel.engine.store.SegmentedIndex.EXPIRY_FLAG;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.protocol.NativeMemory;

/**
 * Draws entries of a {@link SegmentedIndex} by lot, the random bits that are given deciding alone, and finds them
 * again.
 */
public final class RandomEntries {
    private static final int TRIES = 128;
    /** Few tries where most entries can't be meant: each is a miss of the cache. */
    private static final int EXPIRING_TRIES = 32;
    /** How many slots neighbours are looked for in. */
    private static final int STRETCH = 128;
    /** How many segments are gone through when drawing has failed; the next draw begins elsewhere. */
    private static final int SEGMENT_COUNT = 64;
    /** Knuth's MMIX generator; its high bits, which choose the slot, are the good ones. */
    private static final long MULTIPLIER = 6364136223846793005L;
    private static final long INCREMENT = 1442695040888963407L;
    private static final int DEPTH_SHIFT = 16;
    private static final int TAG_SHIFT = 48;
    private static final long TAG_MASK = 0xFFFF;

    private RandomEntries() {
    }

    /** Returns any entry, each with about the same chance; {@link SegmentedIndex#NONE} only when there is none. */
    public static long any(final SegmentedIndex index, final long seed) {
        if (index.entryCount() == 0) {
            return NONE;
        }
        long random = seed;
        for (int i = 0; i < TRIES; i++) {
            random = random * MULTIPLIER + INCREMENT;
            final long slot = slot(index, random);
            if ((slot & ADDRESS_MASK) != 0) {
                return slot & ADDRESS_MASK;
            }
        }
        return firstFrom(index, random);
    }

    /**
     * Returns an entry with an expiry, each with about the same chance unless they are few among many;
     * {@link SegmentedIndex#NONE} if none was found with a bounded effort.
     */
    public static long expiring(final SegmentedIndex index, final long seed) {
        long random = seed;
        for (int i = 0; i < EXPIRING_TRIES; i++) {
            random = random * MULTIPLIER + INCREMENT;
            final long slot = slot(index, random);
            if ((slot & EXPIRY_FLAG) != 0) {
                return slot & ADDRESS_MASK;
            }
        }
        int place = index.placeOf(random);
        int first = home(random, index.referenceAt(place));
        for (int i = 0; i < SEGMENT_COUNT; i++) {
            final long entry = expiringIn(index.referenceAt(place), first);
            if (entry != NONE) {
                return entry;
            }
            place = index.nextSegment(place) & index.directorySize() - 1;
            first = 0;
        }
        return NONE;
    }

    /**
     * Draws entries that lie side by side, each with about the same chance of being among them.
     *
     * @param isOfExpiring whether only entries with an expiry are meant
     * @param entries      takes them
     * @param most         how many are wanted
     * @return how many there are: fewer where they are few or far between, 0 where {@link #any} or {@link #expiring}
     *     find none
     */
    public static int neighbours(final SegmentedIndex index, final long seed, final boolean isOfExpiring,
        final long[] entries, final int most) {
        final long wanted = isOfExpiring ? EXPIRY_FLAG : ADDRESS_MASK;
        long random = seed;
        for (int i = 0; i < EXPIRING_TRIES; i++) {
            random = random * MULTIPLIER + INCREMENT;
            // Only from a used slot on: who lies behind a gap would else be drawn more often.
            if ((slot(index, random) & wanted) != 0) {
                return neighboursFrom(index, random, wanted, entries, most);
            }
        }
        entries[0] = isOfExpiring ? expiring(index, random) : any(index, random);
        return entries[0] == NONE ? 0 : 1;
    }

    private static int neighboursFrom(final SegmentedIndex index, final long random, final long wanted,
        final long[] entries, final int most) {
        final long reference = index.referenceAt(index.placeOf(random));
        final int mask = mask(reference);
        final int end = Math.min(mask + 1, STRETCH);
        final int first = home(random, reference);
        int count = 0;
        for (int i = 0; i < end && count < most; i++) {
            final long slot = NativeMemory.getLong(slotsOf(reference) + ((long) (first + i & mask) << 3));
            if ((slot & wanted) != 0) {
                entries[count++] = slot & ADDRESS_MASK;
            }
        }
        return count;
    }

    /** Returns the entry whose key has a hash, all 64 bits of it, or {@link SegmentedIndex#NONE}. */
    public static long withHash(final SegmentedIndex index, final long hash) {
        final long reference = index.referenceAt(index.placeOf(hash));
        final int mask = mask(reference);
        for (int i = home(hash, reference);; i = i + 1 & mask) {
            final long slot = NativeMemory.getLong(slotsOf(reference) + ((long) i << 3));
            final long entry = slot & ADDRESS_MASK;
            if (slot == 0 || slot >>> TAG_SHIFT == (hash & TAG_MASK) && entry != NONE && index.hashOf(entry) == hash) {
                return entry;
            }
        }
    }

    /** Returns the slot that a random number stands for; 0 where it stands for none. */
    private static long slot(final SegmentedIndex index, final long random) {
        final long reference = index.referenceAt(index.placeOf(random));
        // A segment that others have split twice as often takes twice as many of the hashes: half are turned away.
        if ((random >>> DEPTH_SHIFT & index.placeCount(reference) - 1) != 0) {
            return 0;
        }
        return NativeMemory.getLong(slotsOf(reference) + ((long) home(random, reference) << 3));
    }

    private static long expiringIn(final long reference, final int first) {
        final long slots = slotsOf(reference);
        if (NativeMemory.getLong(slots - HEADER_BYTES + EARLIEST_EXPIRY_OFFSET) == Long.MAX_VALUE) {
            return NONE;
        }
        final int mask = mask(reference);
        for (int i = 0; i <= mask; i++) {
            final long slot = NativeMemory.getLong(slots + ((long) (first + i & mask) << 3));
            if ((slot & EXPIRY_FLAG) != 0) {
                return slot & ADDRESS_MASK;
            }
        }
        return NONE;
    }

    /** Returns the entry in the first used slot at or behind a hash's home; where drawing fails. */
    private static long firstFrom(final SegmentedIndex index, final long hash) {
        int place = index.placeOf(hash);
        int slot = home(hash, index.referenceAt(place));
        while (true) {
            final int slotCount = index.slotCount(place);
            for (int i = 0; i < slotCount; i++) {
                final long entry = index.entryAt(place, slot + i & slotCount - 1);
                if (entry != NONE) {
                    return entry;
                }
            }
            place = index.nextSegment(place) & index.directorySize() - 1;
            slot = 0;
        }
    }
}
