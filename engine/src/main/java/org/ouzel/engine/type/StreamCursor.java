package org.ouzel.engine.type;

import java.util.Arrays;

/**
 * Walks over a stretch of a stream's entries, in one direction. The stream doesn't change meanwhile. One thread.
 *
 * <p>A block is read from its beginning, also backwards, since its entries have different lengths.
 */
public final class StreamCursor {
    private static final int INITIAL_OFFSETS = 128;

    private int place;
    private int left;
    private boolean isBackward;
    private boolean isOpen;
    private StreamId first;
    private StreamId last;
    private int[] offsets = {};
    private final IdIndex blocks;
    private final StreamBlockReader reader = new StreamBlockReader();

    StreamCursor(final IdIndex blocks) {
        this.blocks = blocks;
    }

    /** Lets the next entry be the first of a stretch, both ends included. */
    public StreamCursor forward(final StreamId from, final StreamId to) {
        isBackward = false;
        first = from;
        last = to;
        place = Math.max(0, blocks.floor(from.ms(), from.seq())) - 1;
        isOpen = false;
        return this;
    }

    /** Lets the next entry be the last of a stretch, both ends included, and the one after that the one before it. */
    public StreamCursor backward(final StreamId from, final StreamId to) {
        isBackward = true;
        first = from;
        last = to;
        place = blocks.floor(to.ms(), to.seq()) + 1;
        left = 0;
        return this;
    }

    /** Goes to the next entry that isn't deleted; returns whether there is one. */
    public boolean next() {
        return isBackward ? previousEntry() : nextEntry();
    }

    public long ms() {
        return reader.ms();
    }

    public long seq() {
        return reader.seq();
    }

    /** Returns the fields of the entry, until the next call of {@link #next()}. */
    public StreamFields fields() {
        return reader;
    }

    private boolean nextEntry() {
        while (true) {
            while (isOpen && reader.next()) {
                if (isAbove(last)) {
                    return false;
                }
                if (!reader.isDeleted() && !isBelow(first)) {
                    return true;
                }
            }
            isOpen = ++place < blocks.size();
            if (!isOpen) {
                return false;
            }
            reader.open(blocks.address(place));
        }
    }

    private boolean previousEntry() {
        while (true) {
            while (left > 0) {
                reader.read(offsets[--left]);
                if (isBelow(first)) {
                    return false;
                }
                if (!isAbove(last)) {
                    return true;
                }
            }
            if (--place < 0) {
                return false;
            }
            openBackward();
        }
    }

    private void openBackward() {
        reader.open(blocks.address(place));
        while (reader.next()) {
            if (!reader.isDeleted()) {
                if (left == offsets.length) {
                    offsets = Arrays.copyOf(offsets, Math.max(INITIAL_OFFSETS, 2 * left));
                }
                offsets[left++] = reader.entryOffset();
            }
        }
    }

    private boolean isBelow(final StreamId id) {
        return StreamId.compare(reader.ms(), reader.seq(), id.ms(), id.seq()) < 0;
    }

    private boolean isAbove(final StreamId id) {
        return StreamId.compare(reader.ms(), reader.seq(), id.ms(), id.seq()) > 0;
    }
}
