package org.ouzel.engine.store;

import static org.ouzel.engine.store.SegmentDescriptor.EARLIEST_EXPIRY_OFFSET;
import static org.ouzel.engine.store.SegmentDescriptor.HEADER_BYTES;
import static org.ouzel.engine.store.SegmentDescriptor.LIVE_OFFSET;
import static org.ouzel.engine.store.SegmentDescriptor.TOMBSTONES_OFFSET;
import static org.ouzel.engine.store.SegmentDescriptor.addTo;
import static org.ouzel.engine.store.SegmentDescriptor.depth;
import static org.ouzel.engine.store.SegmentDescriptor.home;
import static org.ouzel.engine.store.SegmentDescriptor.live;
import static org.ouzel.engine.store.SegmentDescriptor.log2;
import static org.ouzel.engine.store.SegmentDescriptor.mask;
import static org.ouzel.engine.store.SegmentDescriptor.noteExpiry;
import static org.ouzel.engine.store.SegmentDescriptor.pack;
import static org.ouzel.engine.store.SegmentDescriptor.segmentBytes;
import static org.ouzel.engine.store.SegmentDescriptor.slotsOf;

import java.util.Arrays;
import org.ouzel.protocol.NativeMemory;

/**
 * Finds entries by key: extendible hashing over small open-addressed segments of 8-byte slots.
 *
 * <pre>
 * hash       | directory (depth bits) | home slot | ...          | tag (16 bits) |
 *
 * slot       | tag (16) | entry address (45) | 3 flag bits: 1 has an expiry, 2 tombstone,  |   0 is empty
 *                                             | 4 has elements that expire                |
 * </pre>
 *
 * A segment ({@link SegmentDescriptor}) starts with 16 slots, doubles up to 1,024, then splits in two on the next hash
 * bit; the directory doubles when a segment has used up its bits. No insertion pays more than one of these, bar hashes
 * that agree beyond their segment's depth. The home slot is made of the bits that follow the segment's prefix, so that
 * slots lie in hash order up to probing, and a SCAN cursor is simply a lower bound of the hash: it means the same after
 * any growth or shrinking. Source: extendible hashing after Fagin et al. 1979, with linear probing inside a segment.
 *
 * <p>One thread at a time. Entries belong to the caller; segments to the index, until {@link #close()}.
 */
public final class SegmentedIndex implements AutoCloseable {
    /** A missing slot or entry. */
    public static final long NONE = 0;
    /** How many low bits of a {@link #scan} cursor are always 0. */
    public static final int UNUSED_CURSOR_BITS = 18;

    /** The bytes of an empty index. */
    static final long EMPTY_BYTES = segmentBytes(4) + Long.BYTES;

    /** How many home slots a call of {@link #scan} covers at most, whatever it was asked for. */
    public static final int MAX_SCAN_STRETCH = 1024;

    static final long ADDRESS_MASK = 0x0000_FFFF_FFFF_FFF8L;
    static final long EXPIRY_FLAG = 1;
    private static final long TOMBSTONE = 2;
    private static final long ELEMENT_EXPIRY_FLAG = 4;
    private static final int TAG_SHIFT = 48;

    private static final int MIN_LOG2_SLOTS = 4;
    private static final int MAX_LOG2_SLOTS = 10;
    private static final int MAX_DEPTH = Long.SIZE - UNUSED_CURSOR_BITS - MAX_LOG2_SLOTS;
    /** More would take a while, and whoever tells how many there will be may be wrong. */
    private static final long MAX_RESERVED_COUNT = 1L << 24;

    private long entryCount;
    private long usedBytes;
    /** What was read ahead; kept so that the reads are not optimised away. */
    private long touched;
    private int depth;
    private long[] directory = new long[0];
    private final long hashSeed;
    /** Where segments come from; null for the system. */
    private final SlabAllocator allocator;
    /** Where the bytes are counted, too; null for nowhere. */
    private IndexBytes total;

    /** Makes an empty index; {@code hashSeed} is the seed of the hashes that it will be asked with. */
    public SegmentedIndex(final long hashSeed) {
        this(hashSeed, null, null);
    }

    /** Makes an empty index whose bytes are counted with those of others. */
    SegmentedIndex(final long hashSeed, final IndexBytes total) {
        this(hashSeed, null, total);
    }

    /** Makes an empty index whose segments are blocks of an allocator. */
    SegmentedIndex(final long hashSeed, final SlabAllocator allocator) {
        this(hashSeed, allocator, null);
    }

    private SegmentedIndex(final long hashSeed, final SlabAllocator allocator, final IndexBytes total) {
        this.hashSeed = hashSeed;
        this.allocator = allocator;
        this.total = total;
        setDirectory(new long[] {pack(newSegment(MIN_LOG2_SLOTS), MIN_LOG2_SLOTS, 0)});
    }

    /** Ends the counting of the bytes with those of others, when the index waits to be freed. */
    void leaveTotal() {
        if (total != null) {
            total.add(-usedBytes());
            total = null;
        }
    }

    /** Reads the slot at which a hash begins to be looked for, so that its cache line is on the way. */
    public long touchSlot(final long hash) {
        final long reference = reference(hash);
        return NativeMemory.getLong(slotsOf(reference) + ((long) home(hash, reference) << 3));
    }

    /** Reads the first word of the entry that the hash probably leads to; the result means nothing. */
    public long touchEntry(final long hash) {
        final long reference = reference(hash);
        final long slots = slotsOf(reference);
        final int mask = mask(reference);
        final long tag = hash & 0xFFFF;
        for (int i = home(hash, reference);; i = i + 1 & mask) {
            final long slot = NativeMemory.getLong(slots + ((long) i << 3));
            if (slot == 0) {
                return 0;
            }
            if (slot >>> TAG_SHIFT == tag && (slot & ADDRESS_MASK) != 0) {
                return NativeMemory.getLong(slot & ADDRESS_MASK);
            }
        }
    }

    /** Returns the address of the slot that leads to the key's entry, or {@link #NONE}. */
    public long findSlot(final long hash, final long keyAddress, final int keyLength) {
        final long reference = reference(hash);
        final long slots = slotsOf(reference);
        final int mask = mask(reference);
        final long tag = hash & 0xFFFF;
        for (int i = home(hash, reference);; i = i + 1 & mask) {
            final long slotAddress = slots + ((long) i << 3);
            final long slot = NativeMemory.getLong(slotAddress);
            if (slot == 0) {
                return NONE;
            }
            if (slot >>> TAG_SHIFT == tag) {
                final long entry = slot & ADDRESS_MASK;
                if (entry != 0 && EntryDescriptor.keyLength(entry) == keyLength
                    && NativeMemory.equal(EntryDescriptor.keyAddress(entry), keyAddress, keyLength)) {
                    return slotAddress;
                }
            }
        }
    }

    /** Returns the entry that a slot leads to. */
    public static long entryAt(final long slotAddress) {
        return NativeMemory.getLong(slotAddress) & ADDRESS_MASK;
    }

    /**
     * Makes room for so many entries, or for a part of them, so that nothing need be split while they come; does
     * nothing unless the index is empty. Entries that come in the order of hashes, as a snapshot has them, would fill
     * one end of each segment before it is split.
     */
    public void reserve(final long count) {
        final long usual = 3L << MAX_LOG2_SLOTS - 2;
        if (entryCount > 0 || directory.length > 1 || count <= usual) {
            return;
        }
        final long segmentCount = (Math.min(count, MAX_RESERVED_COUNT) + usual - 1) / usual;
        close();
        depth = Long.SIZE - Long.numberOfLeadingZeros(segmentCount - 1);
        setDirectory(new long[1 << depth]);
        for (int place = 0; place < directory.length; place++) {
            directory[place] = pack(newSegment(MAX_LOG2_SLOTS), MAX_LOG2_SLOTS, depth);
        }
    }

    /** Adds an entry whose key is not there yet. */
    public void insert(final long hash, final long entry) {
        makeRoom(hash);
        final long reference = reference(hash);
        final long slots = slotsOf(reference);
        final long segment = slots - HEADER_BYTES;
        final int mask = mask(reference);
        int i = home(hash, reference);
        while ((NativeMemory.getLong(slots + ((long) i << 3)) & ADDRESS_MASK) != 0) {
            i = i + 1 & mask;
        }
        final long slotAddress = slots + ((long) i << 3);
        if (NativeMemory.getLong(slotAddress) == TOMBSTONE) {
            addTo(segment + TOMBSTONES_OFFSET, -1);
        }
        NativeMemory.putLong(slotAddress, slotFor(hash, entry));
        addTo(segment + LIVE_OFFSET, 1);
        entryCount++;
        noteExpiryOf(segment, entry);
    }

    /** Makes a slot lead to another entry of the same key, whose expiry may differ. */
    public void replace(final long hash, final long slotAddress, final long entry) {
        NativeMemory.putLong(slotAddress, slotFor(hash, entry));
        noteExpiryOf(slotsOf(reference(hash)) - HEADER_BYTES, entry);
    }

    /** Takes an entry out, by its hash and the slot that leads to it. */
    public void remove(final long hash, final long slotAddress) {
        final long reference = reference(hash);
        removeAt(slotsOf(reference), mask(reference), slotAddress);
    }

    /** Takes note that elements of an entry expire from a time on. */
    void noteElementExpiry(final long hash, final long slotAddress, final long entry, final long expiryMs) {
        NativeMemory.putLong(slotAddress, slotFor(hash, entry));
        noteExpiry(slotsOf(reference(hash)) - HEADER_BYTES, expiryMs);
    }

    /** Returns the number of entries. */
    public long entryCount() {
        return entryCount;
    }

    /** Returns the bytes of all segments and of the directory. */
    public long usedBytes() {
        return usedBytes + 8L * directory.length;
    }

    /** Returns the number of directory places; {@link #segmentPrefix} tells which share a segment. */
    public int directorySize() {
        return directory.length;
    }

    /** Returns the first directory place of the segment that a place belongs to. */
    public int segmentPrefix(final int place) {
        return place & -placeCount(directory[place]);
    }

    /** Returns the first directory place behind the segment that a place belongs to. */
    public int nextSegment(final int place) {
        return segmentPrefix(place) + placeCount(directory[place]);
    }

    /** Returns a time before which no entry of the segment expires; {@link Long#MAX_VALUE} if none ever does. */
    public long earliestExpiryMs(final int place) {
        return NativeMemory.getLong(slotsOf(directory[place]) - HEADER_BYTES + EARLIEST_EXPIRY_OFFSET);
    }

    /** Returns the number of slots of the segment that a directory place belongs to. */
    public int slotCount(final int place) {
        return mask(directory[place]) + 1;
    }

    /** Returns the entry in a segment's slot, or {@link #NONE}. */
    public long entryAt(final int place, final int slot) {
        return NativeMemory.getLong(slotsOf(directory[place]) + ((long) slot << 3)) & ADDRESS_MASK;
    }

    /**
     * Walks a segment's entries with an expiry or with elements that expire, and sets its {@link #earliestExpiryMs} to
     * what is true afterwards.
     *
     * @param expired told of each entry due at {@code nowMs} or with elements due; it removes nothing itself
     * @return the number of entries looked at
     */
    public int collectExpired(final int place, final long nowMs, final EntryConsumer expired) {
        final long slots = slotsOf(directory[place]);
        final int slotCount = mask(directory[place]) + 1;
        long earliest = Long.MAX_VALUE;
        int lookedAt = 0;
        for (int i = 0; i < slotCount; i++) {
            final long slot = NativeMemory.getLong(slots + ((long) i << 3));
            if ((slot & (EXPIRY_FLAG | ELEMENT_EXPIRY_FLAG)) != 0) {
                final long entry = slot & ADDRESS_MASK;
                final long expiryMs = firstExpiryMs(slot, entry);
                lookedAt++;
                if (expiryMs <= nowMs) {
                    expired.accept(entry);
                } else {
                    earliest = Math.min(earliest, expiryMs);
                }
            }
        }
        NativeMemory.putLong(slots - HEADER_BYTES + EARLIEST_EXPIRY_OFFSET, earliest);
        return lookedAt;
    }

    /**
     * Shows the entries whose hash begins with the cursor's bits, in a stretch of about {@code count} home slots.
     *
     * @param cursor a lower bound of the hashes to show, 0 to begin
     * @return the next cursor, 0 when the end is reached
     */
    public long scan(final long cursor, final int count, final EntryConsumer consumer) {
        final long reference = reference(cursor);
        final long slots = slotsOf(reference);
        final int mask = mask(reference);
        final int first = home(cursor, reference);
        final int end = (int) Math.min((long) first + Math.max(1, count), mask + 1L);
        for (int ahead = first; ahead < end; ahead++) {
            final long entry = NativeMemory.getLong(slots + ((long) ahead << 3)) & ADDRESS_MASK;
            // The entries' cache lines come side by side, not one after the other.
            touched ^= NativeMemory.getLong(entry == NONE ? slots : entry);
        }
        int i = first;
        for (int visited = 0; visited <= mask; visited++) {
            final long slot = NativeMemory.getLong(slots + ((long) i << 3));
            if (slot == 0 && (visited >= end - first)) {
                break;
            }
            final long entry = slot & ADDRESS_MASK;
            if (entry != 0) {
                final int home = home(hashOf(entry), reference);
                if (home >= first && home < end) {
                    consumer.accept(entry);
                }
            }
            i = i + 1 & mask;
        }
        final int segmentDepth = depth(reference);
        final int homeBits = Integer.numberOfTrailingZeros(mask + 1);
        final long prefix = segmentDepth == 0 ? 0 : cursor & -1L << Long.SIZE - segmentDepth;
        // Past the last home slot this carries into the prefix, and past the last segment it overflows to 0.
        return prefix + ((long) end << Long.SIZE - segmentDepth - homeBits);
    }

    /**
     * Returns an entry drawn at random, each with about the same chance; {@link #NONE} only when empty.
     *
     * @param seed random bits, which decide alone
     */
    public long randomEntry(final long seed) {
        return RandomEntries.any(this, seed);
    }

    /** Gives room back where the segment of a hash has become nearly empty, a bounded step. */
    public void shrinkFor(final long hash) {
        final long reference = reference(hash);
        final int slotCount = mask(reference) + 1;
        if (live(reference) >= slotCount >> 3) {
            return;
        }
        if (depth(reference) > 0) {
            shrinkAt(placeOf(hash));
        } else if (log2(reference) > MIN_LOG2_SLOTS) {
            rebuild(hash, reference, log2(reference) - 1);
        }
    }

    /** Merges the segment at a directory place with its sibling, if both have become nearly empty. */
    public void shrinkAt(final int place) {
        final long reference = directory[place];
        final int segmentDepth = depth(reference);
        if (segmentDepth == 0) {
            return;
        }
        final int count = placeCount(reference);
        final int siblingPlace = segmentPrefix(place) ^ count;
        final long sibling = directory[siblingPlace];
        final int live = live(reference) + live(sibling);
        if (depth(sibling) != segmentDepth || live > (mask(reference) + 1) * 3 / 8) {
            return;
        }
        final int mergedDepth = segmentDepth - 1;
        final long merged = pack(newSegment(MAX_LOG2_SLOTS), MAX_LOG2_SLOTS, mergedDepth);
        moveAll(reference, merged, merged);
        moveAll(sibling, merged, merged);
        final int firstPlace = Math.min(segmentPrefix(place), siblingPlace);
        Arrays.fill(directory, firstPlace, firstPlace + 2 * count, merged);
        freeSegment(reference);
        freeSegment(sibling);
        shrinkDirectory();
    }

    /** Calls the consumer with every entry of the segment at a directory place, which may then free them all. */
    public void forEachIn(final int place, final EntryConsumer consumer) {
        final int slotCount = slotCount(place);
        for (int i = 0; i < slotCount; i++) {
            final long entry = entryAt(place, i);
            if (entry != NONE) {
                consumer.accept(entry);
            }
        }
    }

    /** Hashes an entry's key with this index's seed. */
    public long hashOf(final long entry) {
        return KeyHash.of(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry), hashSeed);
    }

    @Override
    public void close() {
        for (int place = 0; place < directory.length;) {
            final int next = nextSegment(place);
            freeSegment(directory[place]);
            place = next;
        }
        setDirectory(new long[0]);
        entryCount = 0;
    }

    private void makeRoom(final long hash) {
        while (true) {
            final long reference = reference(hash);
            final long segment = slotsOf(reference) - HEADER_BYTES;
            final int live = NativeMemory.getInt(segment + LIVE_OFFSET);
            final int tombstones = NativeMemory.getInt(segment + TOMBSTONES_OFFSET);
            final int slotCount = mask(reference) + 1;
            if (live + tombstones < slotCount - (slotCount >> 3)) {
                return;
            }
            if (tombstones > slotCount >> 2) {
                rebuild(hash, reference, log2(reference));
            } else if (log2(reference) < MAX_LOG2_SLOTS) {
                rebuild(hash, reference, log2(reference) + 1);
            } else {
                split(hash, reference);
            }
        }
    }

    private void rebuild(final long hash, final long reference, final int log2Slots) {
        final long rebuilt = pack(newSegment(log2Slots), log2Slots, depth(reference));
        moveAll(reference, rebuilt, rebuilt);
        final int first = segmentPrefix(placeOf(hash));
        Arrays.fill(directory, first, first + placeCount(reference), rebuilt);
        freeSegment(reference);
    }

    private void split(final long hash, final long reference) {
        final int segmentDepth = depth(reference);
        if (segmentDepth == depth) {
            growDirectory();
        }
        final long low = pack(newSegment(MAX_LOG2_SLOTS), MAX_LOG2_SLOTS, segmentDepth + 1);
        final long high = pack(newSegment(MAX_LOG2_SLOTS), MAX_LOG2_SLOTS, segmentDepth + 1);
        final int first = segmentPrefix(placeOf(hash));
        final int count = placeCount(reference);
        moveAll(reference, low, high);
        Arrays.fill(directory, first, first + count / 2, low);
        Arrays.fill(directory, first + count / 2, first + count, high);
        freeSegment(reference);
    }

    /** Puts the entries of a segment into one of two, by the hash bit behind its prefix. */
    private void moveAll(final long from, final long low, final long high) {
        final long slots = slotsOf(from);
        final int slotCount = mask(from) + 1;
        final int bitShift = Long.SIZE - 1 - depth(from);
        for (int i = 0; i < slotCount; i++) {
            final long slot = NativeMemory.getLong(slots + ((long) i << 3));
            if ((slot & ADDRESS_MASK) != 0) {
                final long hash = hashOf(slot & ADDRESS_MASK);
                moveTo((hash >>> bitShift & 1) == 0 ? low : high, hash, slot);
            }
        }
        final long earliestMs = NativeMemory.getLong(slots - HEADER_BYTES + EARLIEST_EXPIRY_OFFSET);
        noteExpiry(slotsOf(low) - HEADER_BYTES, earliestMs);
        noteExpiry(slotsOf(high) - HEADER_BYTES, earliestMs);
    }

    private static void moveTo(final long reference, final long hash, final long slot) {
        final long slots = slotsOf(reference);
        final int mask = mask(reference);
        int i = home(hash, reference);
        while (NativeMemory.getLong(slots + ((long) i << 3)) != 0) {
            i = i + 1 & mask;
        }
        NativeMemory.putLong(slots + ((long) i << 3), slot);
        addTo(slots - HEADER_BYTES + LIVE_OFFSET, 1);
    }

    private void growDirectory() {
        if (depth == MAX_DEPTH) {
            throw new IllegalStateException("index directory limit reached: depth=" + depth);
        }
        final long[] grown = new long[directory.length * 2];
        for (int place = 0; place < directory.length; place++) {
            grown[2 * place] = directory[place];
            grown[2 * place + 1] = directory[place];
        }
        setDirectory(grown);
        depth++;
    }

    /** Halves the directory while no segment needs its last bit. */
    private void shrinkDirectory() {
        while (depth > 0) {
            for (int place = 0; place < directory.length; place += 2) {
                if (depth(directory[place]) == depth) {
                    return;
                }
            }
            final long[] shrunk = new long[directory.length / 2];
            for (int place = 0; place < shrunk.length; place++) {
                shrunk[place] = directory[2 * place];
            }
            setDirectory(shrunk);
            depth--;
        }
    }

    private void removeAt(final long slots, final int mask, final long slotAddress) {
        final long segment = slots - HEADER_BYTES;
        addTo(segment + LIVE_OFFSET, -1);
        entryCount--;
        int i = (int) (slotAddress - slots >> 3);
        if (NativeMemory.getLong(slots + ((long) (i + 1 & mask) << 3)) != 0) {
            NativeMemory.putLong(slotAddress, TOMBSTONE);
            addTo(segment + TOMBSTONES_OFFSET, 1);
            return;
        }
        // Nothing is probed past an empty slot: this one and the tombstones that end at it can be empty as well.
        NativeMemory.putLong(slotAddress, 0);
        int cleared = 0;
        for (i = i - 1 & mask; NativeMemory.getLong(slots + ((long) i << 3)) == TOMBSTONE; i = i - 1 & mask) {
            NativeMemory.putLong(slots + ((long) i << 3), 0);
            cleared++;
        }
        if (cleared > 0) {
            addTo(segment + TOMBSTONES_OFFSET, -cleared);
        }
    }

    private static long slotFor(final long hash, final long entry) {
        return hash << TAG_SHIFT | entry | (EntryDescriptor.hasExpiry(entry) ? EXPIRY_FLAG : 0)
            | (EntryDescriptor.hasElementExpiry(entry) ? ELEMENT_EXPIRY_FLAG : 0);
    }

    private static long firstExpiryMs(final long slot, final long entry) {
        final long keyMs = (slot & EXPIRY_FLAG) != 0 ? EntryDescriptor.expiryMs(entry) : Long.MAX_VALUE;
        return (slot & ELEMENT_EXPIRY_FLAG) == 0 ? keyMs : Math.min(keyMs, EntryDescriptor.elementExpiryMs(entry));
    }

    private static void noteExpiryOf(final long segment, final long entry) {
        if (EntryDescriptor.hasExpiry(entry)) {
            noteExpiry(segment, EntryDescriptor.expiryMs(entry));
        }
    }

    private long newSegment(final int log2Slots) {
        final long bytes = segmentBytes(log2Slots);
        final long segment = allocator == null ? NativeMemory.allocate(bytes) : allocator.allocate(bytes);
        NativeMemory.fill(segment, bytes, (byte) 0);
        NativeMemory.putLong(segment + EARLIEST_EXPIRY_OFFSET, Long.MAX_VALUE);
        count(bytes);
        return segment;
    }

    private void freeSegment(final long reference) {
        final long bytes = segmentBytes(log2(reference));
        final long segment = slotsOf(reference) - HEADER_BYTES;
        count(-bytes);
        if (allocator == null) {
            NativeMemory.free(segment, bytes);
        } else {
            allocator.free(segment, bytes);
        }
    }

    private void setDirectory(final long[] newDirectory) {
        if (total != null) {
            total.add(8L * (newDirectory.length - directory.length));
        }
        directory = newDirectory;
    }

    private void count(final long bytes) {
        usedBytes += bytes;
        if (total != null) {
            total.add(bytes);
        }
    }

    private long reference(final long hash) {
        return directory[placeOf(hash)];
    }

    /** Returns the reference to the segment at a directory place. */
    long referenceAt(final int place) {
        return directory[place];
    }

    /** Returns the directory place of a hash. */
    int placeOf(final long hash) {
        // In two steps, since a shift by 64 is a shift by 0.
        return (int) (hash >>> 1 >>> Long.SIZE - 1 - depth);
    }

    /** Returns how many directory places lead to a segment. */
    int placeCount(final long reference) {
        return 1 << depth - depth(reference);
    }
}
