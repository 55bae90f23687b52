package org.ouzel.persistence.rdb;

import java.io.IOException;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads streams of the three generations: entries, counts, groups, consumers and pending entries, some at a time. One
 * thread.
 */
final class StreamReader implements AutoCloseable {
    private static final int STREAM = EntryDescriptor.ENCODING_STREAM << 4 | EntryDescriptor.TYPE_STREAM;

    private Stream stream;
    private int type;
    private long maxBlockBytes;
    private long maxBlockCount;
    private Stage stage;
    /** How many there are still to come: nodes, groups, pending entries or consumers of the group, consumer's own. */
    private long left;
    private long groupsLeft;
    private long consumersLeft;
    /** How many of the group's pending entries haven't been found at a consumer. */
    private long unassigned;
    /** The group's pending entry that was read last. */
    private long lastMs;
    private long lastSeq;
    private StreamGroup group;
    private StreamConsumer consumer;
    private Keyspace keyspace;
    private final ServerState server;
    private final StreamNode node = new StreamNode();

    /** What comes next. */
    private enum Stage { NODES, GROUPS, PENDING, CONSUMERS, OWN_PENDING, COMPLETE }

    StreamReader(final ServerState server) {
        this.server = server;
    }

    /** Starts a stream; {@link #goOn} reads it, then {@link #put} or {@link #discard} ends it. */
    void begin(final RdbInput in, final int newType, final Keyspace newKeyspace) throws IOException {
        keyspace = newKeyspace;
        type = newType;
        stream = new Stream(keyspace);
        maxBlockBytes = server.settings().getLong(SettingsTable.STREAM_NODE_MAX_BYTES);
        maxBlockCount = server.settings().getLong(SettingsTable.STREAM_NODE_MAX_ENTRIES);
        stage = Stage.NODES;
        left = in.readCount();
    }

    /** Reads so many elements more; returns whether the stream is complete. */
    boolean goOn(final RdbInput in, final int maxCount) throws IOException, MalformedBlobException {
        for (long count = 0; count < maxCount && stage != Stage.COMPLETE;) {
            count += stage == Stage.NODES ? ValueReader.ELEMENTS_OF_NODE : 1;
            switch (stage) {
                case NODES -> nextNode(in);
                case GROUPS -> nextGroup(in);
                case PENDING -> nextPending(in);
                case CONSUMERS -> nextConsumer(in);
                default -> nextOwnPending(in);
            }
        }
        return stage == Stage.COMPLETE;
    }

    /** Puts the stream, which is complete, under a key; returns the entry. */
    long put(final Database database, final long keyHash, final long keyAddress, final int keyLength,
        final long expiryMs, final int access) {
        final Stream complete = stream;
        stream = null;
        return database.putCollection(keyHash, keyAddress, keyLength, STREAM, complete, expiryMs, access);
    }

    /** Frees what was read. */
    void discard() {
        if (stream != null) {
            keyspace.freeLater(stream);
            stream = null;
        }
    }

    @Override
    public void close() {
        node.close();
    }

    private void nextNode(final RdbInput in) throws IOException, MalformedBlobException {
        if (left == 0) {
            readCounts(in);
            groupsLeft = in.readCount();
            stage = Stage.GROUPS;
            return;
        }
        left--;
        in.readString();
        if (in.length() != RdbFormat.STREAM_ID_BYTES) {
            throw in.failure("key of a stream's node isn't an identifier: length=" + in.length());
        }
        final long ms = Long.reverseBytes(NativeMemory.getLong(in.address()));
        final long seq = Long.reverseBytes(NativeMemory.getLong(in.address() + Long.BYTES));
        in.readString();
        node.open(ms, seq, in.address(), in.length());
        while (node.next()) {
            final StreamId id = new StreamId(node.ms(), node.seq());
            if (id.compareTo(stream.lastId()) <= 0) {
                throw in.failure("stream isn't in order: id=" + id);
            }
            stream.append(id, node, maxBlockBytes, maxBlockCount);
        }
    }

    private void readCounts(final RdbInput in) throws IOException {
        final long length = in.readLength();
        if (length != stream.elementCount()) {
            throw in.failure("stream has another number of entries: announced=" + Long.toUnsignedString(length)
                + " found=" + stream.elementCount());
        }
        final StreamId lastId = readId(in);
        if (lastId.compareTo(stream.lastId()) < 0) {
            throw in.failure("stream's last identifier is below that of an entry: id=" + lastId);
        }
        stream.setLastId(lastId);
        if (type == RdbFormat.TYPE_STREAM_LISTPACKS) {
            return;
        }
        readId(in);
        stream.setMaxDeletedId(readId(in));
        final long added = in.readLength();
        if (added < length) {
            throw in.failure("stream had fewer entries than it has: added=" + added + " length=" + length);
        }
        stream.setEntriesAdded(added);
    }

    private void nextGroup(final RdbInput in) throws IOException {
        if (groupsLeft == 0) {
            stage = Stage.COMPLETE;
            return;
        }
        groupsLeft--;
        final byte[] name = in.readBytes();
        if (stream.group(name) != null) {
            throw in.failure("group comes twice");
        }
        final StreamId lastId = readId(in);
        final long entriesRead = type == RdbFormat.TYPE_STREAM_LISTPACKS ? stream.distanceFromStart(lastId)
            : in.readLength();
        group = stream.addGroup(name, lastId, entriesRead);
        left = in.readCount();
        unassigned = left;
        stage = Stage.PENDING;
    }

    private void nextPending(final RdbInput in) throws IOException {
        if (left == 0) {
            consumersLeft = in.readCount();
            stage = Stage.CONSUMERS;
            return;
        }
        left--;
        final long ms = Long.reverseBytes(in.readLong());
        final long seq = Long.reverseBytes(in.readLong());
        if (group.pendingCount() > 0 && StreamId.compare(ms, seq, lastMs, lastSeq) <= 0) {
            throw in.failure("pending entries aren't in order: id=" + new StreamId(ms, seq));
        }
        lastMs = ms;
        lastSeq = seq;
        final long deliveryMs = in.readLong();
        group.addUnassigned(ms, seq, deliveryMs, Math.max(0, in.readLength()));
    }

    private void nextConsumer(final RdbInput in) throws IOException {
        if (consumersLeft == 0) {
            if (unassigned > 0) {
                throw in.failure("pending entries have no consumer: count=" + unassigned);
            }
            stage = Stage.GROUPS;
            return;
        }
        consumersLeft--;
        final byte[] name = in.readBytes();
        if (group.consumer(name) != null) {
            throw in.failure("consumer comes twice");
        }
        final long seenMs = in.readLong();
        consumer = group.addConsumer(name, seenMs);
        consumer.setActiveMs(type == RdbFormat.TYPE_STREAM_LISTPACKS_3 ? in.readLong() : seenMs);
        left = in.readCount();
        stage = Stage.OWN_PENDING;
    }

    private void nextOwnPending(final RdbInput in) throws IOException {
        if (left == 0) {
            stage = Stage.CONSUMERS;
            return;
        }
        left--;
        final long ms = Long.reverseBytes(in.readLong());
        final long seq = Long.reverseBytes(in.readLong());
        if (!group.assign(ms, seq, consumer)) {
            throw in.failure("consumer's entry isn't the group's, or is another consumer's: id="
                + new StreamId(ms, seq));
        }
        unassigned--;
    }

    private static StreamId readId(final RdbInput in) throws IOException {
        return new StreamId(in.readLength(), in.readLength());
    }
}
