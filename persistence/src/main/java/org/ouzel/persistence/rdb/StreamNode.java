package org.ouzel.persistence.rdb;

import java.util.Arrays;
import org.ouzel.engine.type.StreamFields;
import org.ouzel.protocol.NativeBuffer;

/**
 * The entries of one node of a stream, a listpack:
 *
 * <pre>
 * master entry   count, deleted, number of fields, fields ..., 0
 * each entry     flags (1 deleted, 2 the master's fields), milliseconds and sequence less the node's,
 *                [number of fields, field, value ...] or values ..., number of elements of the entry
 * </pre>
 *
 * Each entry's fields are copied, since they are wanted several times. One thread; reused.
 */
final class StreamNode implements StreamFields, AutoCloseable {
    private static final int DELETED = 1;
    private static final int SAME_FIELDS = 2;
    private static final int BUFFER_BYTES = 4096;
    private static final int KEPT_BUFFER_BYTES = 1 << 20;
    private static final int INITIAL_PLACES = 32;

    private long baseMs;
    private long baseSeq;
    private long ms;
    private long seq;
    private long left;
    private int masterCount;
    private boolean isShared;
    private int fieldCount;
    private int field;
    /** Offset and length of texts in the buffer: the master's names, then names and values of the entry in turn. */
    private int[] places = new int[2 * INITIAL_PLACES];
    private int placeCount;
    private int masterBytes;
    private final NativeBuffer texts = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final ListpackElements elements = new ListpackElements();

    /** Goes before the first entry of a node. */
    void open(final long newBaseMs, final long newBaseSeq, final long blob, final int bytes)
        throws MalformedBlobException {
        baseMs = newBaseMs;
        baseSeq = newBaseSeq;
        texts.reset();
        placeCount = 0;
        elements.open(blob, bytes);
        left = number() + number();
        final long count = number();
        if (left < 1 || count < 0 || count > bytes) {
            throw new MalformedBlobException("stream's node has impossible counts: entries=" + left + " fields="
                + count);
        }
        masterCount = (int) count;
        for (int i = 0; i < masterCount; i++) {
            elements.require();
            keep();
        }
        masterBytes = texts.length();
        if (number() != 0) {
            throw new MalformedBlobException("stream's master entry has no end");
        }
    }

    /** Goes to the next entry that isn't deleted; returns whether there is one. */
    boolean next() throws MalformedBlobException {
        while (left > 0) {
            left--;
            if ((readEntry() & DELETED) == 0) {
                return true;
            }
        }
        if (elements.next()) {
            throw new MalformedBlobException("stream's node has more than its entries");
        }
        return false;
    }

    long ms() {
        return ms;
    }

    long seq() {
        return seq;
    }

    @Override
    public int fieldCount() {
        return fieldCount;
    }

    @Override
    public void rewind() {
        field = -1;
    }

    @Override
    public void nextField() {
        field++;
    }

    @Override
    public long nameAddress() {
        return texts.address() + places[2 * nameAt()];
    }

    @Override
    public int nameLength() {
        return places[2 * nameAt() + 1];
    }

    @Override
    public long valueAddress() {
        return texts.address() + places[2 * valueAt()];
    }

    @Override
    public int valueLength() {
        return places[2 * valueAt() + 1];
    }

    @Override
    public void close() {
        texts.close();
        elements.close();
    }

    private int nameAt() {
        return isShared ? field : masterCount + 2 * field;
    }

    private int valueAt() {
        return isShared ? masterCount + field : masterCount + 2 * field + 1;
    }

    private long readEntry() throws MalformedBlobException {
        texts.truncate(masterBytes);
        placeCount = masterCount;
        final long flags = number();
        ms = baseMs + number();
        seq = baseSeq + number();
        isShared = (flags & SAME_FIELDS) != 0;
        final long count = isShared ? masterCount : number();
        if (count < 0 || count > Integer.MAX_VALUE >> 2) {
            throw new MalformedBlobException("stream's entry has an impossible number of fields: count=" + count);
        }
        fieldCount = (int) count;
        final long textCount = isShared ? count : 2 * count;
        for (long i = 0; i < textCount; i++) {
            elements.require();
            keep();
        }
        number();
        return flags;
    }

    private long number() throws MalformedBlobException {
        elements.require();
        return elements.number();
    }

    private void keep() {
        if (2 * placeCount == places.length) {
            places = Arrays.copyOf(places, 4 * placeCount);
        }
        places[2 * placeCount] = texts.length();
        places[2 * placeCount + 1] = elements.length();
        placeCount++;
        texts.putBytes(elements.address(), elements.length());
    }
}
