package org.ouzel.persistence.aof;

/**
 * A file that the manifest names.
 *
 * @param name     file name within the directory
 * @param sequence number among the files of its kind, from 1 on
 * @param kind     what it holds
 */
record AofFileInfo(String name, long sequence, Kind kind) {
    /** What a file holds. */
    enum Kind {
        /** The dataset at a moment. */
        BASE('b'),
        /** Something that was replaced, and can be removed. */
        HISTORY('h'),
        /** What changed since the base, or the increment before. */
        INCREMENT('i');

        private final char letter;

        Kind(final char letter) {
            this.letter = letter;
        }

        /** Returns how the manifest names it. */
        char letter() {
            return letter;
        }

        /** Returns what a letter of the manifest stands for, or null. */
        static Kind of(final String letter) {
            for (final Kind kind : values()) {
                if (letter.length() == 1 && letter.charAt(0) == kind.letter) {
                    return kind;
                }
            }
            return null;
        }
    }
}
