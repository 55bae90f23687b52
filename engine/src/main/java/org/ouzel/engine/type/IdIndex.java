package org.ouzel.engine.type;

import java.util.Arrays;

/**
 * Addresses in the order of the identifiers that they begin with: two sorted arrays of numbers and one of addresses.
 *
 * <p>A search is binary. Entries come at the end and go at the beginning most of the time, which costs no moves; all
 * else moves the shorter part. One place stands for a whole block, so that millions of entries need some ten thousand
 * places. One thread.
 */
final class IdIndex {
    private static final int INITIAL_CAPACITY = 2;
    private static final int PLACE_BYTES = 3 * Long.BYTES;
    private static final int OBJECT_BYTES = 96;

    private int start;
    private int size;
    private long[] msValues = new long[INITIAL_CAPACITY];
    private long[] seqValues = new long[INITIAL_CAPACITY];
    private long[] addresses = new long[INITIAL_CAPACITY];
    private final StreamMemory memory;

    IdIndex(final StreamMemory memory) {
        this.memory = memory;
        memory.addHeapBytes(OBJECT_BYTES + INITIAL_CAPACITY * PLACE_BYTES);
    }

    private IdIndex(final IdIndex other) {
        memory = null;
        size = other.size;
        msValues = Arrays.copyOfRange(other.msValues, other.start, other.start + size);
        seqValues = Arrays.copyOfRange(other.seqValues, other.start, other.start + size);
        addresses = Arrays.copyOfRange(other.addresses, other.start, other.start + size);
    }

    /** Returns what there is now, for reading; it is counted nowhere. */
    IdIndex copy() {
        return new IdIndex(this);
    }

    int size() {
        return size;
    }

    long address(final int place) {
        return addresses[start + place];
    }

    long ms(final int place) {
        return msValues[start + place];
    }

    long seq(final int place) {
        return seqValues[start + place];
    }

    void setAddress(final int place, final long address) {
        addresses[start + place] = address;
    }

    void setId(final int place, final long ms, final long seq) {
        msValues[start + place] = ms;
        seqValues[start + place] = seq;
    }

    /** Returns the last place whose identifier is not above a given one, or -1. */
    int floor(final long ms, final long seq) {
        int low = 0;
        int high = size;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (StreamId.compare(msValues[start + middle], seqValues[start + middle], ms, seq) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Adds an address at a place, which keeps the order. */
    void insert(final int place, final long ms, final long seq, final long address) {
        makeRoom();
        final int at = start + place;
        final int behind = size - place;
        System.arraycopy(msValues, at, msValues, at + 1, behind);
        System.arraycopy(seqValues, at, seqValues, at + 1, behind);
        System.arraycopy(addresses, at, addresses, at + 1, behind);
        size++;
        setId(place, ms, seq);
        setAddress(place, address);
    }

    void remove(final int place) {
        size--;
        if (place == 0) {
            start = size == 0 ? 0 : start + 1;
            return;
        }
        final int at = start + place;
        final int behind = size - place;
        System.arraycopy(msValues, at + 1, msValues, at, behind);
        System.arraycopy(seqValues, at + 1, seqValues, at, behind);
        System.arraycopy(addresses, at + 1, addresses, at, behind);
    }

    /** Counts the index itself out; the index isn't used afterwards. */
    void close() {
        memory.addHeapBytes(-(OBJECT_BYTES + (long) addresses.length * PLACE_BYTES));
    }

    private void makeRoom() {
        final int capacity = addresses.length;
        if (start + size < capacity) {
            return;
        }
        if (start > capacity / 2) {
            move(msValues, msValues);
            move(seqValues, seqValues);
            move(addresses, addresses);
        } else {
            final int grown = capacity * 2;
            msValues = move(msValues, new long[grown]);
            seqValues = move(seqValues, new long[grown]);
            addresses = move(addresses, new long[grown]);
            memory.addHeapBytes((long) (grown - capacity) * PLACE_BYTES);
        }
        start = 0;
    }

    private long[] move(final long[] from, final long[] to) {
        System.arraycopy(from, start, to, 0, size);
        if (from == to) {
            Arrays.fill(to, size, to.length, 0);
        }
        return to;
    }
}
