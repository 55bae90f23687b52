package org.ouzel.engine.command.string;

import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * The longest common subsequence of two runs of bytes, by the textbook's dynamic programme.
 *
 * <p>Two rows of lengths are kept rather than the table; where the subsequence itself is wanted, each cell leaves one
 * bit that says which way the walk back goes. Among equally long subsequences the walk finds the one that Redis
 * finds: it goes back in the first string only where that alone keeps the length. One thread; closed by who made it.
 */
final class LongestCommonSubsequence implements AutoCloseable {
    /** Takes a stretch in which both strings agree. */
    interface MatchConsumer {
        void accept(int firstStart, int secondStart, int length);
    }

    private int length;
    private final long first;
    private final int firstLength;
    private final long second;
    private final int secondLength;
    private final long rowBytes;
    private final long waysBytes;
    private final long ways;

    LongestCommonSubsequence(final long first, final int firstLength, final long second, final int secondLength,
        final boolean isWalkable) {
        this.first = first;
        this.firstLength = firstLength;
        this.second = second;
        this.secondLength = secondLength;
        rowBytes = (secondLength + 7L) / 8;
        waysBytes = isWalkable ? rowBytes * firstLength : 0;
        ways = waysBytes == 0 ? 0 : NativeMemory.allocate(waysBytes);
        if (waysBytes > 0) {
            NativeMemory.fill(ways, waysBytes, (byte) 0);
        }
        compute();
    }

    /** Returns the length of the subsequence. */
    int length() {
        return length;
    }

    /** Writes the subsequence as a bulk string. */
    void reply(final ReplyWriter reply) {
        final byte[] bytes = new byte[length];
        final int[] end = {length};
        forEachMatch((firstStart, secondStart, count) -> {
            end[0] -= count;
            NativeMemory.copy(first + firstStart, bytes, end[0], count);
        });
        reply.bulk(bytes);
    }

    /** Shows the stretches that agree, the last one first. */
    void forEachMatch(final MatchConsumer consumer) {
        int i = firstLength;
        int j = secondLength;
        int run = 0;
        while (i > 0 && j > 0) {
            if (NativeMemory.getByte(first + i - 1) == NativeMemory.getByte(second + j - 1)) {
                i--;
                j--;
                run++;
                continue;
            }
            if (run > 0) {
                consumer.accept(i, j, run);
                run = 0;
            }
            if (isBackInFirst(i - 1, j - 1)) {
                i--;
            } else {
                j--;
            }
        }
        if (run > 0) {
            consumer.accept(i, j, run);
        }
    }

    @Override
    public void close() {
        if (waysBytes > 0) {
            NativeMemory.free(ways, waysBytes);
        }
    }

    private void compute() {
        int[] above = new int[secondLength + 1];
        int[] row = new int[secondLength + 1];
        for (int i = 0; i < firstLength; i++) {
            final byte each = NativeMemory.getByte(first + i);
            final long wayRow = ways + i * rowBytes;
            int left = 0;
            for (int j = 0; j < secondLength; j++) {
                if (each == NativeMemory.getByte(second + j)) {
                    left = above[j] + 1;
                } else if (above[j + 1] > left) {
                    left = above[j + 1];
                    if (waysBytes > 0) {
                        final long address = wayRow + (j >> 3);
                        NativeMemory.putByte(address, (byte) (NativeMemory.getByte(address) | 1 << (j & 7)));
                    }
                }
                row[j + 1] = left;
            }
            final int[] swapped = above;
            above = row;
            row = swapped;
        }
        length = above[secondLength];
    }

    private boolean isBackInFirst(final int i, final int j) {
        return (NativeMemory.getByte(ways + i * rowBytes + (j >> 3)) >> (j & 7) & 1) != 0;
    }
}
