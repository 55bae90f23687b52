package org.ouzel.engine.store;

import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that one shard stores: the databases of all namespaces, the memory they share, and what is still to be
 * freed.
 *
 * <p>One thread at a time, the one that runs the shard (or the one that a rendezvous hands all its shards to).
 */
public final class Keyspace implements AutoCloseable {
    /** A block above this is freed in slices of as much. */
    static final long FREE_SLICE_BYTES = 4L << 20;
    private static final int COLLECTION_UNIT_LIMIT = 64;
    private static final int SMALL_COLLECTION_ROUNDS = 4;

    static {
        try {
            // Else the first snapshot would find the code of writes compiled without it, and have it thrown away.
            MethodHandles.lookup().ensureInitialized(SnapshotWalk.class);
        } catch (final IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long expiryHeldUntilMs;
    private long dataBytes;
    private int madeCount;
    private int epoch;
    private SnapshotWalk walk;
    private Database[][] databases = new Database[1][];
    private boolean isCreationNoted;
    private RemovalListener removals = RemovalListener.NONE;
    private KeyListener keyListener = KeyListener.NONE;
    private final int databaseCount;
    private final long hashSeed;
    private final SlabAllocator allocator = new SlabAllocator();
    private final IndexBytes indexTotal = new IndexBytes();
    private final CollectionTable collections = new CollectionTable();
    /** Databases that nobody knows of yet. */
    private final List<Database> besides = new ArrayList<>();
    /** Lets go of a value that isn't complete, or null. */
    private Runnable unfinished;
    private final ArrayDeque<PendingFree> pendingFrees = new ArrayDeque<>();
    private final RemovalCollector collector = new RemovalCollector();

    /**
     * @param databaseCount numbered databases of each namespace, from 1 on
     * @param hashSeed      the seed of all key hashes
     */
    public Keyspace(final int databaseCount, final long hashSeed) {
        this.databaseCount = databaseCount;
        this.hashSeed = hashSeed;
    }

    /** Names who is told of keys that expire; once, before the first use. */
    public void onRemoval(final RemovalListener listener) {
        removals = listener;
    }

    /** Names who is told of changes in watched databases; once, before the first use. */
    public void onKeyChange(final KeyListener listener) {
        keyListener = listener;
    }

    /** Chooses whether the listener is told of keys that come. */
    public void noteCreations(final boolean isNoted) {
        isCreationNoted = isNoted;
    }

    /** Nobody has heard yet of what a database holds that stands beside. */
    void noteCreated(final Database database, final long entry) {
        if (isCreationNoted && !besides.contains(database)) {
            removals.created(database, entry);
        }
    }

    /** Returns a database, made at its first use. */
    public Database database(final int namespace, final int number) {
        if (namespace >= databases.length || databases[namespace] == null) {
            addNamespace(namespace);
        }
        final Database database = databases[namespace][number];
        return database != null ? database : (databases[namespace][number] = newDatabase(namespace, number));
    }

    /** Returns a database if it was ever used, else null. */
    public Database databaseIfPresent(final int namespace, final int number) {
        return namespace < databases.length && databases[namespace] != null ? databases[namespace][number] : null;
    }

    public int databaseCount() {
        return databaseCount;
    }

    /**
     * Returns a new database that stands beside those of a namespace: no command, walk or clean-up sees it until its
     * content is put in another one's place. No snapshot may be under way from now until {@link #release}.
     */
    public Database beside(final int namespace, final int number) {
        final Database made = newDatabase(namespace, number);
        besides.add(made);
        return made;
    }

    /** Exchanges the content of a database with that of one beside, all at once. */
    public void exchangeWith(final Database beside) {
        database(beside.namespace(), beside.number()).exchange(beside);
    }

    /** Lets go of a database beside, and of what it holds. */
    public void release(final Database beside) {
        besides.remove(beside);
        beside.clear();
        beside.close();
        madeCount--;
    }

    /** Returns one more than the highest namespace number seen. */
    public int namespaceCount() {
        return databases.length;
    }

    /** Makes all databases of all namespaces empty. */
    public void clear() {
        for (final Database[] namespace : databases) {
            for (int number = 0; namespace != null && number < databaseCount; number++) {
                if (namespace[number] != null) {
                    namespace[number].clear();
                }
            }
        }
    }

    /** Exchanges the content of two databases of a namespace. */
    public void swap(final int namespace, final int first, final int second) {
        database(namespace, first).exchange(database(namespace, second));
    }

    /**
     * Fixes the content for a snapshot: the walk shows just the entries of this moment, as they are now, whatever
     * changes meanwhile. Only one at a time.
     */
    public SnapshotWalk beginWalk(final EntrySaver saver) {
        if (walk != null) {
            throw new IllegalStateException("a snapshot is under way");
        }
        epoch ^= EntryDescriptor.FLAG_EPOCH;
        walk = new SnapshotWalk(this, saver);
        return walk;
    }

    /** Returns the walk of the snapshot under way, or null. */
    public SnapshotWalk walk() {
        return walk;
    }

    /** Returns the flag that entries get which are made now, and those that a snapshot has seen. */
    int epoch() {
        return epoch;
    }

    void endWalk() {
        walk = null;
    }

    public SlabAllocator allocator() {
        return allocator;
    }

    public CollectionTable collections() {
        return collections;
    }

    public long hashSeed() {
        return hashSeed;
    }

    /**
     * Returns the bytes of entries, structures and indexes. What waits to be freed is included, where it is more than
     * what structures have on the heap.
     */
    public long usedBytes() {
        return Math.max(allocator.usedBytes(), dataBytes) + indexTotal.bytes();
    }

    /**
     * Returns the exact bytes of all keys: their entries, the structures behind them on and off the heap, and the
     * indexes that lead to them; nothing that waits to be freed. Empty databases count as one, since it depends on
     * which threads have come by how many there are.
     */
    public long liveBytes() {
        return dataBytes + indexTotal.bytes() - (madeCount - 1L) * SegmentedIndex.EMPTY_BYTES;
    }

    /** Returns the bytes of all databases' indexes. */
    public long indexBytes() {
        return indexTotal.bytes();
    }

    /** Counts bytes that entries and structures took ({@code delta} above 0) or gave back. */
    void addDataBytes(final long delta) {
        dataBytes += delta;
    }

    SegmentedIndex newIndex() {
        return new SegmentedIndex(hashSeed, indexTotal);
    }

    /**
     * Looks for due entries in all databases, a bounded slice.
     *
     * @return how much of the budget was used; about all of it means that more is due
     */
    public int expireSlice(final long nowMs, final int budget) {
        int used = 0;
        for (final Database[] namespace : databases) {
            for (int number = 0; namespace != null && number < databaseCount && used < budget; number++) {
                if (namespace[number] != null) {
                    used += namespace[number].expireSlice(nowMs, budget - used, collector);
                }
            }
        }
        return used;
    }

    /**
     * Has what is due stay where it is up to a time, or to 0 for no longer: it isn't found, but doesn't go either.
     *
     * @param untilMs Unix milliseconds
     */
    public void holdExpiry(final long untilMs) {
        expiryHeldUntilMs = untilMs;
    }

    /** Tells whether what is due at a time only hides instead of going away. */
    public boolean isExpiryHeld(final long nowMs) {
        return nowMs < expiryHeldUntilMs;
    }

    /** Merges nearly empty neighbouring segments, a bounded stretch of each database. */
    public void shrinkSlice(final int segmentCount) {
        for (final Database[] namespace : databases) {
            for (int number = 0; namespace != null && number < databaseCount; number++) {
                if (namespace[number] != null) {
                    namespace[number].shrinkSlice(segmentCount);
                }
            }
        }
    }

    /**
     * Takes note of a value that is being built in this keyspace's memory, while its builder leaves the shard alone.
     *
     * @param discard called if the keyspace ends first; null when nothing is left unfinished
     */
    public void setUnfinished(final Runnable discard) {
        unfinished = discard;
    }

    /** Returns whether something waits to be freed. */
    public boolean hasPendingFrees() {
        return !pendingFrees.isEmpty();
    }

    /** Returns the number of values, databases and structures that wait to be freed. */
    public int pendingFreeCount() {
        return pendingFrees.size();
    }

    /** Frees about {@code unitCount} entries' or elements' worth of what waits, or one slice of a big block. */
    public void freeSlice(final int unitCount) {
        int left = unitCount;
        while (left > 0 && !pendingFrees.isEmpty()) {
            final PendingFree pending = pendingFrees.peekFirst();
            final int freed = pending.freeSlice(left);
            if (pending.isDone()) {
                pendingFrees.removeFirst();
            }
            left -= Math.max(1, freed);
        }
    }

    /** Frees all, without slices. */
    @Override
    public void close() {
        if (walk != null) {
            walk.abandon();
        }
        if (unfinished != null) {
            unfinished.run();
        }
        besides.forEach(Database::close);
        while (!pendingFrees.isEmpty()) {
            freeSlice(Integer.MAX_VALUE);
        }
        for (final Database[] namespace : databases) {
            for (int number = 0; namespace != null && number < databaseCount; number++) {
                if (namespace[number] != null) {
                    namespace[number].close();
                }
            }
        }
        while (!pendingFrees.isEmpty()) {
            freeSlice(Integer.MAX_VALUE);
        }
        databases = new Database[1][];
        final long leakedBytes = allocator.usedBytes();
        allocator.close();
        assert leakedBytes == 0 : "blocks never freed: bytes=" + leakedBytes;
    }

    RemovalListener removals() {
        return removals;
    }

    KeyListener keyListener() {
        return keyListener;
    }

    void freeLater(final SegmentedIndex entries) {
        if (walk != null && walk.keep(entries)) {
            return;
        }
        pendingFrees.addLast(new PendingFree.OfIndex(this, entries));
    }

    /** Frees a structure that nothing leads to any more: a small one now, a large one in slices. */
    public void freeLater(final Collection collection) {
        final CollectionWalk partial = collection.walk();
        if (partial != null) {
            partial.keep();
            return;
        }
        boolean isLeft = true;
        // A structure may count its inner nodes as units, and a stream with few entries may have many pending ones.
        final int rounds = collection.elementCount() <= COLLECTION_UNIT_LIMIT ? SMALL_COLLECTION_ROUNDS : 0;
        for (int round = 0; isLeft && round < rounds; round++) {
            isLeft = collection.freeSlice(COLLECTION_UNIT_LIMIT) >= COLLECTION_UNIT_LIMIT;
        }
        if (isLeft) {
            pendingFrees.addLast(new PendingFree.OfStructure(collection));
        }
    }

    /** Frees what was taken out of a structure that stays: a little of it now, the rest in slices. */
    public void freePart(final FreedInSlices part) {
        if (part.freeSlice(COLLECTION_UNIT_LIMIT) >= COLLECTION_UNIT_LIMIT) {
            pendingFrees.addLast(new PendingFree.OfStructure(part));
        }
    }

    void freeBlock(final long address, final long bytes) {
        if (bytes > FREE_SLICE_BYTES) {
            pendingFrees.addLast(new PendingFree.OfBlock(allocator, address, bytes));
        } else {
            allocator.free(address, bytes);
        }
    }

    /** Frees an entry that no index leads to any more, with the structure behind it. */
    void releaseNow(final long entry) {
        if (EntryDescriptor.isHandle(entry)) {
            freeLater(collections.remove(EntryDescriptor.handle(entry)));
        }
        freeBlock(entry, EntryDescriptor.blockBytes(entry));
    }

    private Database newDatabase(final int namespace, final int number) {
        madeCount++;
        return new Database(this, namespace, number);
    }

    private void addNamespace(final int namespace) {
        if (namespace >= databases.length) {
            databases = Arrays.copyOf(databases, namespace + 1);
        }
        if (databases[namespace] == null) {
            databases[namespace] = new Database[databaseCount];
        }
    }
}
