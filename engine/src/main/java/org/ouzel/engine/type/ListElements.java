package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/**
 * The layout of the elements of a list, packed one behind another and walkable both ways.
 *
 * <pre>
 * up to 253 bytes     | length (1) | bytes | length (1) |
 * up to 65,535 bytes  | 254 | length (2) | bytes | length (2) | 254 |
 * longer              | 255 | length (4) | bytes | length (4) | 255 |
 * </pre>
 *
 * An element is named by the address of its first byte, a run of elements by its first byte and the first one behind
 * it. All elements lie in memory that their owner has written through this class; nothing is checked. Source: the
 * idea of a length at either end is that of Redis's listpack; the bytes are not.
 */
public final class ListElements {
    private static final int MIDDLE_MARKER = 254;
    private static final int WIDE_MARKER = 255;
    private static final int MAX_MIDDLE = 0xFFFF;
    private static final int MIDDLE_HEADER_BYTES = 3;
    private static final int WIDE_HEADER_BYTES = 5;

    private ListElements() {
    }

    /** Returns the bytes that an element of a length takes. */
    public static long bytes(final int length) {
        return (long) length + 2L * headerBytes(length);
    }

    /** Writes an element and returns the address behind it. */
    public static long write(final long target, final long source, final int length) {
        final int headerBytes = headerBytes(length);
        final long data = target + headerBytes;
        final long end = data + length;
        NativeMemory.copy(source, data, length);
        switch (headerBytes) {
            case 1 -> {
                NativeMemory.putByte(target, (byte) length);
                NativeMemory.putByte(end, (byte) length);
            }
            case MIDDLE_HEADER_BYTES -> {
                NativeMemory.putByte(target, (byte) MIDDLE_MARKER);
                NativeMemory.putShort(target + 1, (short) length);
                NativeMemory.putShort(end, (short) length);
                NativeMemory.putByte(end + 2, (byte) MIDDLE_MARKER);
            }
            default -> {
                NativeMemory.putByte(target, (byte) WIDE_MARKER);
                NativeMemory.putInt(target + 1, length);
                NativeMemory.putInt(end, length);
                NativeMemory.putByte(end + 4, (byte) WIDE_MARKER);
            }
        }
        return end + headerBytes;
    }

    /** Returns the length of an element. */
    public static int length(final long element) {
        final int marker = NativeMemory.getUnsignedByte(element);
        if (marker < MIDDLE_MARKER) {
            return marker;
        }
        return marker == MIDDLE_MARKER ? NativeMemory.getShort(element + 1) & MAX_MIDDLE
            : NativeMemory.getInt(element + 1);
    }

    /** Returns the address of an element's bytes. */
    public static long data(final long element) {
        final int marker = NativeMemory.getUnsignedByte(element);
        return element + (marker < MIDDLE_MARKER ? 1 : marker == MIDDLE_MARKER ? MIDDLE_HEADER_BYTES
            : WIDE_HEADER_BYTES);
    }

    /** Returns the address behind an element: the next one, or the run's end. */
    public static long next(final long element) {
        final int marker = NativeMemory.getUnsignedByte(element);
        return marker < MIDDLE_MARKER ? element + marker + 2 : element + bytes(length(element));
    }

    /** Returns the element that ends at an address. */
    public static long previous(final long end) {
        final int marker = NativeMemory.getUnsignedByte(end - 1);
        if (marker < MIDDLE_MARKER) {
            return end - marker - 2;
        }
        return end - bytes(marker == MIDDLE_MARKER ? NativeMemory.getShort(end - MIDDLE_HEADER_BYTES) & MAX_MIDDLE
            : NativeMemory.getInt(end - WIDE_HEADER_BYTES));
    }

    /** Tells whether an element's bytes are these. */
    public static boolean equal(final long element, final long address, final int length) {
        return length(element) == length && NativeMemory.equal(data(element), address, length);
    }

    /** Returns the element at an index of a run, walked to from its nearer end; {@code index == count} is the end. */
    public static long seek(final long start, final long end, final int count, final int index) {
        if (index <= count >> 1) {
            long element = start;
            for (int i = 0; i < index; i++) {
                element = next(element);
            }
            return element;
        }
        long element = end;
        for (int i = count; i > index; i--) {
            element = previous(element);
        }
        return element;
    }

    /** Counts the elements of a run that equal some bytes. */
    public static int countEqual(final long start, final long end, final long address, final int length) {
        int found = 0;
        for (long element = start; element < end; element = next(element)) {
            if (equal(element, address, length)) {
                found++;
            }
        }
        return found;
    }

    /**
     * Takes elements that equal some bytes out of a run, moving the others together to its start.
     *
     * @param skipCount    how many of the equal ones stay before the first goes
     * @param removedCount how many go then; there are as many
     * @return the run's new end
     */
    public static long removeEqual(final long start, final long end, final long address, final int length,
        final int skipCount, final int removedCount) {
        long target = start;
        int passed = 0;
        for (long element = start; element < end;) {
            final long next = next(element);
            final boolean isEqual = passed < skipCount + removedCount && equal(element, address, length);
            if (!isEqual || passed++ < skipCount) {
                if (target != element) {
                    NativeMemory.move(element, target, next - element);
                }
                target += next - element;
            }
            element = next;
        }
        return target;
    }

    private static int headerBytes(final int length) {
        return length < MIDDLE_MARKER ? 1 : length <= MAX_MIDDLE ? MIDDLE_HEADER_BYTES : WIDE_HEADER_BYTES;
    }
}
