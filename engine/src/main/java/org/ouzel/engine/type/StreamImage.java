package org.ouzel.engine.type;

import org.ouzel.engine.store.CollectionImage;
import org.ouzel.engine.store.ImageWalk;

/**
 * What a stream was at one moment, for whoever writes it: blocks and groups, either first, each in their order, once.
 * It stays so while commands go on if a snapshot's walk keeps it ({@link Stream#beginWalk}), else until a change.
 * Blocks and runs of pending entries that are about to change before their turn are copied, one by one. One thread.
 */
public final class StreamImage implements CollectionImage {
    private ImageWalk walk;
    private final long length;
    private final long entriesAdded;
    private final StreamId firstId;
    private final StreamId lastId;
    private final StreamId maxDeletedId;
    private final Stream stream;
    private final IdImage blocks;
    private final StreamGroupImage[] groups;
    private final StreamBlockReader reader = new StreamBlockReader();

    /** Shows what a stream is now. */
    public StreamImage(final Stream stream) {
        this.stream = stream;
        length = stream.elementCount();
        entriesAdded = stream.entriesAdded();
        firstId = stream.firstId();
        lastId = stream.lastId();
        maxDeletedId = stream.maxDeletedId();
        blocks = new IdImage(stream.blocks(), StreamBlockDescriptor::used, this);
        groups = new StreamGroupImage[stream.groups().size()];
        int count = 0;
        for (final StreamGroup group : stream.groups()) {
            groups[count++] = new StreamGroupImage(group, this);
        }
    }

    public long elementCount() {
        return length;
    }

    /** See {@link Stream#entriesAdded()}; likewise the identifiers. */
    public long entriesAdded() {
        return entriesAdded;
    }

    public StreamId firstId() {
        return firstId;
    }

    public StreamId lastId() {
        return lastId;
    }

    public StreamId maxDeletedId() {
        return maxDeletedId;
    }

    /** Returns in how many blocks the entries lie; each has one that isn't deleted. */
    public int blockCount() {
        return blocks.size();
    }

    /** Returns a block, before its first entry; until {@link #releaseBlock}, or until another one is opened. */
    public StreamBlockReader openBlock(final int block) {
        reader.open(blocks.address(block));
        return reader;
    }

    /** Says that a block is needed no more, nor any before it. */
    public void releaseBlock(final int block) {
        blocks.release(block);
    }

    public int groupCount() {
        return groups.length;
    }

    /** Returns a group; they are in the order of their names. */
    public StreamGroupImage group(final int number) {
        groups[number].capture();
        return groups[number];
    }

    @Override
    public void close() {
        blocks.close();
        for (final StreamGroupImage group : groups) {
            group.close();
        }
        stream.endWalk();
    }

    /** Keeps all as it is until the walk ends. */
    void keep(final ImageWalk newWalk) {
        walk = newWalk;
        for (final StreamGroupImage group : groups) {
            group.attach();
        }
    }

    boolean isKept() {
        return walk != null;
    }

    void beforeBlockIsAdded() {
        blocks.capture();
    }

    void beforeBlockChanges(final int place) {
        blocks.beforeChange(place);
    }

    void hold(final long bytes) {
        walk.hold(bytes);
    }

    void keepFromPilingUp() {
        walk.keepFromPilingUp();
    }
}
