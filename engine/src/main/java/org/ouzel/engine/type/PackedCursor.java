package org.ouzel.engine.type;

import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads elements of a {@link PackedBlob} as text, one after another; the digits of integers are written to a place of
 * its own. Reused; valid until the blob changes. One thread.
 */
public final class PackedCursor implements AutoCloseable {
    private long element;
    private long next;
    private long end;
    private long address;
    private int length;
    private final long digits = NativeMemory.allocate(Decimal.MAX_BYTES);

    /** Starts before the element at {@code from}. */
    public PackedCursor wrap(final long from, final long endAddress) {
        next = from;
        end = endAddress;
        return this;
    }

    /** Goes on by one element; returns whether there was one. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        read(next);
        return true;
    }

    /** Goes to the element at an address. */
    public PackedCursor read(final long elementAddress) {
        element = elementAddress;
        next = PackedBlob.next(elementAddress);
        if (PackedElement.isInteger(elementAddress)) {
            address = digits;
            length = Decimal.write(PackedElement.integerAt(elementAddress), digits);
        } else {
            address = PackedElement.contentAt(elementAddress);
            length = PackedElement.lengthAt(elementAddress);
        }
        return this;
    }

    /** Returns the address of the element itself. */
    public long element() {
        return element;
    }

    /** Returns the address of the element's text, valid until the next move. */
    public long address() {
        return address;
    }

    /** Returns the length of the element's text. */
    public int length() {
        return length;
    }

    @Override
    public void close() {
        NativeMemory.free(digits, Decimal.MAX_BYTES);
    }
}
