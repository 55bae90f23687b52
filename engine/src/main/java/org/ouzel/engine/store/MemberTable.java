package org.ouzel.engine.store;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.security.MessageDigest;
import org.ouzel.protocol.NativeMemory;

/**
 * The members of a large set, or the fields of a large hash with their values and expiries.
 *
 * <p>A member is an entry as keys are ({@link EntryDescriptor}; type and access bits unused), found through a
 * {@link SegmentedIndex} of its own, all in the shard's slabs: growth and shrinking go segment by segment, and cursors
 * of {@link #scan} stay good during both. A member's address is valid until the next call that changes that member.
 * Members that are due stay until someone takes them out. One thread at a time.
 */
public final class MemberTable implements Collection {
    private long blockBytes;
    private long expiringCount;
    private int freePlace;
    private int freedInSlice;
    private int expiryPlace;
    private int epoch;
    private MemberWalk walk;
    private final SegmentedIndex members;
    private final Keyspace keyspace;

    /** Makes an empty table with the keyspace's memory and seed. */
    public MemberTable(final Keyspace keyspace) {
        this.keyspace = keyspace;
        this.members = new SegmentedIndex(keyspace.hashSeed(), keyspace.allocator());
    }

    /** Returns the hash that the other methods want to be asked with. */
    public long hashOf(final long address, final int length) {
        return KeyHash.of(address, length, keyspace.hashSeed());
    }

    /** Returns a member, due or not, or {@link SegmentedIndex#NONE}. */
    public long find(final long hash, final long address, final int length) {
        final long slotAddress = members.findSlot(hash, address, length);
        return slotAddress == NONE ? NONE : SegmentedIndex.entryAt(slotAddress);
    }

    /** Adds a member without value unless it is there; returns whether it wasn't. */
    public boolean add(final long hash, final long address, final int length) {
        if (members.findSlot(hash, address, length) != NONE) {
            return false;
        }
        members.insert(hash, allocate(address, length, 0, EntryDescriptor.NO_EXPIRY));
        return true;
    }

    /**
     * Gives a member a value of undefined bytes, and returns it for them to be written.
     *
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     */
    public long put(final long hash, final long address, final int length, final int valueLength,
        final long expiryMs) {
        final long slotAddress = members.findSlot(hash, address, length);
        if (slotAddress == NONE) {
            final long member = allocate(address, length, valueLength, expiryMs);
            members.insert(hash, member);
            return member;
        }
        final long old = SegmentedIndex.entryAt(slotAddress);
        beforeChange(old);
        final int flags = EntryDescriptor.flagsFor(length, valueLength, expiryMs != EntryDescriptor.NO_EXPIRY, false);
        final long bytes = (long) EntryDescriptor.headerBytes(flags) + length + valueLength;
        if (EntryDescriptor.flags(old) == flags
            && EntryDescriptor.hasExpiry(old) == (expiryMs != EntryDescriptor.NO_EXPIRY)
            && SlabAllocator.blockBytes(EntryDescriptor.blockBytes(old)) == SlabAllocator.blockBytes(bytes)) {
            EntryDescriptor.writeHeader(old, flags | epoch, 0, 0, length, valueLength, expiryMs, bytes);
            members.replace(hash, slotAddress, old);
            return old;
        }
        final long member = allocate(address, length, valueLength, expiryMs);
        members.replace(hash, slotAddress, member);
        release(old);
        return member;
    }

    /** Sets or clears a member's expiry; returns the member, which may have moved. */
    public long setExpiry(final long hash, final long member, final long expiryMs) {
        beforeChange(member);
        final boolean isExpiring = expiryMs != EntryDescriptor.NO_EXPIRY;
        final int length = EntryDescriptor.keyLength(member);
        final long slotAddress = members.findSlot(hash, EntryDescriptor.keyAddress(member), length);
        if (isExpiring == EntryDescriptor.hasExpiry(member)) {
            if (isExpiring) {
                EntryDescriptor.writeExpiry(member, expiryMs);
                members.replace(hash, slotAddress, member);
            }
            return member;
        }
        final int valueLength = EntryDescriptor.valueLength(member);
        final long changed = allocate(EntryDescriptor.keyAddress(member), length, valueLength, expiryMs);
        NativeMemory.copy(EntryDescriptor.valueAddress(member), EntryDescriptor.valueAddress(changed), valueLength);
        members.replace(hash, slotAddress, changed);
        release(member);
        return changed;
    }

    /** Takes a member out; returns whether it was there, due or not. */
    public boolean remove(final long hash, final long address, final int length) {
        final long slotAddress = members.findSlot(hash, address, length);
        if (slotAddress == NONE) {
            return false;
        }
        final long member = SegmentedIndex.entryAt(slotAddress);
        beforeChange(member);
        members.remove(hash, slotAddress);
        members.shrinkFor(hash);
        release(member);
        return true;
    }

    /**
     * Is called before a member's value is changed in place: a snapshot under way then saves it first, unless it has.
     * The methods of this class see to that for themselves.
     */
    public void beforeChange(final long member) {
        if (walk != null) {
            walk.saveFirst(member);
        }
    }

    /** Begins to show all members there are; returns the epoch of those that need not be. */
    int beginWalk(final MemberWalk newWalk) {
        walk = newWalk;
        epoch ^= EntryDescriptor.FLAG_EPOCH;
        return epoch;
    }

    void endWalk() {
        walk = null;
    }

    @Override
    public CollectionWalk walk() {
        return walk;
    }

    /** Takes a member of this table out. */
    public void removeMember(final long member) {
        final long address = EntryDescriptor.keyAddress(member);
        final int length = EntryDescriptor.keyLength(member);
        remove(hashOf(address, length), address, length);
    }

    /** Returns a member drawn at random, due or not, each with the same chance; {@code seed} alone decides. */
    public long randomMember(final long seed) {
        return members.randomEntry(seed);
    }

    /** Shows the members of the next stretch; see {@link SegmentedIndex#scan}. */
    public long scan(final long cursor, final int count, final EntryConsumer consumer) {
        return members.scan(cursor, count, consumer);
    }

    /** Shows all members; the consumer changes nothing. */
    public void forEach(final EntryConsumer consumer) {
        for (int place = 0; place < members.directorySize(); place = members.nextSegment(place)) {
            members.forEachIn(place, consumer);
        }
    }

    /** Returns the index, for walks that end early. */
    public SegmentedIndex index() {
        return members;
    }

    /** Returns the number of members with an expiry. */
    public long expiringCount() {
        return expiringCount;
    }

    /**
     * Takes out members that are due.
     *
     * @param budget  how many members may be looked at, about
     * @param removed told of each before it goes
     * @return a time before which nothing more is due: at or before {@code nowMs} if the budget was used up
     */
    public long expireSlice(final long nowMs, final int budget, final EntryConsumer removed) {
        if (expiringCount == 0) {
            return Long.MAX_VALUE;
        }
        final RemovalCollector due = new RemovalCollector();
        final int places = members.directorySize();
        int place = expiryPlace < places ? members.segmentPrefix(expiryPlace) : 0;
        int visited = 0;
        for (int used = 0; visited < places && used < budget; used++) {
            final int next = members.nextSegment(place);
            if (members.earliestExpiryMs(place) <= nowMs) {
                used += members.collectExpired(place, nowMs, due);
            }
            visited += next - place;
            place = next & places - 1;
        }
        expiryPlace = place;
        for (int i = 0; i < due.size(); i++) {
            removed.accept(due.get(i));
            removeMember(due.get(i));
        }
        return visited < places ? nowMs : earliestExpiryMs();
    }

    @Override
    public MemberTable members() {
        return this;
    }

    @Override
    public long earliestExpiryMs() {
        long earliestMs = Long.MAX_VALUE;
        for (int place = 0; place < members.directorySize(); place = members.nextSegment(place)) {
            earliestMs = Math.min(earliestMs, members.earliestExpiryMs(place));
        }
        return earliestMs;
    }

    @Override
    public long usedBytes() {
        return blockBytes + members.usedBytes();
    }

    @Override
    public long elementCount() {
        return members.entryCount();
    }

    @Override
    public int freeSlice(final int unitCount) {
        freedInSlice = 0;
        while (freedInSlice < unitCount && freePlace < members.directorySize()) {
            members.forEachIn(freePlace, this::release);
            freePlace = members.nextSegment(freePlace);
        }
        if (freePlace == members.directorySize()) {
            members.close();
            freePlace = 0;
        }
        return freedInSlice;
    }

    @Override
    public MemberTable copyTo(final Keyspace target) {
        final MemberTable copy = new MemberTable(target);
        forEach(member -> {
            final long address = EntryDescriptor.keyAddress(member);
            final int length = EntryDescriptor.keyLength(member);
            final int valueLength = EntryDescriptor.valueLength(member);
            final long copied = copy.put(copy.hashOf(address, length), address, length, valueLength,
                EntryDescriptor.expiryMs(member));
            NativeMemory.copy(EntryDescriptor.valueAddress(member), EntryDescriptor.valueAddress(copied), valueLength);
        });
        return copy;
    }

    @Override
    public void addTo(final MessageDigest digest) {
        final UnorderedDigest sum = new UnorderedDigest();
        forEach(member -> sum.addMember(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member),
            EntryDescriptor.expiryMs(member), EntryDescriptor.valueAddress(member),
            EntryDescriptor.valueLength(member)));
        digest.update(sum.value());
    }

    private long allocate(final long address, final int length, final int valueLength, final long expiryMs) {
        final boolean isExpiring = expiryMs != EntryDescriptor.NO_EXPIRY;
        final int flags = EntryDescriptor.flagsFor(length, valueLength, isExpiring, false);
        final long bytes = (long) EntryDescriptor.headerBytes(flags) + length + valueLength;
        final long member = keyspace.allocator().allocate(bytes);
        blockBytes += SlabAllocator.blockBytes(bytes);
        expiringCount += isExpiring ? 1 : 0;
        EntryDescriptor.writeHeader(member, flags | epoch, 0, 0, length, valueLength, expiryMs, bytes);
        NativeMemory.copy(address, EntryDescriptor.keyAddress(member), length);
        return member;
    }

    private void release(final long member) {
        final long bytes = EntryDescriptor.blockBytes(member);
        freedInSlice++;
        blockBytes -= SlabAllocator.blockBytes(bytes);
        expiringCount -= EntryDescriptor.hasExpiry(member) ? 1 : 0;
        keyspace.freeBlock(member, bytes);
    }
}
