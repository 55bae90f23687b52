package org.ouzel.persistence.aof;

import org.ouzel.engine.command.EffectWriter;

/**
 * Puts the elements of a collection into commands of so many at most as Redis puts into one: none is too long for who
 * loads it. One thread.
 */
final class CommandPieces {
    private static final int MAX_COUNT = 64;

    private int leftInPiece;
    private int width;
    private long left;
    private long keyAddress;
    private int keyLength;
    private String name;

    /**
     * Begins a collection.
     *
     * @param newName       the command
     * @param newKeyAddress the key's, which has to stay there until the last element
     * @param count         how many elements there are
     * @param newWidth      how many arguments each has
     */
    void begin(final String newName, final long newKeyAddress, final int newKeyLength, final long count,
        final int newWidth) {
        name = newName;
        keyAddress = newKeyAddress;
        keyLength = newKeyLength;
        left = count;
        width = newWidth;
        leftInPiece = 0;
    }

    /** Begins an element, whose arguments follow: with the head of a command where one begins with it. */
    void next(final EffectWriter writer) {
        if (leftInPiece == 0) {
            leftInPiece = (int) Math.min(MAX_COUNT, left);
            writer.begin(2 + leftInPiece * width).text(name).bytes(keyAddress, keyLength);
        }
        leftInPiece--;
        left--;
    }

    /** Returns whether the last element begun is the last one of its command. */
    boolean isPieceComplete() {
        return leftInPiece == 0;
    }
}
