package org.ouzel.engine.command;

import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.protocol.NativeMemory;

/**
 * Where a SCAN goes on: a shard, and there a lower bound of the hash. HSCAN and its kin have no need of a shard.
 *
 * <pre>
 * | 12 bits of 0 | 46 bits: high bits of the lower bound | 6 bits: shard |
 * </pre>
 *
 * The low bits of the bound are always 0, so that a cursor stays below 2^53: clients that keep it in a double take
 * no harm. Any number that a client sends is a cursor of some place, or of a shard that doesn't exist.
 */
public final class ScanCursor {
    /** The beginning, and the end. */
    public static final ScanCursor START = new ScanCursor(0, 0);

    private static final int SHARD_BITS = 6;
    private static final int SHARD_MASK = (1 << SHARD_BITS) - 1;
    private static final int RADIX = 10;

    private final int shard;
    private final long lowerBound;

    public ScanCursor(final int shard, final long lowerBound) {
        this.shard = shard;
        this.lowerBound = lowerBound;
    }

    /**
     * Reads an argument as C's {@code strtoul} does, which Redis reads cursors with: nothing is 0, a sign is taken.
     *
     * @return the cursor, or null for what isn't an unsigned 64-bit number
     */
    public static ScanCursor parse(final RequestArguments request, final int index) {
        final int length = request.argLength(index);
        if (length == 0) {
            return START;
        }
        final String text = NativeMemory.toText(request.argAddress(index), length);
        final boolean isNegative = text.charAt(0) == '-';
        final int first = isNegative || text.charAt(0) == '+' ? 1 : 0;
        if (first == length) {
            return null;
        }
        long value = 0;
        for (int i = first; i < length; i++) {
            final int digit = text.charAt(i) - '0';
            if (digit < 0 || digit >= RADIX
                || Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, RADIX)) > 0) {
                return null;
            }
            value = value * RADIX + digit;
        }
        value = isNegative ? -value : value;
        return new ScanCursor((int) value & SHARD_MASK, value >>> SHARD_BITS << SegmentedIndex.UNUSED_CURSOR_BITS);
    }

    public int shard() {
        return shard;
    }

    public long lowerBound() {
        return lowerBound;
    }

    /** Returns this cursor, or at the end of a shard the beginning of the next one. */
    public ScanCursor orNextShard(final int shardCount) {
        if (lowerBound != 0) {
            return this;
        }
        return shard + 1 < shardCount ? new ScanCursor(shard + 1, 0) : START;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(lowerBound >>> SegmentedIndex.UNUSED_CURSOR_BITS << SHARD_BITS | shard);
    }
}
