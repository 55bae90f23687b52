package org.ouzel.persistence.rdb;

import org.ouzel.engine.type.PendingCursor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamFields;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Writes streams of the second generation, one node for each block; see {@link StreamNode}. When consumers were last
 * active isn't kept, since Redis 7.0 doesn't know it. One thread.
 */
final class StreamWriter {
    private static final int SAME_FIELDS = 2;
    /** Flags, milliseconds and sequence; the number of fields where they aren't the master's. */
    private static final int HEAD_COUNT = 3;

    private long block;
    private long baseMs;
    private long baseSeq;
    private int nameCount;
    /** Addresses of the master's names. */
    private long[] names = new long[16];
    private int[] nameLengths = new int[16];
    private final ListpackWriter listpack;

    StreamWriter(final ListpackWriter listpack) {
        this.listpack = listpack;
    }

    void write(final Stream stream, final RdbOutput out) {
        out.putLength(stream.blockCount());
        final StreamCursor cursor = stream.cursor().forward(StreamId.MIN, StreamId.MAX);
        boolean isAny = cursor.next();
        while (isAny) {
            begin(cursor);
            do {
                writeEntry(cursor);
                isAny = cursor.next();
            } while (isAny && cursor.block() == block);
            end(out);
        }
        out.putLength(stream.elementCount());
        putId(stream.lastId(), out);
        putId(stream.firstId(), out);
        putId(stream.maxDeletedId(), out);
        out.putLength(stream.entriesAdded());
        out.putLength(stream.groups().size());
        for (final StreamGroup group : stream.groups()) {
            writeGroup(group, out);
        }
    }

    /** Begins a node with the identifier and the fields of its first entry. */
    private void begin(final StreamCursor cursor) {
        block = cursor.block();
        baseMs = cursor.ms();
        baseSeq = cursor.seq();
        final StreamFields fields = cursor.fields();
        nameCount = fields.fieldCount();
        if (nameCount > names.length) {
            names = new long[nameCount];
            nameLengths = new int[nameCount];
        }
        listpack.begin();
        listpack.add(cursor.blockEntryCount());
        listpack.add(0);
        listpack.add(nameCount);
        fields.rewind();
        for (int i = 0; i < nameCount; i++) {
            fields.nextField();
            names[i] = fields.nameAddress();
            nameLengths[i] = fields.nameLength();
            listpack.add(names[i], nameLengths[i]);
        }
        listpack.add(0);
    }

    private void end(final RdbOutput out) {
        out.putLength(RdbFormat.STREAM_ID_BYTES);
        putRawId(baseMs, baseSeq, out);
        final NativeBuffer node = listpack.end();
        out.putBlob(node.address(), node.length());
        out.endElement();
    }

    private void writeEntry(final StreamCursor cursor) {
        final StreamFields fields = cursor.fields();
        final boolean isShared = hasMasterNames(fields);
        final int count = fields.fieldCount();
        listpack.add(isShared ? SAME_FIELDS : 0);
        listpack.add(cursor.ms() - baseMs);
        listpack.add(cursor.seq() - baseSeq);
        if (!isShared) {
            listpack.add(count);
        }
        fields.rewind();
        for (int i = 0; i < count; i++) {
            fields.nextField();
            if (!isShared) {
                listpack.add(fields.nameAddress(), fields.nameLength());
            }
            listpack.add(fields.valueAddress(), fields.valueLength());
        }
        listpack.add(HEAD_COUNT + (isShared ? count : 2L * count + 1));
    }

    private boolean hasMasterNames(final StreamFields fields) {
        if (fields.fieldCount() != nameCount) {
            return false;
        }
        fields.rewind();
        for (int i = 0; i < nameCount; i++) {
            fields.nextField();
            if (fields.nameLength() != nameLengths[i]
                || !NativeMemory.equal(fields.nameAddress(), names[i], nameLengths[i])) {
                return false;
            }
        }
        return true;
    }

    private static void writeGroup(final StreamGroup group, final RdbOutput out) {
        out.putBytes(group.name());
        putId(group.lastId(), out);
        out.putLength(group.entriesRead());
        out.putLength(group.pendingCount());
        final PendingCursor cursor = group.pending(null);
        cursor.seek(0, 0);
        while (cursor.next()) {
            putRawId(cursor.ms(), cursor.seq(), out);
            out.putLong(StreamGroup.deliveryMs(cursor.rec()));
            out.putLength(StreamGroup.deliveryCount(cursor.rec()));
            out.endElement();
        }
        out.putLength(group.consumers().size());
        for (final StreamConsumer consumer : group.consumers()) {
            out.putBytes(consumer.name());
            out.putLong(consumer.seenMs());
            out.putLength(consumer.pendingCount());
            final PendingCursor own = group.pending(consumer);
            own.seek(0, 0);
            while (own.next()) {
                putRawId(own.ms(), own.seq(), out);
                out.endElement();
            }
        }
    }

    private static void putId(final StreamId id, final RdbOutput out) {
        out.putLength(id.ms());
        out.putLength(id.seq());
    }

    private static void putRawId(final long ms, final long seq, final RdbOutput out) {
        out.putLong(Long.reverseBytes(ms));
        out.putLong(Long.reverseBytes(seq));
    }
}
