package org.ouzel.engine.blocking;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/** A key that clients wait for, and their queue in the order in which they came. Lives as long as somebody waits. */
final class WaitingKey {
    /** What {@link #type} answers for a key that isn't there. */
    static final int NO_TYPE = -1;

    private boolean isReady;
    private int removalCount;
    private Place first;
    private Place last;
    private WaitingKey nextOfHash;
    private final WaitingClients owner;
    private final Database database;
    private final long hash;
    private final long address;
    private final int length;

    WaitingKey(final WaitingClients owner, final Database database, final long hash, final long keyAddress,
        final int keyLength) {
        this.owner = owner;
        this.database = database;
        this.hash = hash;
        this.length = keyLength;
        this.address = NativeMemory.allocate(Math.max(1, keyLength));
        NativeMemory.copy(keyAddress, address, keyLength);
    }

    void close() {
        NativeMemory.free(address, Math.max(1, length));
    }

    boolean is(final Database otherDatabase, final long keyAddress, final int keyLength) {
        return database == otherDatabase && length == keyLength && NativeMemory.equal(address, keyAddress, length);
    }

    /** Returns the type of the key's value, or {@link #NO_TYPE}; one that is due goes away. */
    int type(final long nowMs) {
        final long entry = database.find(hash, address, length, nowMs);
        return entry == NONE ? NO_TYPE : EntryDescriptor.type(entry);
    }

    WaitingClients owner() {
        return owner;
    }

    Database database() {
        return database;
    }

    long hash() {
        return hash;
    }

    /** Returns the place at the head of the queue, or null if nobody waits any more. */
    Place first() {
        return first;
    }

    Place last() {
        return last;
    }

    /** Returns whether somebody waits who has to know when the key goes away. */
    boolean isRemovalAwaited() {
        return removalCount > 0;
    }

    boolean isReady() {
        return isReady;
    }

    void setReady(final boolean ready) {
        isReady = ready;
    }

    /** Returns another key in the same bucket, or null. */
    WaitingKey nextOfHash() {
        return nextOfHash;
    }

    void setNextOfHash(final WaitingKey key) {
        nextOfHash = key;
    }

    void append(final Place place) {
        place.setPrevious(last);
        if (last == null) {
            first = place;
        } else {
            last.setNext(place);
        }
        last = place;
        removalCount += isAwaitingRemoval(place) ? 1 : 0;
    }

    /** Takes a place out; its own links stay, so that who stands on it can go on. */
    void remove(final Place place) {
        if (place.previous() == null) {
            first = place.next();
        } else {
            place.previous().setNext(place.next());
        }
        if (place.next() == null) {
            last = place.previous();
        } else {
            place.next().setPrevious(place.previous());
        }
        removalCount -= isAwaitingRemoval(place) ? 1 : 0;
    }

    private static boolean isAwaitingRemoval(final Place place) {
        return (place.waiter().awaited() & Database.WATCH_REMOVAL) != 0;
    }
}
