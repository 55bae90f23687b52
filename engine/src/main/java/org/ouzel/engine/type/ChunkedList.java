package org.ouzel.engine.type;

import java.security.MessageDigest;
import java.util.Arrays;
import org.ouzel.engine.store.Collection;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberSaver;
import org.ouzel.engine.store.RunWalk;
import org.ouzel.engine.store.SlabAllocator;
import org.ouzel.engine.store.SnapshotWalk;
import org.ouzel.protocol.NativeMemory;

/**
 * A large list: chunks of packed elements ({@link ListElements}) in order, each with room at either end.
 *
 * <p>What is known of the chunks lies in plain arrays, so that an index is found by adding up counts that lie side by
 * side, without touching a chunk on the way. The ends are O(1): the first and the last chunk have room outwards, and
 * a chunk whose room lies on the wrong side is moved only when at least a quarter of it is free. An element above the
 * limit has a chunk of its own. One thread at a time; the blocks come from the shard's allocator.
 */
public final class ChunkedList implements Collection {
    private static final int INITIAL_CHUNK_COUNT = 8;
    private static final int MIN_CAPACITY_BYTES = 512;
    /** Stands for a chunk that no walk has still to show. */
    private static final int NO_RUN = -1;
    /** Four numbers and an address for each chunk. */
    private static final int ARRAY_BYTES_PER_CHUNK = 24;
    private static final int OBJECT_BYTES = 160;

    private int head;
    private int chunkCount;
    private long elementCount;
    private long blockBytes;
    private long[] addresses = new long[INITIAL_CHUNK_COUNT];
    private int[] capacities = new int[INITIAL_CHUNK_COUNT];
    private int[] starts = new int[INITIAL_CHUNK_COUNT];
    private int[] ends = new int[INITIAL_CHUNK_COUNT];
    private int[] counts = new int[INITIAL_CHUNK_COUNT];
    /** The snapshot's walk under way, or null, and the number that each chunk had at its beginning. */
    private RunWalk walk;
    private int[] runs;
    private final SlabAllocator allocator;

    public ChunkedList(final SlabAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public long usedBytes() {
        return blockBytes + (long) ARRAY_BYTES_PER_CHUNK * addresses.length + OBJECT_BYTES;
    }

    @Override
    public long elementCount() {
        return elementCount;
    }

    @Override
    public int freeSlice(final int unitCount) {
        int freed = 0;
        while (freed < unitCount && chunkCount > 0) {
            final int last = chunkCount - 1;
            freed += counts[head + last];
            removeChunks(last, 1);
        }
        // A chunk may hold more elements than were asked for, and the last one fewer than are missing.
        return chunkCount > 0 ? Math.max(freed, unitCount) : Math.min(freed, unitCount - 1);
    }

    @Override
    public ChunkedList copyTo(final Keyspace target) {
        final ChunkedList copy = new ChunkedList(target.allocator());
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            copy.append(start(chunk), end(chunk), count(chunk));
        }
        return copy;
    }

    @Override
    public void addTo(final MessageDigest digest) {
        // Where chunks begin follows from the past, but what elements look like doesn't.
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            digest.update(NativeMemory.toArray(start(chunk), usedBytes(chunk)));
        }
    }

    @Override
    public int runCount() {
        return chunkCount;
    }

    @Override
    public RunWalk beginWalk(final SnapshotWalk snapshot, final MemberSaver saver) {
        final long[] first = new long[chunkCount];
        final int[] bytes = new int[chunkCount];
        runs = new int[addresses.length];
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            first[chunk] = start(chunk);
            bytes[chunk] = usedBytes(chunk);
            runs[head + chunk] = chunk;
        }
        walk = new RunWalk(snapshot, this, saver, first, bytes, () -> {
            walk = null;
            runs = null;
        });
        return walk;
    }

    @Override
    public RunWalk walk() {
        return walk;
    }

    /** Returns the number of chunks. */
    public int chunkCount() {
        return chunkCount;
    }

    /** Returns the number of elements of a chunk. */
    public int count(final int chunk) {
        return counts[head + chunk];
    }

    /** Returns the address of a chunk's first element. */
    public long start(final int chunk) {
        return addresses[head + chunk] + starts[head + chunk];
    }

    /** Returns the address behind a chunk's last element. */
    public long end(final int chunk) {
        return addresses[head + chunk] + ends[head + chunk];
    }

    /** Returns the bytes of a chunk's elements. */
    public int usedBytes(final int chunk) {
        return ends[head + chunk] - starts[head + chunk];
    }

    /** Adds a copy of a run of elements as the last chunk. */
    public void append(final long start, final long end, final int count) {
        insertChunk(chunkCount, (int) (end - start), false);
        fill(chunkCount - 1, start, end, count);
    }

    /** Puts an element before all others. */
    public void pushFirst(final long address, final int length, final ListLimits limits) {
        final int bytes = (int) ListElements.bytes(length);
        if (chunkCount == 0 || !hasRoom(0, bytes, limits) || !makeRoomBefore(0, bytes, limits)) {
            trim(0);
            insertChunk(0, firstCapacity(bytes, limits), true);
        }
        final int slot = head;
        starts[slot] -= bytes;
        ListElements.write(addresses[slot] + starts[slot], address, length);
        counts[slot]++;
        elementCount++;
    }

    /** Puts an element behind all others. */
    public void pushLast(final long address, final int length, final ListLimits limits) {
        final int bytes = (int) ListElements.bytes(length);
        if (chunkCount == 0 || !hasRoom(chunkCount - 1, bytes, limits)
            || !makeRoomBehind(chunkCount - 1, bytes, limits)) {
            trim(chunkCount - 1);
            insertChunk(chunkCount, firstCapacity(bytes, limits), false);
        }
        final int slot = head + chunkCount - 1;
        ListElements.write(addresses[slot] + ends[slot], address, length);
        ends[slot] += bytes;
        counts[slot]++;
        elementCount++;
    }

    /** Puts an element at an index from 0 to {@link #elementCount()}. */
    public void insert(final long index, final long address, final int length, final ListLimits limits) {
        if (index == 0) {
            pushFirst(address, length, limits);
            return;
        }
        if (index == elementCount) {
            pushLast(address, length, limits);
            return;
        }
        final int chunk = chunkOf(index);
        final int place = (int) (index - before(chunk));
        final int bytes = (int) ListElements.bytes(length);
        if (hasRoom(chunk, bytes, limits)) {
            insertInto(chunk, place, address, length, bytes, limits);
        } else {
            final int target = place == 0 ? chunk : splitAt(chunk, place);
            insertChunk(target, bytes, false);
            final int slot = head + target;
            ListElements.write(addresses[slot], address, length);
            ends[slot] = bytes;
            counts[slot] = 1;
            mergeAround(target, limits);
        }
        elementCount++;
    }

    /** Puts an element in the place of another. */
    public void replace(final long index, final long address, final int length, final ListLimits limits) {
        final int chunk = chunkOf(index);
        final int place = (int) (index - before(chunk));
        final long element = ListElements.seek(start(chunk), end(chunk), count(chunk), place);
        if (ListElements.length(element) == length) {
            beforeChange(head + chunk);
            ListElements.write(element, address, length);
            return;
        }
        // Inserted first, so that the chunk never becomes empty in between.
        insert(index, address, length, limits);
        remove(index + 1, 1, limits);
    }

    /** Takes {@code count} elements out, from an index on; there are as many. */
    public void remove(final long index, final long count, final ListLimits limits) {
        int chunk = chunkOf(index);
        int place = (int) (index - before(chunk));
        int firstWhole = -1;
        int wholeCount = 0;
        final int touched = chunk;
        for (long left = count; left > 0; chunk++) {
            final int here = (int) Math.min(left, count(chunk) - place);
            if (here == count(chunk)) {
                firstWhole = wholeCount == 0 ? chunk : firstWhole;
                wholeCount++;
            } else {
                removeFrom(chunk, place, here);
            }
            left -= here;
            place = 0;
        }
        if (wholeCount > 0) {
            removeChunks(firstWhole, wholeCount);
        }
        if (chunkCount > 1) {
            mergeAround(Math.min(touched, chunkCount - 1), limits);
        }
    }

    /**
     * Takes elements that equal some bytes out.
     *
     * @param count how many at most: from the front, or, if negative, from the back; 0 for all
     * @return how many went
     */
    public long removeEqual(final long address, final int length, final long count, final ListLimits limits) {
        final long wanted = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
        long removed = 0;
        int visited = 0;
        final int visitCount = chunkCount;
        for (int chunk = count < 0 ? chunkCount - 1 : 0; visited < visitCount && removed < wanted; visited++) {
            final int found = ListElements.countEqual(start(chunk), end(chunk), address, length);
            final int going = (int) Math.min(found, wanted - removed);
            final boolean isGone = going == count(chunk);
            if (isGone) {
                removeChunks(chunk, 1);
            } else if (going > 0) {
                final int slot = head + chunk;
                beforeChange(slot);
                ends[slot] = (int) (ListElements.removeEqual(start(chunk), end(chunk), address, length,
                    count < 0 ? found - going : 0, going) - addresses[slot]);
                counts[slot] -= going;
                elementCount -= going;
            }
            removed += going;
            chunk += count < 0 ? -1 : isGone ? 0 : 1;
        }
        if (removed > 0) {
            mergeAll(limits);
        }
        return removed;
    }

    /** Returns the chunk that holds an index below {@link #elementCount()}, looked for from the nearer end. */
    public int chunkOf(final long index) {
        if (index < elementCount >> 1) {
            long passed = 0;
            int chunk = 0;
            while (passed + counts[head + chunk] <= index) {
                passed += counts[head + chunk++];
            }
            return chunk;
        }
        long behind = elementCount;
        int chunk = chunkCount - 1;
        while (behind - counts[head + chunk] > index) {
            behind -= counts[head + chunk--];
        }
        return chunk;
    }

    /** Returns how many elements lie before a chunk, added up from the nearer end. */
    public long before(final int chunk) {
        long sum = 0;
        if (chunk <= chunkCount >> 1) {
            for (int i = head; i < head + chunk; i++) {
                sum += counts[i];
            }
            return sum;
        }
        for (int i = head + chunk; i < head + chunkCount; i++) {
            sum += counts[i];
        }
        return elementCount - sum;
    }

    private boolean hasRoom(final int chunk, final int bytes, final ListLimits limits) {
        final int slot = head + chunk;
        return limits.allow((long) ends[slot] - starts[slot] + bytes, counts[slot] + 1L);
    }

    /** Sees to it that an allowed element fits before a chunk's first; false if another chunk is the better way. */
    private boolean makeRoomBefore(final int chunk, final int bytes, final ListLimits limits) {
        final int slot = head + chunk;
        if (starts[slot] >= bytes) {
            return true;
        }
        final int used = ends[slot] - starts[slot];
        final int free = capacities[slot] - used;
        if (free >= bytes && free >= capacities[slot] >> 2) {
            moveWithin(slot, free - (free - bytes >> 1));
            return true;
        }
        if (capacities[slot] < limits.maxBytes()) {
            final int capacity = grownCapacity(slot, used + bytes, limits);
            reallocate(slot, capacity, capacity - used);
            return true;
        }
        return false;
    }

    private boolean makeRoomBehind(final int chunk, final int bytes, final ListLimits limits) {
        final int slot = head + chunk;
        if (capacities[slot] - ends[slot] >= bytes) {
            return true;
        }
        final int used = ends[slot] - starts[slot];
        final int free = capacities[slot] - used;
        if (free >= bytes && free >= capacities[slot] >> 2) {
            moveWithin(slot, free - bytes >> 1);
            return true;
        }
        if (capacities[slot] < limits.maxBytes()) {
            reallocate(slot, grownCapacity(slot, used + bytes, limits), 0);
            return true;
        }
        return false;
    }

    private int grownCapacity(final int slot, final int needed, final ListLimits limits) {
        return Math.max(needed, Math.min(2 * capacities[slot], limits.maxBytes()));
    }

    private static int firstCapacity(final int bytes, final ListLimits limits) {
        return Math.max(bytes, Math.min(MIN_CAPACITY_BYTES, limits.maxBytes()));
    }

    /** Puts an allowed element into the middle of a chunk, moving whichever part has room outwards. */
    private void insertInto(final int chunk, final int place, final long address, final int length, final int bytes,
        final ListLimits limits) {
        final int slot = head + chunk;
        beforeChange(slot);
        int offset = (int) (ListElements.seek(start(chunk), end(chunk), counts[slot], place) - addresses[slot]);
        final boolean isNearFront = offset - starts[slot] < ends[slot] - offset;
        if (starts[slot] >= bytes && (isNearFront || capacities[slot] - ends[slot] < bytes)) {
            NativeMemory.move(addresses[slot] + starts[slot], addresses[slot] + starts[slot] - bytes,
                offset - starts[slot]);
            starts[slot] -= bytes;
            offset -= bytes;
        } else {
            if (capacities[slot] - ends[slot] < bytes) {
                final int used = ends[slot] - starts[slot];
                offset -= starts[slot];
                if (capacities[slot] - used >= bytes) {
                    moveWithin(slot, 0);
                } else {
                    reallocate(slot, grownCapacity(slot, used + bytes, limits), 0);
                }
            }
            NativeMemory.move(addresses[slot] + offset, addresses[slot] + offset + bytes, ends[slot] - offset);
            ends[slot] += bytes;
        }
        ListElements.write(addresses[slot] + offset, address, length);
        counts[slot]++;
    }

    /** Cuts a chunk in two before its element at a place; returns the second one. */
    private int splitAt(final int chunk, final int place) {
        // What is cut off is overwritten later, by what is put behind the rest.
        beforeChange(head + chunk);
        final long cut = ListElements.seek(start(chunk), end(chunk), count(chunk), place);
        final long end = end(chunk);
        final int count = count(chunk);
        insertChunk(chunk + 1, (int) (end - cut), false);
        final int slot = head + chunk + 1;
        NativeMemory.copy(cut, addresses[slot], end - cut);
        ends[slot] = (int) (end - cut);
        counts[slot] = count - place;
        ends[slot - 1] = (int) (cut - addresses[slot - 1]);
        counts[slot - 1] = place;
        return chunk + 1;
    }

    private void removeFrom(final int chunk, final int place, final int count) {
        final int slot = head + chunk;
        beforeChange(slot);
        final long from = ListElements.seek(start(chunk), end(chunk), counts[slot], place);
        final long to = count == 1 ? ListElements.next(from)
            : ListElements.seek(start(chunk), end(chunk), counts[slot], place + count);
        if (place == 0) {
            starts[slot] = (int) (to - addresses[slot]);
        } else {
            NativeMemory.move(to, from, end(chunk) - to);
            ends[slot] -= (int) (to - from);
        }
        counts[slot] -= count;
        elementCount -= count;
    }

    private void mergeAll(final ListLimits limits) {
        for (int chunk = chunkCount - 2; chunk >= 0; chunk--) {
            mergeNext(chunk, limits);
        }
    }

    private void mergeAround(final int chunk, final ListLimits limits) {
        if (chunk < chunkCount) {
            mergeNext(chunk, limits);
        }
        if (chunk > 0) {
            mergeNext(chunk - 1, limits);
        }
    }

    /** Joins a chunk with the one behind it, if the two leave a quarter of the limit free. */
    private void mergeNext(final int chunk, final ListLimits limits) {
        if (chunk + 1 >= chunkCount) {
            return;
        }
        final int slot = head + chunk;
        final int used = ends[slot] - starts[slot];
        final int addedBytes = ends[slot + 1] - starts[slot + 1];
        final long wantedBytes = used + addedBytes + (limits.maxBytes() >> 2);
        if (!limits.allow(wantedBytes, counts[slot] + counts[slot + 1])) {
            return;
        }
        if (capacities[slot] - ends[slot] < addedBytes) {
            reallocate(slot, used + addedBytes, 0);
        }
        NativeMemory.copy(start(chunk + 1), end(chunk), addedBytes);
        ends[slot] += addedBytes;
        counts[slot] += counts[slot + 1];
        elementCount += counts[slot + 1];
        removeChunks(chunk + 1, 1);
    }

    private void moveWithin(final int slot, final int newStart) {
        beforeChange(slot);
        final int used = ends[slot] - starts[slot];
        NativeMemory.move(addresses[slot] + starts[slot], addresses[slot] + newStart, used);
        starts[slot] = newStart;
        ends[slot] = newStart + used;
    }

    private void reallocate(final int slot, final int capacity, final int newStart) {
        final int used = ends[slot] - starts[slot];
        final long moved = allocate(capacity);
        NativeMemory.copy(addresses[slot] + starts[slot], moved + newStart, used);
        free(slot);
        addresses[slot] = moved;
        capacities[slot] = capacity;
        starts[slot] = newStart;
        ends[slot] = newStart + used;
    }

    /** Gives back the room of a chunk that is about to become an inner one, if it is worth it. */
    private void trim(final int chunk) {
        if (chunk < 0 || chunkCount == 0) {
            return;
        }
        final int slot = head + chunk;
        final int used = ends[slot] - starts[slot];
        if (capacities[slot] - used > capacities[slot] >> 2) {
            reallocate(slot, used, 0);
        }
    }

    private void fill(final int chunk, final long start, final long end, final int count) {
        final int slot = head + chunk;
        NativeMemory.copy(start, addresses[slot], end - start);
        ends[slot] = (int) (end - start);
        counts[slot] = count;
        elementCount += count;
    }

    /** Makes an empty chunk before another, its room behind or before what will come. */
    private void insertChunk(final int chunk, final int capacity, final boolean isFilledFromEnd) {
        if (chunk == 0 && head == 0 || chunk > 0 && head + chunkCount == addresses.length) {
            makePlaces();
        }
        final int slot;
        if (chunk == 0) {
            slot = --head;
        } else {
            slot = head + chunk;
            shift(slot, slot + 1, chunkCount - chunk);
        }
        chunkCount++;
        addresses[slot] = allocate(capacity);
        capacities[slot] = capacity;
        starts[slot] = isFilledFromEnd ? capacity : 0;
        ends[slot] = starts[slot];
        counts[slot] = 0;
        if (walk != null) {
            runs[slot] = NO_RUN;
        }
    }

    /** Frees chunks and closes the gap. */
    private void removeChunks(final int chunk, final int count) {
        for (int slot = head + chunk; slot < head + chunk + count; slot++) {
            elementCount -= counts[slot];
            free(slot);
        }
        if (chunk == 0) {
            head += count;
        } else {
            shift(head + chunk + count, head + chunk, chunkCount - chunk - count);
        }
        chunkCount -= count;
    }

    /** Puts the chunks in the middle of arrays that have places at either end. */
    private void makePlaces() {
        final boolean isGrowing = chunkCount > addresses.length >> 1;
        final int from = head;
        final int length = isGrowing ? addresses.length * 2 : addresses.length;
        final int to = length - chunkCount >> 1;
        if (isGrowing) {
            addresses = Arrays.copyOf(addresses, length);
            capacities = Arrays.copyOf(capacities, length);
            starts = Arrays.copyOf(starts, length);
            ends = Arrays.copyOf(ends, length);
            counts = Arrays.copyOf(counts, length);
            runs = walk == null ? null : Arrays.copyOf(runs, length);
        }
        shift(from, to, chunkCount);
        head = to;
    }

    private void shift(final int from, final int to, final int count) {
        System.arraycopy(addresses, from, addresses, to, count);
        System.arraycopy(capacities, from, capacities, to, count);
        System.arraycopy(starts, from, starts, to, count);
        System.arraycopy(ends, from, ends, to, count);
        System.arraycopy(counts, from, counts, to, count);
        if (walk != null) {
            System.arraycopy(runs, from, runs, to, count);
        }
    }

    private long allocate(final int bytes) {
        blockBytes += SlabAllocator.blockBytes(bytes);
        return allocator.allocate(bytes);
    }

    /**
     * Is called before elements of a chunk are moved, written over or given up; what is only put in front of them or
     * behind them changes nothing of what a snapshot has still to show.
     */
    private void beforeChange(final int slot) {
        if (walk != null && runs[slot] != NO_RUN) {
            final int run = runs[slot];
            runs[slot] = NO_RUN;
            walk.beforeChange(run);
        }
    }

    private void free(final int slot) {
        beforeChange(slot);
        blockBytes -= SlabAllocator.blockBytes(capacities[slot]);
        allocator.free(addresses[slot], capacities[slot]);
    }
}
