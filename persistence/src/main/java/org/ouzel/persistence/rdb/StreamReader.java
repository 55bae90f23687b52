package org.ouzel.persistence.rdb;

import java.io.IOException;
import java.util.Arrays;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeMemory;

/** Reads streams of the three generations: entries, counts, groups, consumers and pending entries. One thread. */
final class StreamReader implements AutoCloseable {
    private static final int STREAM = EntryDescriptor.ENCODING_STREAM << 4 | EntryDescriptor.TYPE_STREAM;
    private static final int INITIAL_PENDING = 64;

    private Stream stream;
    private long maxBlockBytes;
    private long maxBlockCount;
    private int pendingCount;
    /** Of each pending entry of a group: milliseconds, sequence, time and number of deliveries. */
    private long[][] pending = new long[INITIAL_PENDING][];
    private final ServerState server;
    private final StreamNode node = new StreamNode();

    StreamReader(final ServerState server) {
        this.server = server;
    }

    /** Reads a stream and puts it under a key; returns the entry. */
    long read(final RdbInput in, final int type, final Database database, final long keyHash, final long keyAddress,
        final int keyLength, final long expiryMs, final int access) throws IOException {
        stream = new Stream(database.keyspace());
        maxBlockBytes = server.settings().getLong(SettingsTable.STREAM_NODE_MAX_BYTES);
        maxBlockCount = server.settings().getLong(SettingsTable.STREAM_NODE_MAX_ENTRIES);
        try {
            readNodes(in);
            readCounts(in, type);
            final long groupCount = in.readCount();
            for (long i = 0; i < groupCount; i++) {
                readGroup(in, type);
            }
        } catch (final MalformedBlobException e) {
            database.keyspace().freeLater(stream);
            throw in.failure(e.getMessage());
        } catch (final IOException | RuntimeException e) {
            database.keyspace().freeLater(stream);
            throw e;
        }
        return database.putCollection(keyHash, keyAddress, keyLength, STREAM, stream, expiryMs, access);
    }

    @Override
    public void close() {
        node.close();
    }

    private void readNodes(final RdbInput in) throws IOException, MalformedBlobException {
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
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
    }

    private void readCounts(final RdbInput in, final int type) throws IOException {
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

    private void readGroup(final RdbInput in, final int type) throws IOException {
        final byte[] name = in.readBytes();
        if (stream.group(name) != null) {
            throw in.failure("group comes twice");
        }
        final StreamId lastId = readId(in);
        final long entriesRead = type == RdbFormat.TYPE_STREAM_LISTPACKS ? stream.distanceFromStart(lastId)
            : in.readLength();
        final StreamGroup group = stream.addGroup(name, lastId, entriesRead);
        readPending(in);
        final long consumerCount = in.readCount();
        for (long i = 0; i < consumerCount; i++) {
            readConsumer(in, type, group);
        }
        for (int i = 0; i < pendingCount; i++) {
            if (group.findPending(pending[i][0], pending[i][1]) == 0) {
                throw in.failure("pending entry has no consumer: id=" + new StreamId(pending[i][0], pending[i][1]));
            }
        }
    }

    private void readPending(final RdbInput in) throws IOException {
        pending = new long[INITIAL_PENDING][];
        pendingCount = 0;
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            final long ms = Long.reverseBytes(in.readLong());
            final long seq = Long.reverseBytes(in.readLong());
            final long[] last = pendingCount == 0 ? null : pending[pendingCount - 1];
            if (last != null && StreamId.compare(ms, seq, last[0], last[1]) <= 0) {
                throw in.failure("pending entries aren't in order: id=" + new StreamId(ms, seq));
            }
            if (pendingCount == pending.length) {
                pending = Arrays.copyOf(pending, 2 * pendingCount);
            }
            pending[pendingCount++] = new long[] {ms, seq, in.readLong(), in.readLength()};
        }
    }

    private void readConsumer(final RdbInput in, final int type, final StreamGroup group) throws IOException {
        final byte[] name = in.readBytes();
        if (group.consumer(name) != null) {
            throw in.failure("consumer comes twice");
        }
        final long seenMs = in.readLong();
        final StreamConsumer consumer = group.addConsumer(name, seenMs);
        consumer.setActiveMs(type == RdbFormat.TYPE_STREAM_LISTPACKS_3 ? in.readLong() : seenMs);
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            final long ms = Long.reverseBytes(in.readLong());
            final long seq = Long.reverseBytes(in.readLong());
            final int place = placeOf(ms, seq);
            if (place < 0 || group.findPending(ms, seq) != 0) {
                throw in.failure("consumer's entry isn't the group's, or is another consumer's: id="
                    + new StreamId(ms, seq));
            }
            group.give(ms, seq, consumer, pending[place][2], Math.max(0, pending[place][3]));
        }
    }

    private int placeOf(final long ms, final long seq) {
        int low = 0;
        int high = pendingCount - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final int order = StreamId.compare(pending[middle][0], pending[middle][1], ms, seq);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static StreamId readId(final RdbInput in) throws IOException {
        return new StreamId(in.readLength(), in.readLength());
    }
}
