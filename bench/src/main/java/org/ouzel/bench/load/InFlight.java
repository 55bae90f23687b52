package org.ouzel.bench.load;

import java.util.Arrays;

/** The requests of one connection that have no reply yet, first in, first out. Belongs to the connection's thread. */
final class InFlight {
    private long[] plannedNs;
    private long[] sentNs;
    private int[] keys;
    private int[] versions;
    private Operation[] operations;
    private long head;
    private long tail;

    InFlight(final int capacity) {
        final int size = Integer.highestOneBit(Math.max(2, capacity) - 1) << 1;
        plannedNs = new long[size];
        sentNs = new long[size];
        keys = new int[size];
        versions = new int[size];
        operations = new Operation[size];
    }

    int size() {
        return (int) (tail - head);
    }

    void add(final Operation operation, final int key, final int version, final long planned, final long sent) {
        if (size() == keys.length) {
            grow();
        }
        final int slot = slot(tail++);
        operations[slot] = operation;
        keys[slot] = key;
        versions[slot] = version;
        plannedNs[slot] = planned;
        sentNs[slot] = sent;
    }

    Operation operation() {
        return operations[slot(head)];
    }

    int key() {
        return keys[slot(head)];
    }

    int version() {
        return versions[slot(head)];
    }

    long plannedNs() {
        return plannedNs[slot(head)];
    }

    long sentNs() {
        return sentNs[slot(head)];
    }

    void remove() {
        head++;
    }

    private int slot(final long index) {
        return (int) index & keys.length - 1;
    }

    private void grow() {
        final int oldSize = keys.length;
        final int start = slot(head);
        final int count = size();
        plannedNs = unrolled(plannedNs, start, oldSize);
        sentNs = unrolled(sentNs, start, oldSize);
        keys = unrolled(keys, start, oldSize);
        versions = unrolled(versions, start, oldSize);
        final Operation[] grown = Arrays.copyOf(operations, 2 * oldSize);
        System.arraycopy(operations, start, grown, 0, oldSize - start);
        System.arraycopy(operations, 0, grown, oldSize - start, start);
        operations = grown;
        head = 0;
        tail = count;
    }

    private static long[] unrolled(final long[] old, final int start, final int size) {
        final long[] grown = new long[2 * size];
        System.arraycopy(old, start, grown, 0, size - start);
        System.arraycopy(old, 0, grown, size - start, start);
        return grown;
    }

    private static int[] unrolled(final int[] old, final int start, final int size) {
        final int[] grown = new int[2 * size];
        System.arraycopy(old, start, grown, 0, size - start);
        System.arraycopy(old, 0, grown, size - start, start);
        return grown;
    }
}
