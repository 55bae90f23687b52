package org.ouzel.engine.type;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.ouzel.protocol.NativeMemory;

/** Adds all that clients can see of a stream to a digest: entries, identifiers, groups with what they wait for. */
final class StreamDigest {
    private final MessageDigest digest;
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);

    StreamDigest(final MessageDigest digest) {
        this.digest = digest;
    }

    void add(final Stream stream) {
        put(stream.elementCount(), stream.entriesAdded());
        put(stream.lastId());
        put(stream.maxDeletedId());
        final StreamCursor cursor = stream.cursor().forward(StreamId.MIN, StreamId.MAX);
        while (cursor.next()) {
            put(cursor.ms(), cursor.seq());
            add(cursor.fields());
        }
        stream.groups().forEach(this::add);
    }

    private void add(final StreamFields fields) {
        put(fields.fieldCount(), 0);
        fields.rewind();
        for (int i = 0; i < fields.fieldCount(); i++) {
            fields.nextField();
            put(NativeMemory.toArray(fields.nameAddress(), fields.nameLength()));
            put(NativeMemory.toArray(fields.valueAddress(), fields.valueLength()));
        }
    }

    private void add(final StreamGroup group) {
        put(group.name());
        put(group.lastId());
        put(group.pendingCount(), group.consumers().size());
        group.consumers().forEach(consumer -> put(consumer.name()));
        final PendingCursor cursor = group.pending(null);
        cursor.seek(0, 0);
        while (cursor.next()) {
            put(cursor.ms(), cursor.seq());
            put(StreamGroup.deliveryMs(cursor.rec()), StreamGroup.deliveryCount(cursor.rec()));
            put(group.owner(cursor.rec()).name());
        }
    }

    private void put(final StreamId id) {
        put(id.ms(), id.seq());
    }

    private void put(final byte[] bytes) {
        put(bytes.length, 0);
        digest.update(bytes);
    }

    private void put(final long first, final long second) {
        numbers.clear();
        digest.update(numbers.putLong(first).putLong(second).array());
    }
}
