package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Builds a hash from its fields, apart from any key, in the form that the limits want. Reused; one thread. What
 * {@link #begin} began, {@link #put} or {@link #discard} ends.
 */
public final class HashBuilder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 128 * 1024;

    private int fieldCount;
    private int nameOffset;
    private int nameLength;
    private boolean hasExpiries;
    private long earliestMs;
    private MemberTable table;
    private Keyspace keyspace;
    private HashLimits limits;
    private final NativeBuffer packed = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final NativeBuffer name = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final PackedDuplicates duplicates = new PackedDuplicates();
    private final PackedCursor fieldText = new PackedCursor();
    private final PackedCursor valueText = new PackedCursor();

    /**
     * Starts an empty hash in a keyspace's memory.
     *
     * @param newHasExpiries whether fields may have expiries
     */
    public void begin(final Keyspace newKeyspace, final HashLimits newLimits, final boolean newHasExpiries) {
        keyspace = newKeyspace;
        limits = newLimits;
        hasExpiries = newHasExpiries;
        earliestMs = Long.MAX_VALUE;
        table = null;
        fieldCount = 0;
        packed.reset();
        duplicates.clear();
    }

    /** Begins a field with its name, which is copied; {@link #value} must follow. Returns whether it is new. */
    public boolean field(final long address, final int length) {
        nameLength = length;
        if (table == null && length > limits.valueBytes()) {
            toTable();
        }
        if (table != null) {
            name.reset();
            name.putBytes(address, length);
            return table.find(table.hashOf(address, length), address, length) == NONE;
        }
        nameOffset = packed.length();
        append(address, length);
        return duplicates.add(packed.address(), nameOffset);
    }

    /**
     * Ends a field with its value.
     *
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     */
    public void value(final long address, final int length, final long expiryMs) {
        if (expiryMs != EntryDescriptor.NO_EXPIRY) {
            earliestMs = Math.min(earliestMs, expiryMs);
        }
        if (table == null && length > limits.valueBytes()) {
            fieldText.read(packed.address() + nameOffset);
            name.reset();
            name.putBytes(fieldText.address(), nameLength);
            packed.truncate(nameOffset);
            toTable();
        }
        if (table != null) {
            putMember(name.address(), nameLength, address, length, expiryMs);
            return;
        }
        append(address, length);
        if (hasExpiries) {
            final long number = Math.max(0, expiryMs);
            final int bytes = PackedElement.bytesFor(number);
            PackedElement.write(packed.reserve(bytes), number);
            packed.advance(bytes);
        }
        fieldCount++;
        if (fieldCount > limits.entries() || packed.length() > HashForms.MAX_BLOB_BYTES) {
            toTable();
        }
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return table == null && fieldCount == 0;
    }

    /** Puts the hash under a key, in place of what was there; returns the entry. */
    public long put(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long expiryMs, final int access) {
        if (table != null) {
            final MemberTable fields = table;
            table = null;
            return database.putCollection(hash, keyAddress, keyLength, typed(hasExpiries
                ? EntryDescriptor.ENCODING_HASHTABLE_EX : EntryDescriptor.ENCODING_HASHTABLE), fields, expiryMs,
                access);
        }
        final int expiryBytes = hasExpiries ? HashForms.EXPIRY_BYTES : 0;
        final long entry = database.put(hash, keyAddress, keyLength, typed(hasExpiries
            ? EntryDescriptor.ENCODING_LISTPACK_EX : EntryDescriptor.ENCODING_LISTPACK),
            expiryBytes + PackedBlob.HEADER_BYTES + packed.length(), expiryMs, access);
        final long blob = EntryDescriptor.valueAddress(entry) + expiryBytes;
        PackedBlob.setCount(blob, fieldCount * (hasExpiries ? HashForms.TRIPLE : HashForms.PAIR));
        NativeMemory.copy(packed.address(), PackedBlob.first(blob), packed.length());
        if (hasExpiries) {
            database.setElementExpiry(hash, entry, earliestMs);
        }
        return entry;
    }

    /** Frees what was built. */
    public void discard() {
        if (table != null) {
            keyspace.freeLater(table);
            table = null;
        }
    }

    @Override
    public void close() {
        packed.close();
        name.close();
        fieldText.close();
        valueText.close();
    }

    private static int typed(final int encoding) {
        return encoding << 4 | EntryDescriptor.TYPE_HASH;
    }

    private void append(final long address, final int length) {
        final int bytes = PackedElement.bytesFor(address, length);
        PackedElement.write(packed.reserve(bytes), address, length);
        packed.advance(bytes);
    }

    private void putMember(final long address, final int length, final long value, final int valueLength,
        final long expiryMs) {
        final long member = table.put(table.hashOf(address, length), address, length, valueLength, expiryMs);
        NativeMemory.copy(value, EntryDescriptor.valueAddress(member), valueLength);
    }

    private void toTable() {
        table = new MemberTable(keyspace);
        final long end = packed.address() + packed.length();
        long element = packed.address();
        while (element < end) {
            fieldText.read(element);
            valueText.read(PackedBlob.next(element));
            element = PackedBlob.skip(element, HashForms.PAIR);
            long expiryMs = 0;
            if (hasExpiries) {
                expiryMs = PackedElement.integerAt(element);
                element = PackedBlob.next(element);
            }
            putMember(fieldText.address(), fieldText.length(), valueText.address(), valueText.length(),
                expiryMs == 0 ? EntryDescriptor.NO_EXPIRY : expiryMs);
        }
    }
}
