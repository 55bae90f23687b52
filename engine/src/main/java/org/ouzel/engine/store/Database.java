package org.ouzel.engine.store;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.protocol.NativeMemory;

/**
 * One numbered database of a namespace, as far as it lies in one shard: its index, its entries, and what it counts.
 *
 * <p>Keys come as the address and length of their bytes and as their {@link KeyHash}. An entry's address is valid
 * until the next call that changes that key. Values that a caller hands in may lie in the request, never in the
 * entry that the call replaces. Time comes in as an argument; an entry whose time has come is taken out when it is
 * found, and reported to the keyspace's {@link RemovalListener}. One thread at a time.
 */
public final class Database {
    /** The bit of {@link #watch} for keys that go away; those below are for types. */
    public static final int WATCH_REMOVAL = 1 << 31;
    /** The bytes by which a growing string gets room to spare: as many as it has, up to this many. */
    private static final int MAX_SPARE_BYTES = 1024 * 1024;

    private long usedBytes;
    private long expiringCount;
    private int expiryPlace;
    private int shrinkPlace;
    /** Which part of a snapshot's walk the entries are, if any. */
    private int walkPart = SnapshotWalk.NO_PART;
    /** Whether there may be values with elements that expire. */
    private boolean hasElementExpiries;
    private int watched;
    private int watchCount;
    private SegmentedIndex entries;
    private final int namespace;
    private final int number;
    private final Keyspace keyspace;

    Database(final Keyspace keyspace, final int namespace, final int number) {
        this.keyspace = keyspace;
        this.namespace = namespace;
        this.number = number;
        this.entries = keyspace.newIndex();
    }

    /** Returns the number of the namespace that the database is one of. */
    public int namespace() {
        return namespace;
    }

    /** Returns what tells the database from all others, of other namespaces too; see {@link ScopedKeyMap}. */
    public long scope() {
        return ScopedKeyMap.scope(namespace, number);
    }

    /** Returns the number that SELECT knows the database by. */
    public int number() {
        return number;
    }

    /** Returns the keyspace that the database belongs to. */
    public Keyspace keyspace() {
        return keyspace;
    }

    /** Returns the index, for walks; whoever changes it goes through this class. */
    public SegmentedIndex index() {
        return entries;
    }

    /** Returns where structures of this database take their memory from. */
    public SlabAllocator allocator() {
        return keyspace.allocator();
    }

    /** Returns the number of keys, those included that have expired and were not found yet. */
    public long keyCount() {
        return entries.entryCount();
    }

    /** Returns the number of keys with an expiry. */
    public long expiringCount() {
        return expiringCount;
    }

    /** Returns the bytes of entries, structures and index. */
    public long usedBytes() {
        return usedBytes + entries.usedBytes();
    }

    /** Counts bytes that a structure of this database took ({@code delta} above 0) or gave back. */
    public void addUsedBytes(final long delta) {
        usedBytes += delta;
        keyspace.addDataBytes(delta);
    }

    /** Returns a key's entry, or {@link SegmentedIndex#NONE}; one that is due goes, or hides while expiry is held. */
    public long find(final long hash, final long keyAddress, final int keyLength, final long nowMs) {
        final long slotAddress = entries.findSlot(hash, keyAddress, keyLength);
        if (slotAddress == NONE) {
            return NONE;
        }
        final long slot = NativeMemory.getLong(slotAddress);
        final long entry = slot & SegmentedIndex.ADDRESS_MASK;
        if ((slot & SegmentedIndex.EXPIRY_FLAG) == 0 || EntryDescriptor.expiryMs(entry) > nowMs) {
            return entry;
        }
        if (!keyspace.isExpiryHeld(nowMs)) {
            keyspace.removals().expired(this, entry);
            removeAt(hash, slotAddress);
        }
        return NONE;
    }

    /** Tells whether a key is there, due or not. */
    public boolean contains(final long keyAddress, final int keyLength) {
        return entries.findSlot(KeyHash.of(keyAddress, keyLength, keyspace.hashSeed()), keyAddress, keyLength) != NONE;
    }

    /**
     * Makes a key's entry anew, in place of what was there, and returns it for the value to be written to
     * {@link EntryDescriptor#valueAddress}.
     *
     * @param typeAndEncoding {@code encoding << 4 | type}
     * @param valueLength     bytes of the value
     * @param expiryMs        Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     * @param access          24 bits of access clock or counter
     */
    public long put(final long hash, final long keyAddress, final int keyLength, final int typeAndEncoding,
        final int valueLength, final long expiryMs, final int access) {
        noteChanged(hash, keyAddress, keyLength, typeAndEncoding & EntryDescriptor.TYPE_MASK);
        final boolean isExpiring = expiryMs != EntryDescriptor.NO_EXPIRY;
        final int flags = EntryDescriptor.flagsFor(keyLength, valueLength, isExpiring, false);
        final long bytes = (long) EntryDescriptor.headerBytes(flags) + keyLength + valueLength;
        final long slotAddress = entries.findSlot(hash, keyAddress, keyLength);
        if (slotAddress != NONE) {
            final long old = SegmentedIndex.entryAt(slotAddress);
            beforeChange(old);
            final boolean isElementExpiring = EntryDescriptor.hasElementExpiry(old);
            if (EntryDescriptor.flags(old) == flags && EntryDescriptor.hasExpiry(old) == isExpiring
                && !EntryDescriptor.isHandle(old)
                && SlabAllocator.blockBytes(EntryDescriptor.blockBytes(old)) == SlabAllocator.blockBytes(bytes)) {
                EntryDescriptor.writeHeader(old, flags | keyspace.epoch(), typeAndEncoding, access, keyLength,
                    valueLength, expiryMs, bytes);
                if (isExpiring || isElementExpiring) {
                    entries.replace(hash, slotAddress, old);
                }
                return old;
            }
        }
        final long entry = allocate(bytes);
        EntryDescriptor.writeHeader(entry, flags | keyspace.epoch(), typeAndEncoding, access, keyLength, valueLength,
            expiryMs, bytes);
        NativeMemory.copy(keyAddress, EntryDescriptor.keyAddress(entry), keyLength);
        if (isExpiring) {
            expiringCount++;
        }
        if (slotAddress == NONE) {
            entries.insert(hash, entry);
            keyspace.noteCreated(this, entry);
        } else {
            final long old = SegmentedIndex.entryAt(slotAddress);
            entries.replace(hash, slotAddress, entry);
            release(old);
        }
        return entry;
    }

    /**
     * Changes the length of a value that isn't a handle, keeping its beginning; a growing one gets room to spare.
     *
     * @return the entry, which may have moved; bytes beyond the old length are undefined
     */
    public long resize(final long hash, final long entry, final int valueLength) {
        final boolean isGrowing = EntryDescriptor.valueLength(entry) > 0;
        return resize(hash, entry, valueLength, isGrowing ? Math.min(valueLength, MAX_SPARE_BYTES) : 0);
    }

    /**
     * Like {@link #resize(long, long, int)}, with a given room to spare.
     *
     * @param spareBytes room to spare for a value that outgrows its block; 0 for a tight one
     */
    public long resize(final long hash, final long entry, final int valueLength, final int spareBytes) {
        beforeChange(entry);
        final int oldFlags = EntryDescriptor.flags(entry);
        final int keyLength = EntryDescriptor.keyLength(entry);
        final int oldLength = EntryDescriptor.valueLength(entry);
        final long blockBytes = SlabAllocator.blockBytes(EntryDescriptor.blockBytes(entry));
        final boolean isExpiring = EntryDescriptor.hasExpiry(entry);
        final int tightFlags = EntryDescriptor.flagsFor(keyLength, valueLength, isExpiring, false);
        final long tightBytes = (long) EntryDescriptor.headerBytes(tightFlags) + keyLength + valueLength;
        final boolean isSameWidth = (oldFlags & ~EntryDescriptor.FLAG_CAPACITY) == tightFlags;
        final boolean hasCapacity = (oldFlags & EntryDescriptor.FLAG_CAPACITY) != 0;
        final long neededBytes = tightBytes + (hasCapacity ? Integer.BYTES : 0);
        final boolean fits = hasCapacity
            ? neededBytes <= EntryDescriptor.blockBytes(entry) && neededBytes * 4 >= blockBytes
            : SlabAllocator.blockBytes(neededBytes) == blockBytes;
        if (isSameWidth && fits) {
            EntryDescriptor.writeValueLength(entry, oldFlags, valueLength);
            return entry;
        }
        final boolean isRoomy = valueLength > oldLength && spareBytes > 0;
        final int flags = EntryDescriptor.flagsFor(keyLength, valueLength, isExpiring, isRoomy);
        final long bytes = (long) EntryDescriptor.headerBytes(flags) + keyLength + valueLength
            + (isRoomy ? spareBytes : 0);
        if (flags == oldFlags && isRoomy && SlabAllocator.isFromSystem(blockBytes)) {
            return extend(hash, entry, valueLength, bytes);
        }
        return moveTo(hash, entry, flags, valueLength, bytes, EntryDescriptor.expiryMs(entry));
    }

    /**
     * Sets or clears an entry's expiry.
     *
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     * @return the entry, which may have moved
     */
    public long setExpiry(final long hash, final long entry, final long expiryMs) {
        beforeChange(entry);
        final boolean isExpiring = expiryMs != EntryDescriptor.NO_EXPIRY;
        if (EntryDescriptor.hasExpiryField(entry)) {
            expiringCount += (isExpiring ? 1 : 0) - (EntryDescriptor.hasExpiry(entry) ? 1 : 0);
            EntryDescriptor.writeExpiry(entry, expiryMs);
            entries.replace(hash, slotOf(hash, entry), entry);
            return entry;
        }
        if (!isExpiring) {
            return entry;
        }
        final int flags = EntryDescriptor.flags(entry) | EntryDescriptor.FLAG_EXPIRY;
        final long bytes = EntryDescriptor.blockBytes(entry) + Long.BYTES;
        return moveTo(hash, entry, flags, EntryDescriptor.valueLength(entry), bytes, expiryMs);
    }

    /**
     * Gives the value of an entry that has elements which expire the time before which none is due.
     *
     * @param expiryMs Unix milliseconds, {@link Long#MAX_VALUE} for never
     */
    public void setElementExpiry(final long hash, final long entry, final long expiryMs) {
        EntryDescriptor.writeElementExpiry(entry, expiryMs);
        entries.noteElementExpiry(hash, slotOf(hash, entry), entry, expiryMs);
        hasElementExpiries = true;
    }

    /** Takes a key out and frees what it held; returns whether it was there, due or not. */
    public boolean remove(final long hash, final long keyAddress, final int keyLength) {
        final long slotAddress = entries.findSlot(hash, keyAddress, keyLength);
        if (slotAddress == NONE) {
            return false;
        }
        removeAt(hash, slotAddress);
        return true;
    }

    /** Takes an entry of this database out and frees it. */
    public void removeEntry(final long entry) {
        final long hash = entries.hashOf(entry);
        removeAt(hash, slotOf(hash, entry));
    }

    /** Takes an entry of this database out to make room, as the listener is told before. */
    public void evict(final long entry) {
        keyspace.removals().evicted(this, entry);
        final long hash = entries.hashOf(entry);
        removeAt(hash, slotOf(hash, entry));
        entries.shrinkFor(hash);
    }

    /**
     * Puts a structure under a key in place of a packed or missing value, keeping access bits and the given expiry.
     *
     * @return the entry
     */
    public long putCollection(final long hash, final long keyAddress, final int keyLength, final int typeAndEncoding,
        final Collection collection, final long expiryMs, final int access) {
        final int handle = keyspace.collections().add(collection);
        addUsedBytes(collection.usedBytes());
        return putHandle(hash, keyAddress, keyLength, typeAndEncoding, handle, expiryMs, access);
    }

    /**
     * Gives a key a copy of another entry's value, in place of what was there.
     *
     * @param source   the database of the entry to copy, perhaps of another shard that is held too
     * @param original the entry to copy, not the key's own
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     * @return the key's entry
     */
    public long putCopy(final long hash, final long keyAddress, final int keyLength, final Database source,
        final long original, final long expiryMs, final int access) {
        final int typeAndEncoding = EntryDescriptor.typeAndEncoding(original);
        if (EntryDescriptor.isHandle(original)) {
            return putCollection(hash, keyAddress, keyLength, typeAndEncoding,
                source.collection(original).copyTo(keyspace), expiryMs, access);
        }
        final int valueLength = EntryDescriptor.valueLength(original);
        final long entry = put(hash, keyAddress, keyLength, typeAndEncoding, valueLength, expiryMs, access);
        NativeMemory.copy(EntryDescriptor.valueAddress(original), EntryDescriptor.valueAddress(entry), valueLength);
        if (EntryDescriptor.hasElementExpiry(entry)) {
            setElementExpiry(hash, entry, EntryDescriptor.elementExpiryMs(entry));
        }
        return entry;
    }

    /**
     * Gives a key another entry's value, expiry and access bits, in place of what was there, and takes the other entry
     * out. A structure is handed over as it is, unless it comes from another shard.
     *
     * @param source   the database of the entry to move, perhaps of another shard that is held too
     * @param original the entry to move, not the key's own
     * @return the key's entry
     */
    public long putMoved(final long hash, final long keyAddress, final int keyLength, final Database source,
        final long original) {
        final long expiryMs = EntryDescriptor.expiryMs(original);
        final int access = EntryDescriptor.access(original);
        if (!EntryDescriptor.isHandle(original) || source.keyspace != keyspace) {
            final long entry = putCopy(hash, keyAddress, keyLength, source, original, expiryMs, access);
            source.removeEntry(original);
            return entry;
        }
        final int handle = EntryDescriptor.handle(original);
        final long entry = putHandle(hash, keyAddress, keyLength, EntryDescriptor.typeAndEncoding(original), handle,
            expiryMs, access);
        final long structureBytes = keyspace.collections().get(handle).usedBytes();
        addUsedBytes(structureBytes);
        source.addUsedBytes(-structureBytes);
        source.takeOut(original);
        return entry;
    }

    /**
     * Has the keyspace's {@link KeyListener} told of keys that get a value of some types, or that go away, until
     * {@link #unwatch()} has been called as often as this.
     *
     * @param bits a bit {@code 1 << type} for each type, and {@link #WATCH_REMOVAL}
     */
    public void watch(final int bits) {
        watched |= bits;
        watchCount++;
    }

    /** Ends a {@link #watch}; until the last one has ended, the listener may be told more than it needs. */
    public void unwatch() {
        if (--watchCount == 0) {
            watched = 0;
        }
    }

    /** Tells the listener, if the type is watched, that a value has changed in place in a way that others wait for. */
    public void noteChanged(final long hash, final long keyAddress, final int keyLength, final int type) {
        if ((watched >>> type & 1) != 0) {
            keyspace.keyListener().keyChanged(this, hash, keyAddress, keyLength);
        }
    }

    /**
     * Is called before an entry's value is changed in place, or the structure behind it: a snapshot under way then
     * saves it first, unless it has. The methods of this class see to that for themselves.
     */
    public void beforeChange(final long entry) {
        final SnapshotWalk walk = keyspace.walk();
        if (walk != null) {
            walk.saveFirst(this, entry);
        }
    }

    /** Returns the structure that an entry with a handle leads to. */
    public Collection collection(final long entry) {
        return keyspace.collections().get(EntryDescriptor.handle(entry));
    }

    /** Returns whether there may be values with elements that expire; there are none if not. */
    public boolean mayHaveElementExpiries() {
        return hasElementExpiries;
    }

    int walkPart() {
        return walkPart;
    }

    void setWalkPart(final int part) {
        walkPart = part;
    }

    /** Makes the database empty at once; what it held is freed in slices. */
    public void clear() {
        entries.leaveTotal();
        keyspace.freeLater(entries);
        entries = keyspace.newIndex();
        addUsedBytes(-usedBytes);
        expiringCount = 0;
        expiryPlace = 0;
        shrinkPlace = 0;
        walkPart = SnapshotWalk.NO_PART;
        hasElementExpiries = false;
        noteAllChanged();
    }

    /** Exchanges content and counts with another database of the keyspace. */
    void exchange(final Database other) {
        final SegmentedIndex ownEntries = entries;
        final long ownBytes = usedBytes;
        final long ownExpiring = expiringCount;
        final boolean ownElementExpiries = hasElementExpiries;
        final int ownPart = walkPart;
        entries = other.entries;
        usedBytes = other.usedBytes;
        expiringCount = other.expiringCount;
        hasElementExpiries = other.hasElementExpiries;
        walkPart = other.walkPart;
        other.walkPart = ownPart;
        other.entries = ownEntries;
        other.usedBytes = ownBytes;
        other.expiringCount = ownExpiring;
        other.hasElementExpiries = ownElementExpiries;
        noteAllChanged();
        other.noteAllChanged();
    }

    /** Shows all entries, due ones included; the consumer changes nothing. */
    public void forEach(final EntryConsumer consumer) {
        for (int place = 0; place < entries.directorySize(); place = entries.nextSegment(place)) {
            entries.forEachIn(place, consumer);
        }
    }

    /** Shows the entries of the next stretch of the scan; see {@link SegmentedIndex#scan}. */
    public long scan(final long cursor, final int count, final EntryConsumer consumer) {
        return entries.scan(cursor, count, consumer);
    }

    /**
     * Looks for entries that are due, from where the last slice ended.
     *
     * @param budget how many entries may be read, about
     * @return how much of the budget was used
     */
    int expireSlice(final long nowMs, final int budget, final RemovalCollector collector) {
        if (expiringCount == 0 && !hasElementExpiries) {
            return 0;
        }
        int used = 0;
        final int places = entries.directorySize();
        int place = expiryPlace < places ? entries.segmentPrefix(expiryPlace) : 0;
        int visited = 0;
        boolean isAnyExpiring = false;
        while (visited < places && used < budget) {
            final int next = entries.nextSegment(place);
            used++;
            isAnyExpiring |= entries.earliestExpiryMs(place) != Long.MAX_VALUE;
            if (entries.earliestExpiryMs(place) <= nowMs) {
                collector.clear();
                used += entries.collectExpired(place, nowMs, collector);
                for (int i = 0; i < collector.size(); i++) {
                    used += expire(collector.get(i), nowMs);
                }
            }
            visited += next - place;
            place = next & places - 1;
        }
        expiryPlace = place;
        hasElementExpiries &= isAnyExpiring || visited < places;
        return used;
    }

    private int expire(final long entry, final long nowMs) {
        if (!EntryDescriptor.hasExpiry(entry) || EntryDescriptor.expiryMs(entry) > nowMs) {
            return keyspace.removals().elementsDue(this, entry, nowMs);
        }
        keyspace.removals().expired(this, entry);
        removeEntry(entry);
        return 0;
    }

    /** Merges nearly empty neighbours in a bounded stretch of the index. */
    void shrinkSlice(final int segmentCount) {
        for (int i = 0; i < segmentCount; i++) {
            if (shrinkPlace >= entries.directorySize()) {
                shrinkPlace = 0;
            }
            final int place = entries.segmentPrefix(shrinkPlace);
            entries.shrinkAt(place);
            shrinkPlace = place < entries.directorySize() ? entries.nextSegment(place) : 0;
        }
    }

    /** Frees everything without slices; the database is not used afterwards. */
    void close() {
        for (int place = 0; place < entries.directorySize(); place = entries.nextSegment(place)) {
            entries.forEachIn(place, keyspace::releaseNow);
        }
        entries.close();
    }

    private long moveTo(final long hash, final long entry, final int flags, final int valueLength, final long bytes,
        final long expiryMs) {
        final long moved = allocate(bytes);
        final int keyLength = EntryDescriptor.keyLength(entry);
        EntryDescriptor.writeHeader(moved, flags | keyspace.epoch(), NativeMemory.getByte(entry),
            EntryDescriptor.access(entry), keyLength, valueLength, expiryMs, bytes);
        NativeMemory.copy(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyAddress(moved), keyLength);
        NativeMemory.copy(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueAddress(moved),
            Math.min(valueLength, EntryDescriptor.valueLength(entry)));
        expiringCount += (expiryMs == EntryDescriptor.NO_EXPIRY ? 0 : 1) - (EntryDescriptor.hasExpiry(entry) ? 1 : 0);
        entries.replace(hash, slotOf(hash, entry), moved);
        freeBlock(entry);
        return moved;
    }

    /**
     * Enlarges a block of the system's under an entry whose header stays as it is but for its numbers. Copying a long
     * string for each megabyte that is appended to it was measured at seven times the CPU time.
     */
    private long extend(final long hash, final long entry, final int valueLength, final long bytes) {
        // Looked for while the entry is there: the slot is found by the entry's key.
        final long slotAddress = slotOf(hash, entry);
        final long oldBytes = EntryDescriptor.blockBytes(entry);
        addUsedBytes(SlabAllocator.blockBytes(bytes) - SlabAllocator.blockBytes(oldBytes));
        final long extended = keyspace.allocator().extend(entry, oldBytes, bytes);
        EntryDescriptor.writeHeader(extended, EntryDescriptor.flags(extended) | keyspace.epoch(),
            NativeMemory.getByte(extended), EntryDescriptor.access(extended), EntryDescriptor.keyLength(extended),
            valueLength, EntryDescriptor.expiryMs(extended), bytes);
        entries.replace(hash, slotAddress, extended);
        return extended;
    }

    private long putHandle(final long hash, final long keyAddress, final int keyLength, final int typeAndEncoding,
        final int handle, final long expiryMs, final int access) {
        final boolean hasElements = typeAndEncoding >> 4 == EntryDescriptor.ENCODING_HASHTABLE_EX;
        final long entry = put(hash, keyAddress, keyLength, typeAndEncoding,
            EntryDescriptor.HANDLE_BYTES + (hasElements ? Long.BYTES : 0), expiryMs, access);
        NativeMemory.putInt(EntryDescriptor.valueAddress(entry), handle);
        if (hasElements) {
            setElementExpiry(hash, entry, keyspace.collections().get(handle).earliestExpiryMs());
        }
        return entry;
    }

    private long allocate(final long bytes) {
        addUsedBytes(SlabAllocator.blockBytes(bytes));
        return keyspace.allocator().allocate(bytes);
    }

    private long slotOf(final long hash, final long entry) {
        return entries.findSlot(hash, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
    }

    /** Takes an entry out and frees its block, but not the structure behind it. */
    private void takeOut(final long entry) {
        beforeChange(entry);
        final long hash = entries.hashOf(entry);
        noteRemoved(hash, entry);
        entries.remove(hash, slotOf(hash, entry));
        forget(entry);
    }

    private void removeAt(final long hash, final long slotAddress) {
        final long entry = SegmentedIndex.entryAt(slotAddress);
        noteRemoved(hash, entry);
        beforeChange(entry);
        entries.remove(hash, slotAddress);
        release(entry);
    }

    private void noteRemoved(final long hash, final long entry) {
        if ((watched & WATCH_REMOVAL) != 0) {
            keyspace.keyListener().keyChanged(this, hash, EntryDescriptor.keyAddress(entry),
                EntryDescriptor.keyLength(entry));
        }
    }

    private void noteAllChanged() {
        if (watched != 0) {
            keyspace.keyListener().allChanged(this);
        }
    }

    /** Lets go of an entry that no slot leads to any more, and of the structure behind it. */
    private void release(final long entry) {
        if (EntryDescriptor.isHandle(entry)) {
            final Collection collection = keyspace.collections().remove(EntryDescriptor.handle(entry));
            addUsedBytes(-collection.usedBytes());
            keyspace.freeLater(collection);
        }
        forget(entry);
    }

    private void forget(final long entry) {
        if (EntryDescriptor.hasExpiry(entry)) {
            expiringCount--;
        }
        freeBlock(entry);
    }

    private void freeBlock(final long entry) {
        final long bytes = EntryDescriptor.blockBytes(entry);
        addUsedBytes(-SlabAllocator.blockBytes(bytes));
        keyspace.freeBlock(entry, bytes);
    }
}
