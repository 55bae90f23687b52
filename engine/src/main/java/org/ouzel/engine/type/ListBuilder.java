package org.ouzel.engine.type;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Builds a list from its elements, apart from any key: one packed run, or chunks when it outgrows the limits. Reused;
 * one thread. What {@link #begin} began, {@link #put} or {@link #discard} ends.
 */
public final class ListBuilder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 128 * 1024;

    private int count;
    private ChunkedList chunks;
    private Keyspace keyspace;
    private ListLimits limits;
    private final NativeBuffer run = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);

    /** Starts an empty list in a keyspace's memory. */
    public void begin(final Keyspace newKeyspace, final ListLimits newLimits) {
        keyspace = newKeyspace;
        limits = newLimits;
        chunks = null;
        count = 0;
        run.reset();
    }

    /** Adds an element behind all others. */
    public void add(final long address, final int length) {
        if (chunks == null) {
            final long bytes = ListElements.bytes(length);
            if (limits.allow(run.length() + bytes, count + 1L)) {
                ListElements.write(run.reserve((int) bytes), address, length);
                run.advance((int) bytes);
                count++;
                return;
            }
            chunks = new ChunkedList(keyspace.allocator());
            if (count > 0) {
                chunks.append(run.address(), run.address() + run.length(), count);
            }
        }
        chunks.pushLast(address, length, limits);
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return chunks == null && count == 0;
    }

    /** Puts the list under a key, in place of what was there; returns the entry. */
    public long put(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long expiryMs, final int access) {
        if (chunks != null) {
            final ChunkedList list = chunks;
            chunks = null;
            return database.putCollection(hash, keyAddress, keyLength, ListValue.CHUNKED, list, expiryMs, access);
        }
        final long entry = database.put(hash, keyAddress, keyLength, ListValue.PACKED,
            ListValue.HEADER_BYTES + run.length(), expiryMs, access);
        final long value = EntryDescriptor.valueAddress(entry);
        NativeMemory.putShort(value, (short) count);
        NativeMemory.copy(run.address(), value + ListValue.HEADER_BYTES, run.length());
        return entry;
    }

    /** Frees what was built. */
    public void discard() {
        if (chunks != null) {
            keyspace.freeLater(chunks);
            chunks = null;
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
