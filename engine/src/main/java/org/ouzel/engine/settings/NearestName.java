package org.ouzel.engine.settings;

import java.util.Collection;

/** Finds what a misspelled name may have meant, by edit distance. */
final class NearestName {
    private static final int LETTERS_PER_EDIT = 3;

    private NearestName() {
    }

    /** The candidate with the fewest edits, at most one for each three letters; null when none is near. */
    static String of(final String name, final Collection<String> candidates) {
        int least = Math.max(1, name.length() / LETTERS_PER_EDIT) + 1;
        String nearest = null;
        for (final String candidate : candidates) {
            final int distance = distance(name, candidate);
            if (distance < least || distance == least && nearest != null && candidate.compareTo(nearest) < 0) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Edits (insert, delete, replace, swap of neighbours) from one word to the other. */
    static int distance(final String from, final String to) {
        final int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                final boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
                int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
                least = Math.min(least, edits[i - 1][j - 1] + (isSame ? 0 : 1));
                final boolean isSwap = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
                    && from.charAt(i - 2) == to.charAt(j - 1);
                if (isSwap) {
                    least = Math.min(least, edits[i - 2][j - 2] + 1);
                }
                edits[i][j] = least;
            }
        }
        return edits[from.length()][to.length()];
    }
}
