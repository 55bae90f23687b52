package org.ouzel.engine.command.string;

import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * The longest common subsequence of two runs of bytes, by the textbook's dynamic programme.
 *
 * <p>Two rows of lengths, as long as the shorter run, are kept rather than the table; where the subsequence itself is
 * wanted, each cell leaves one bit that says which way the walk back goes. Among equally long subsequences the walk
 * finds the one that Redis finds: it goes back in the first run only where that alone keeps the length. One thread;
 * closed by who made it.
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
    private final boolean isFirstShorter;
    private final int columnCount;
    private final long waysBytes;
    private final long ways;

    LongestCommonSubsequence(final long first, final int firstLength, final long second, final int secondLength,
        final boolean isWalkable) {
        this.first = first;
        this.firstLength = firstLength;
        this.second = second;
        this.secondLength = secondLength;
        isFirstShorter = firstLength < secondLength;
        columnCount = Math.min(firstLength, secondLength);
        waysBytes = isWalkable ? ((long) firstLength * secondLength + 7) / 8 : 0;
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
        final long columns = isFirstShorter ? first : second;
        final long rows = isFirstShorter ? second : first;
        final int rowCount = Math.max(firstLength, secondLength);
        int[] above = new int[columnCount + 1];
        int[] row = new int[columnCount + 1];
        for (int i = 0; i < rowCount; i++) {
            computeRow(above, row, columns, NativeMemory.getByte(rows + i), (long) i * columnCount);
            final int[] swapped = above;
            above = row;
            row = swapped;
        }
        length = above[columnCount];
    }

    private void computeRow(final int[] above, final int[] row, final long columns, final byte each,
        final long firstCell) {
        int left = 0;
        for (int j = 0; j < columnCount; j++) {
            final int up = above[j + 1];
            if (each == NativeMemory.getByte(columns + j)) {
                left = above[j] + 1;
            } else {
                final boolean isBackInFirst = isFirstShorter ? left > up : up > left;
                left = Math.max(left, up);
                if (isBackInFirst && waysBytes > 0) {
                    final long cell = firstCell + j;
                    final long address = ways + (cell >> 3);
                    NativeMemory.putByte(address, (byte) (NativeMemory.getByte(address) | 1 << (cell & 7)));
                }
            }
            row[j + 1] = left;
        }
    }

    private boolean isBackInFirst(final int i, final int j) {
        final long cell = isFirstShorter ? (long) j * columnCount + i : (long) i * columnCount + j;
        return (NativeMemory.getByte(ways + (cell >> 3)) >> (cell & 7) & 1) != 0;
    }
}
