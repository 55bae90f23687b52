package org.ouzel.engine.type;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.engine.store.Collection;
import org.ouzel.engine.store.ImageWalk;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberSaver;
import org.ouzel.engine.store.SnapshotWalk;

/**
 * A log of entries in the order of their identifiers, with consumer groups.
 *
 * <p>Entries lie in packed blocks off the heap (see {@code StreamBlockDescriptor}), which are found by their first
 * identifiers. A deleted entry keeps its bytes until all entries of its block are deleted. Whoever changes the stream
 * reports the change of {@link #usedBytes()} to the database. One thread.
 */
public final class Stream implements Collection {
    /** The longest entry, and the most that a block's size can be set to. */
    public static final long MAX_ENTRY_BYTES = 1L << 30;

    /** A block without limits still ends somewhere, since it is searched from its beginning. */
    private static final long MAX_BLOCK_BYTES = 1L << 20;
    private static final int OBJECT_BYTES = 256;
    private static final int DEFAULT_BLOCK_LIMIT = 100;

    private long length;
    private long entriesAdded;
    private StreamId lastId = StreamId.MIN;
    private StreamId maxDeletedId = StreamId.MIN;
    /** The snapshot's walk under way with what it shows, or null. */
    private ImageWalk walk;
    private StreamImage image;
    private final StreamMemory memory;
    private final StreamBlockWriter writer;
    private final IdIndex blocks;
    private final StreamBlockReader reader = new StreamBlockReader();
    private final TreeMap<byte[], StreamGroup> groups = new TreeMap<>(Arrays::compareUnsigned);

    /** Makes an empty stream in a keyspace's memory. */
    public Stream(final Keyspace keyspace) {
        memory = new StreamMemory(keyspace.allocator());
        memory.addHeapBytes(OBJECT_BYTES);
        writer = new StreamBlockWriter(memory);
        blocks = new IdIndex(memory);
    }

    @Override
    public long usedBytes() {
        return memory.usedBytes();
    }

    @Override
    public long elementCount() {
        return length;
    }

    @Override
    public int runCount() {
        int count = blocks.size();
        for (final StreamGroup group : groups.values()) {
            count += 1 + group.consumers().size() + group.pending().chunkCount();
        }
        return count;
    }

    @Override
    public ImageWalk beginWalk(final SnapshotWalk snapshot, final MemberSaver saver) {
        image = new StreamImage(this);
        walk = new ImageWalk(snapshot, this, saver, image);
        image.keep(walk);
        return walk;
    }

    @Override
    public ImageWalk walk() {
        return walk;
    }

    /** Lets go of the image of a walk. */
    void endWalk() {
        walk = null;
        image = null;
    }

    /** Returns the index of the blocks, for an image. */
    IdIndex blocks() {
        return blocks;
    }

    /** Returns the number of blocks. */
    public int blockCount() {
        return blocks.size();
    }

    /** Returns the highest identifier ever given, whether or not its entry is still there. */
    public StreamId lastId() {
        return lastId;
    }

    public void setLastId(final StreamId id) {
        lastId = id;
    }

    /** Returns the highest identifier that was deleted (not trimmed), or {@link StreamId#MIN}. */
    public StreamId maxDeletedId() {
        return maxDeletedId;
    }

    public void setMaxDeletedId(final StreamId id) {
        maxDeletedId = id;
    }

    /** Returns how many entries were ever added. */
    public long entriesAdded() {
        return entriesAdded;
    }

    public void setEntriesAdded(final long count) {
        entriesAdded = count;
    }

    /** Returns the identifier of the first entry, or {@link StreamId#MIN} if there is none. */
    public StreamId firstId() {
        final StreamCursor cursor = cursor().forward(StreamId.MIN, StreamId.MAX);
        return cursor.next() ? new StreamId(cursor.ms(), cursor.seq()) : StreamId.MIN;
    }

    /** Returns the identifier of the last entry that is still there, or {@link StreamId#MIN} if there is none. */
    public StreamId lastEntryId() {
        final StreamCursor cursor = cursor().backward(StreamId.MIN, StreamId.MAX);
        return cursor.next() ? new StreamId(cursor.ms(), cursor.seq()) : StreamId.MIN;
    }

    /** Returns a new cursor over the entries. */
    public StreamCursor cursor() {
        return new StreamCursor(blocks);
    }

    /** Tells whether an entry is there. */
    public boolean contains(final long ms, final long seq) {
        return find(ms, seq) >= 0;
    }

    /**
     * Appends an entry.
     *
     * @param id            above {@link #lastId()}
     * @param maxBlockBytes {@code stream-node-max-bytes}
     * @param maxBlockCount {@code stream-node-max-entries}
     */
    public void append(final StreamId id, final StreamFields fields, final long maxBlockBytes,
        final long maxBlockCount) {
        final int last = blocks.size() - 1;
        if (last < 0) {
            open(id, fields);
        } else if (isFull(blocks.address(last), fields, maxBlockBytes, maxBlockCount)) {
            beforeBlockChanges(last);
            blocks.setAddress(last, writer.finish(blocks.address(last)));
            open(id, fields);
        }
        final int place = blocks.size() - 1;
        beforeBlockChanges(place);
        blocks.setAddress(place, writer.append(blocks.address(place), id.ms(), id.seq(), fields));
        length++;
        entriesAdded++;
        lastId = id;
    }

    /** Deletes an entry; returns whether it was there. */
    public boolean delete(final long ms, final long seq) {
        final int place = find(ms, seq);
        if (place < 0) {
            return false;
        }
        deleteFound(place);
        if (StreamId.compare(ms, seq, maxDeletedId.ms(), maxDeletedId.seq()) > 0) {
            maxDeletedId = new StreamId(ms, seq);
        }
        return true;
    }

    /**
     * Removes the oldest entries until so many are left.
     *
     * @param isByBlock whether only whole blocks are removed
     * @param limit     how many entries are removed at most, 0 for no limit
     * @return how many were removed
     */
    public long trimToLength(final long maxLength, final boolean isByBlock, final long limit) {
        long removed = 0;
        while (length > maxLength) {
            final int live = StreamBlockDescriptor.liveCount(blocks.address(0));
            if (limit > 0 && removed + live > limit) {
                break;
            }
            if (length - live >= maxLength) {
                removed += removeFirstBlock();
            } else {
                return isByBlock ? removed : removed + deleteFromFirst(length - maxLength, StreamId.MAX);
            }
        }
        return removed;
    }

    /** Removes the entries below an identifier; see {@link #trimToLength}. */
    public long trimBelow(final StreamId id, final boolean isByBlock, final long limit) {
        long removed = 0;
        while (blocks.size() > 0) {
            final long block = blocks.address(0);
            final int live = StreamBlockDescriptor.liveCount(block);
            if (limit > 0 && removed + live > limit) {
                break;
            }
            if (isWhollyBelow(block, id)) {
                removed += removeFirstBlock();
            } else {
                return isByBlock ? removed : removed + deleteFromFirst(live, id);
            }
        }
        return removed;
    }

    /** Returns the groups in the order of their names. */
    public java.util.Collection<StreamGroup> groups() {
        return groups.values();
    }

    /** Returns a group, or null. */
    public StreamGroup group(final byte[] name) {
        return groups.get(name);
    }

    /** Makes a group that isn't there yet. */
    public StreamGroup addGroup(final byte[] name, final StreamId lastDelivered, final long entriesRead) {
        final StreamGroup group = new StreamGroup(name, lastDelivered, entriesRead, memory);
        groups.put(name, group);
        return group;
    }

    /**
     * Removes a group with its consumers and pending entries.
     *
     * @return what was removed, for {@link Keyspace#freePart}; null if it wasn't there
     */
    public StreamGroup removeGroup(final byte[] name) {
        final StreamGroup group = groups.remove(name);
        if (group != null) {
            group.detach();
        }
        return group;
    }

    /** Tells whether an entry may have been deleted behind an identifier. */
    public boolean hasDeletedFrom(final StreamId id) {
        return length > 0 && !maxDeletedId.isZero() && id.compareTo(maxDeletedId) <= 0;
    }

    /**
     * Returns how many of all entries ever added lie up to an identifier, as far as that follows from the stream's
     * ends; {@link StreamGroup#UNKNOWN} where it doesn't.
     */
    public long distanceFromStart(final StreamId id) {
        if (entriesAdded == 0) {
            return 0;
        }
        if (length == 0 && id.compareTo(lastId) <= 0) {
            return entriesAdded;
        }
        final int atEnd = id.compareTo(lastId);
        if (atEnd == 0) {
            return entriesAdded;
        }
        if (atEnd > 0) {
            return StreamGroup.UNKNOWN;
        }
        final StreamId firstId = firstId();
        if (maxDeletedId.isZero() || maxDeletedId.compareTo(firstId) < 0) {
            final int atStart = id.compareTo(firstId);
            if (atStart < 0) {
                return entriesAdded - length;
            }
            if (atStart == 0) {
                return entriesAdded - length + 1;
            }
        }
        return StreamGroup.UNKNOWN;
    }

    @Override
    public int freeSlice(final int unitCount) {
        int freed = 0;
        while (freed < unitCount && blocks.size() > 0) {
            final int last = blocks.size() - 1;
            freed += StreamBlockDescriptor.entryCount(blocks.address(last));
            writer.free(blocks.address(last));
            blocks.remove(last);
        }
        while (freed < unitCount && !groups.isEmpty()) {
            final Map.Entry<byte[], StreamGroup> entry = groups.firstEntry();
            final int freedOfGroup = entry.getValue().freeSlice(unitCount - freed);
            if (freedOfGroup < unitCount - freed) {
                groups.remove(entry.getKey());
            }
            freed += Math.max(1, freedOfGroup);
        }
        return freed;
    }

    @Override
    public void addTo(final MessageDigest digest) {
        new StreamDigest(digest).add(this);
    }

    @Override
    public Stream copyTo(final Keyspace target) {
        final Stream copy = new Stream(target);
        for (int place = 0; place < blocks.size(); place++) {
            copy.blocks.insert(place, blocks.ms(place), blocks.seq(place), copy.writer.copyOf(blocks.address(place)));
        }
        copy.length = length;
        copy.entriesAdded = entriesAdded;
        copy.lastId = lastId;
        copy.maxDeletedId = maxDeletedId;
        for (final StreamGroup group : groups.values()) {
            copy.addGroup(group.name(), group.lastId(), group.entriesRead()).copyFrom(group);
        }
        return copy;
    }

    /** Returns how many entries an approximate trim without a limit removes at most. */
    public static long defaultTrimLimit(final long maxBlockCount) {
        final long limit = DEFAULT_BLOCK_LIMIT * Math.min(maxBlockCount, 10_000);
        return limit <= 0 ? 10_000 : limit;
    }

    private void open(final StreamId id, final StreamFields fields) {
        if (image != null) {
            image.beforeBlockIsAdded();
        }
        blocks.insert(blocks.size(), id.ms(), id.seq(), writer.create(id.ms(), id.seq(), fields));
    }

    private static boolean isFull(final long block, final StreamFields fields, final long maxBytes,
        final long maxCount) {
        long fieldBytes = 0;
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            fieldBytes += fields.nameLength() + fields.valueLength();
        }
        final long limit = maxBytes == 0 ? MAX_BLOCK_BYTES : Math.min(maxBytes, MAX_ENTRY_BYTES);
        return StreamBlockDescriptor.used(block) + fieldBytes >= limit
            || maxCount > 0 && StreamBlockDescriptor.entryCount(block) >= maxCount;
    }

    /** Lets the reader stand on an entry; returns its block's place, or -1 if it isn't there. */
    private int find(final long ms, final long seq) {
        final int place = blocks.floor(ms, seq);
        if (place < 0) {
            return -1;
        }
        reader.open(blocks.address(place));
        while (reader.next()) {
            final int order = StreamId.compare(reader.ms(), reader.seq(), ms, seq);
            if (order >= 0) {
                return order == 0 && !reader.isDeleted() ? place : -1;
            }
        }
        return -1;
    }

    private void beforeBlockChanges(final int place) {
        if (image != null) {
            image.beforeBlockChanges(place);
        }
    }

    private void deleteFound(final int place) {
        beforeBlockChanges(place);
        final long block = blocks.address(place);
        StreamBlockDescriptor.delete(block, reader.entryOffset());
        length--;
        if (StreamBlockDescriptor.liveCount(block) == 0) {
            writer.free(block);
            blocks.remove(place);
        }
    }

    private int removeFirstBlock() {
        beforeBlockChanges(0);
        final long block = blocks.address(0);
        final int live = StreamBlockDescriptor.liveCount(block);
        length -= live;
        writer.free(block);
        blocks.remove(0);
        return live;
    }

    private boolean isWhollyBelow(final long block, final StreamId id) {
        if (blocks.size() > 1 && StreamId.compare(blocks.ms(1), blocks.seq(1), id.ms(), id.seq()) <= 0) {
            return true;
        }
        reader.open(block);
        while (reader.next()) {
            if (StreamId.compare(reader.ms(), reader.seq(), id.ms(), id.seq()) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Deletes entries of the first block, from its beginning, of which at least one stays. */
    private long deleteFromFirst(final long count, final StreamId below) {
        beforeBlockChanges(0);
        final long block = blocks.address(0);
        long deleted = 0;
        reader.open(block);
        while (deleted < count && reader.next()
            && StreamId.compare(reader.ms(), reader.seq(), below.ms(), below.seq()) < 0) {
            if (!reader.isDeleted()) {
                StreamBlockDescriptor.delete(block, reader.entryOffset());
                deleted++;
            }
        }
        length -= deleted;
        if (StreamBlockDescriptor.liveCount(block) == 0) {
            writer.free(block);
            blocks.remove(0);
        }
        return deleted;
    }
}
