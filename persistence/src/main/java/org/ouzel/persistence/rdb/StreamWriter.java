package org.ouzel.persistence.rdb;

import org.ouzel.engine.type.StreamBlockReader;
import org.ouzel.engine.type.StreamFields;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamGroupImage;
import org.ouzel.engine.type.StreamId;
import org.ouzel.engine.type.StreamImage;
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

    /** Writes a stream's value at once. */
    void write(final StreamImage image, final RdbOutput out) {
        final StreamRecord stream = new StreamRecord(this);
        while (stream.writeNext(image, out)) {
            out.endElement();
        }
    }

    /** Writes a block as a node. */
    void writeBlock(final StreamImage image, final int block, final RdbOutput out) {
        final StreamBlockReader entries = image.openBlock(block);
        boolean isFirst = true;
        while (entries.next()) {
            if (!entries.isDeleted()) {
                if (isFirst) {
                    begin(entries);
                    isFirst = false;
                }
                writeEntry(entries);
            }
        }
        end(out);
        image.releaseBlock(block);
    }

    static void writeIds(final StreamImage image, final RdbOutput out) {
        out.putLength(image.elementCount());
        putId(image.lastId(), out);
        putId(image.firstId(), out);
        putId(image.maxDeletedId(), out);
        out.putLength(image.entriesAdded());
        out.putLength(image.groupCount());
    }

    static void writeGroup(final StreamGroupImage group, final RdbOutput out) {
        out.putBytes(group.name());
        putId(group.lastId(), out);
        out.putLength(group.entriesRead());
        out.putLength(group.pendingCount());
    }

    static void writePending(final StreamGroupImage group, final int run, final RdbOutput out) {
        group.forEachInRun(run, rec -> {
            putRawId(StreamGroup.pendingMs(rec), StreamGroup.pendingSeq(rec), out);
            out.putLong(StreamGroup.deliveryMs(rec));
            out.putLength(StreamGroup.deliveryCount(rec));
        });
    }

    static void writeConsumer(final StreamGroupImage.Consumer consumer, final RdbOutput out) {
        out.putBytes(consumer.name());
        out.putLong(consumer.seenMs());
        out.putLength(consumer.pendingCount());
    }

    static void writePending(final StreamGroupImage.Consumer consumer, final int run, final RdbOutput out) {
        consumer.forEachInRun(run, rec -> putRawId(StreamGroup.pendingMs(rec), StreamGroup.pendingSeq(rec), out));
    }

    /** Begins a node with the identifier and the fields of its first entry. */
    private void begin(final StreamBlockReader entry) {
        baseMs = entry.ms();
        baseSeq = entry.seq();
        nameCount = entry.fieldCount();
        if (nameCount > names.length) {
            names = new long[nameCount];
            nameLengths = new int[nameCount];
        }
        listpack.begin();
        listpack.add(entry.liveCount());
        listpack.add(0);
        listpack.add(nameCount);
        entry.rewind();
        for (int i = 0; i < nameCount; i++) {
            entry.nextField();
            names[i] = entry.nameAddress();
            nameLengths[i] = entry.nameLength();
            listpack.add(names[i], nameLengths[i]);
        }
        listpack.add(0);
    }

    private void end(final RdbOutput out) {
        out.putLength(RdbFormat.STREAM_ID_BYTES);
        putRawId(baseMs, baseSeq, out);
        final NativeBuffer node = listpack.end();
        out.putBlob(node.address(), node.length());
    }

    private void writeEntry(final StreamBlockReader fields) {
        final boolean isShared = hasMasterNames(fields);
        final int count = fields.fieldCount();
        listpack.add(isShared ? SAME_FIELDS : 0);
        listpack.add(fields.ms() - baseMs);
        listpack.add(fields.seq() - baseSeq);
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

    private static void putId(final StreamId id, final RdbOutput out) {
        out.putLength(id.ms());
        out.putLength(id.seq());
    }

    private static void putRawId(final long ms, final long seq, final RdbOutput out) {
        out.putLong(Long.reverseBytes(ms));
        out.putLong(Long.reverseBytes(seq));
    }
}
