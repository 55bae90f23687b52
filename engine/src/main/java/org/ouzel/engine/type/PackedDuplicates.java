package org.ouzel.engine.type;

import java.util.Arrays;
import org.ouzel.engine.store.KeyHash;
import org.ouzel.protocol.NativeMemory;

/**
 * Finds packed elements that come twice while a blob is built: a table of the offsets of those that were added. Equal
 * elements have equal bytes. Reused; one thread.
 */
final class PackedDuplicates {
    private static final int INITIAL_SLOTS = 64;
    private static final int KEPT_SLOTS = 1 << 14;

    private int count;
    /** Offsets, one more than they are; 0 is free. */
    private int[] slots = new int[INITIAL_SLOTS];

    /** Forgets all elements. */
    void clear() {
        if (count > 0) {
            if (slots.length > KEPT_SLOTS) {
                slots = new int[INITIAL_SLOTS];
            } else {
                Arrays.fill(slots, 0);
            }
        }
        count = 0;
    }

    /** Adds the element at an offset from a base, unless an equal one is there; returns whether it wasn't. */
    boolean add(final long base, final int offset) {
        if (2 * count >= slots.length) {
            grow(base);
        }
        final long element = base + offset;
        final int bytes = PackedElement.bytesAt(element);
        int slot = slotOf(element, bytes);
        while (slots[slot] != 0) {
            final long other = base + slots[slot] - 1;
            if (PackedElement.bytesAt(other) == bytes && NativeMemory.equal(other, element, bytes)) {
                return false;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = offset + 1;
        count++;
        return true;
    }

    private int slotOf(final long element, final int bytes) {
        return (int) KeyHash.of(element, bytes, 0) & slots.length - 1;
    }

    private void grow(final long base) {
        final int[] old = slots;
        slots = new int[2 * old.length];
        for (final int place : old) {
            if (place != 0) {
                final long element = base + place - 1;
                int slot = slotOf(element, PackedElement.bytesAt(element));
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = place;
            }
        }
    }
}
