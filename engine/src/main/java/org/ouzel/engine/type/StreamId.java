package org.ouzel.engine.type;

import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * The identifier of a stream's entry: milliseconds and a sequence number, both unsigned.
 *
 * @param ms  Unix milliseconds, unless the client has chosen them
 * @param seq tells entries of one millisecond apart
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {
    /** Below all identifiers of entries. */
    public static final StreamId MIN = new StreamId(0, 0);
    public static final StreamId MAX = new StreamId(-1, -1);
    /** What {@link #write} needs at most: two numbers of 20 digits and a dash. */
    public static final int MAX_TEXT_BYTES = 41;

    private static final int TEN = 10;

    /** Compares two identifiers given as numbers: below, at or above 0. */
    public static int compare(final long leftMs, final long leftSeq, final long rightMs, final long rightSeq) {
        return leftMs != rightMs ? Long.compareUnsigned(leftMs, rightMs) : Long.compareUnsigned(leftSeq, rightSeq);
    }

    @Override
    public int compareTo(final StreamId other) {
        return compare(ms, seq, other.ms, other.seq);
    }

    public boolean isZero() {
        return (ms | seq) == 0;
    }

    /** Returns the identifier that follows, or null behind {@link #MAX}. */
    public StreamId next() {
        if (seq != -1) {
            return new StreamId(ms, seq + 1);
        }
        return ms == -1 ? null : new StreamId(ms + 1, 0);
    }

    /** Returns the identifier before, or null before {@link #MIN}. */
    public StreamId previous() {
        if (seq != 0) {
            return new StreamId(ms, seq - 1);
        }
        return ms == 0 ? null : new StreamId(ms - 1, -1);
    }

    /** Writes {@code ms-seq} and returns the number of bytes written. */
    public static int write(final long ms, final long seq, final long target) {
        int length = writeUnsigned(ms, target);
        NativeMemory.putByte(target + length++, (byte) '-');
        return length + writeUnsigned(seq, target + length);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(ms) + '-' + Long.toUnsignedString(seq);
    }

    private static int writeUnsigned(final long value, final long target) {
        if (value >= 0) {
            return Decimal.write(value, target);
        }
        final int length = Decimal.write(Long.divideUnsigned(value, TEN), target);
        NativeMemory.putByte(target + length, (byte) ('0' + Long.remainderUnsigned(value, TEN)));
        return length + 1;
    }
}
