package org.ouzel.engine.command.bitmap;

/** The arithmetic of small integers: what becomes of a number that a field of some bits can't hold. */
final class BitField {
    /** What is to be done with a number that doesn't fit. */
    enum Overflow { WRAP, SAT, FAIL }

    private BitField() {
    }

    /** Makes the bits of a field a number. */
    static long decode(final long bits, final int width, final boolean isSigned) {
        final int shift = Long.SIZE - width;
        return isSigned ? bits << shift >> shift : bits;
    }

    /** Tells whether {@code value + increment} fits a field. */
    static boolean isFitting(final long value, final long increment, final int width, final boolean isSigned) {
        return direction(value, increment, width, isSigned) == 0;
    }

    /** Returns {@code value + increment} as far as a field can hold it: cut off, or the nearest that fits. */
    static long fit(final long value, final long increment, final int width, final boolean isSigned,
        final Overflow overflow) {
        final int direction = direction(value, increment, width, isSigned);
        if (direction == 0 || overflow == Overflow.WRAP) {
            final int shift = Long.SIZE - width;
            final long sum = value + increment << shift;
            return isSigned ? sum >> shift : sum >>> shift;
        }
        return direction > 0 ? highest(width, isSigned) : lowest(width, isSigned);
    }

    /**
     * Returns 1 if the sum is too large, -1 if it is too small, 0 if it fits. An unsigned field takes a negative value
     * (never one of its own) for a very large one, as Redis does.
     */
    private static int direction(final long value, final long increment, final int width, final boolean isSigned) {
        final long highest = highest(width, isSigned);
        final long lowest = lowest(width, isSigned);
        if (!isSigned && value < 0) {
            return 1;
        }
        final long sum = value + increment;
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            return increment > 0 ? 1 : -1;
        }
        return sum > highest ? 1 : sum < lowest ? -1 : 0;
    }

    private static long highest(final int width, final boolean isSigned) {
        // Shifted twice, since a shift by 64 would be none.
        return -1L >>> Long.SIZE - width >>> (isSigned ? 1 : 0);
    }

    private static long lowest(final int width, final boolean isSigned) {
        return isSigned ? -1L << width - 1 : 0;
    }
}
