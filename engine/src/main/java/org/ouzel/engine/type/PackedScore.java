package org.ouzel.engine.type;

import org.ouzel.protocol.NativeMemory;

/**
 * The layout of a score in a {@link PackedBlob}, as the element behind its member: a whole number as an integer, any
 * other as 8 bytes of content, which are the double itself. As in Redis, -0 becomes 0.
 */
public final class PackedScore {
    private static final double MAX_EXACT = 0x1p53;

    private PackedScore() {
    }

    /** Returns how many bytes a score takes. */
    public static int bytesFor(final double score) {
        return isWhole(score) ? PackedElement.bytesFor((long) score) : 1 + Double.BYTES;
    }

    /** Writes a score and returns the address behind it. */
    public static long write(final long target, final double score) {
        if (isWhole(score)) {
            return PackedElement.write(target, (long) score);
        }
        NativeMemory.putByte(target, (byte) Double.BYTES);
        NativeMemory.putLong(target + 1, Double.doubleToRawLongBits(score));
        return target + 1 + Double.BYTES;
    }

    /** Reads the score at an element's address. */
    public static double at(final long element) {
        return PackedElement.isInteger(element) ? PackedElement.integerAt(element)
            : Double.longBitsToDouble(NativeMemory.getLong(element + 1));
    }

    private static boolean isWhole(final double score) {
        return Math.abs(score) <= MAX_EXACT && (long) score == score;
    }
}
