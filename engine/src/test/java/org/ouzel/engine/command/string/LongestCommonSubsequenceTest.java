package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class LongestCommonSubsequenceTest {
    /** Compares with the whole table, walked back in the way that is promised, for runs of all proportions. */
    @Test
    void shouldFindWhatTheWholeTableFinds() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 2000; round++) {
            final String first = text(random, random.nextInt(round % 3 == 0 ? 3 : 40));
            final String second = text(random, random.nextInt(round % 5 == 0 ? 3 : 40));
            final List<String> expected = byTable(first, second);
            assertEquals(expected, found(first, second), () -> first + " " + second);
        }
    }

    private static List<String> found(final String first, final String second) {
        final long address = NativeMemory.allocate(first.length() + second.length() + 1);
        for (int i = 0; i < first.length() + second.length(); i++) {
            NativeMemory.putByte(address + i, (byte) (first + second).charAt(i));
        }
        final List<String> found = new ArrayList<>();
        try (LongestCommonSubsequence lcs = new LongestCommonSubsequence(address, first.length(),
            address + first.length(), second.length(), true)) {
            found.add(Integer.toString(lcs.length()));
            lcs.forEachMatch((i, j, length) -> found.add(i + "," + j + "," + length));
        } finally {
            NativeMemory.free(address, first.length() + second.length() + 1);
        }
        return found;
    }

    private static List<String> byTable(final String first, final String second) {
        final int[][] table = new int[first.length() + 1][second.length() + 1];
        for (int i = 1; i <= first.length(); i++) {
            for (int j = 1; j <= second.length(); j++) {
                table[i][j] = first.charAt(i - 1) == second.charAt(j - 1) ? table[i - 1][j - 1] + 1
                    : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        final List<String> found = new ArrayList<>();
        found.add(Integer.toString(table[first.length()][second.length()]));
        int i = first.length();
        int j = second.length();
        while (i > 0 && j > 0) {
            int length = 0;
            while (i > 0 && j > 0 && first.charAt(i - 1) == second.charAt(j - 1)) {
                i--;
                j--;
                length++;
            }
            if (length > 0) {
                found.add(i + "," + j + "," + length);
            } else if (table[i - 1][j] > table[i][j - 1]) {
                i--;
            } else {
                j--;
            }
        }
        return found;
    }

    private static String text(final SplittableRandom random, final int length) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
