package org.ouzel.engine.lua;

import java.util.Arrays;

/**
 * Finds bytes among others. The time grows with the lengths only, not with their product: should beginnings that agree
 * cost too much, windows of the text are compared by a rolling hash first.
 */
final class ByteSearch {
    private static final int FREE_EFFORT = 1 << 16;
    private static final int PRIME_BITS = 61;
    private static final long PRIME = (1L << PRIME_BITS) - 1;
    private static final long BASE = 0x0A3B_19D5_F2C4_8E67L;

    private ByteSearch() {
    }

    /** Returns where bytes begin at {@code from} or behind it, or -1. */
    static int indexOf(final byte[] text, final byte[] wanted, final int from) {
        if (wanted.length == 0) {
            return from;
        }
        long effort = 0;
        for (int i = from; i <= text.length - wanted.length; i++) {
            if (text[i] == wanted[0]) {
                final int same = Arrays.mismatch(text, i, i + wanted.length, wanted, 0, wanted.length);
                if (same < 0) {
                    return i;
                }
                effort += same;
                if (effort > FREE_EFFORT + (long) text.length) {
                    return rollingIndexOf(text, wanted, i + 1);
                }
            }
        }
        return -1;
    }

    private static int rollingIndexOf(final byte[] text, final byte[] wanted, final int from) {
        final int length = wanted.length;
        if (text.length - from < length) {
            return -1;
        }
        long hash = 0;
        long wantedHash = 0;
        long highest = 1;
        for (int i = 0; i < length; i++) {
            hash = reduce(times(hash, BASE) + (text[from + i] & 0xFF));
            wantedHash = reduce(times(wantedHash, BASE) + (wanted[i] & 0xFF));
            highest = i == 0 ? 1 : times(highest, BASE);
        }
        for (int i = from;; i++) {
            if (hash == wantedHash && Arrays.equals(text, i, i + length, wanted, 0, length)) {
                return i;
            }
            if (i + length == text.length) {
                return -1;
            }
            final long rest = reduce(hash + PRIME - times(highest, text[i] & 0xFF));
            hash = reduce(times(rest, BASE) + (text[i + length] & 0xFF));
        }
    }

    private static long times(final long left, final long right) {
        final long low = left * right;
        final long high = Math.multiplyHigh(left, right);
        return reduce((low & PRIME) + (low >>> PRIME_BITS | high << Long.SIZE - PRIME_BITS));
    }

    private static long reduce(final long value) {
        final long folded = (value & PRIME) + (value >>> PRIME_BITS);
        return folded >= PRIME ? folded - PRIME : folded;
    }
}
