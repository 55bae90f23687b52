package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/**
 * The layout of a small set of integers: the value of an entry with
 * {@link org.ouzel.engine.store.EntryDescriptor#ENCODING_INTSET}.
 *
 * <pre>
 * +0  byte  width of the numbers: 2, 4 or 8 bytes
 * +1  numbers in ascending order, signed
 * </pre>
 *
 * One thread at a time.
 */
public final class IntegerSet {
    /** The bytes before the first number, and the length of an empty set. */
    public static final int HEADER_BYTES = 1;

    private IntegerSet() {
    }

    /** Returns the width that a number needs. */
    public static int widthFor(final long number) {
        return number == (short) number ? Short.BYTES : number == (int) number ? Integer.BYTES : Long.BYTES;
    }

    /** Returns the width of a set's numbers. */
    public static int width(final long set) {
        return NativeMemory.getByte(set);
    }

    /** Sets the width, for one who writes the numbers himself. */
    public static void setWidth(final long set, final int width) {
        NativeMemory.putByte(set, (byte) width);
    }

    /** Returns the number of numbers in a set of so many bytes. */
    public static int count(final long set, final int bytes) {
        return (bytes - HEADER_BYTES) / width(set);
    }

    /** Returns the number at an index. */
    public static long get(final long set, final int index) {
        return get(set, index, width(set));
    }

    private static long get(final long set, final int index, final int width) {
        final long address = set + HEADER_BYTES + (long) index * width;
        return width == Short.BYTES ? NativeMemory.getShort(address)
            : width == Integer.BYTES ? NativeMemory.getInt(address) : NativeMemory.getLong(address);
    }

    /** Writes the number at an index. */
    public static void put(final long set, final int index, final long number) {
        final int width = width(set);
        final long address = set + HEADER_BYTES + (long) index * width;
        if (width == Short.BYTES) {
            NativeMemory.putShort(address, (short) number);
        } else if (width == Integer.BYTES) {
            NativeMemory.putInt(address, (int) number);
        } else {
            NativeMemory.putLong(address, number);
        }
    }

    /** Returns the index of the first number at or above one: where it is or would be. */
    public static int indexOf(final long set, final int count, final long number) {
        final int width = width(set);
        int low = 0;
        int high = count;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (get(set, middle, width) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Gives all numbers another, greater width, in a block that is large enough. */
    public static void widen(final long set, final int count, final int width) {
        final int oldWidth = width(set);
        setWidth(set, width);
        // From the end, so that nothing is overwritten before it is read.
        for (int i = count - 1; i >= 0; i--) {
            put(set, i, get(set, i, oldWidth));
        }
    }
}
