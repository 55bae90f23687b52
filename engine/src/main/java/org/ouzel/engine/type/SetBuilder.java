package org.ouzel.engine.type;

import java.util.Arrays;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Builds a set from its members, apart from any key, in the form that the limits want. Reused; one thread. What
 * {@link #begin} began, {@link #put} or {@link #discard} ends.
 */
public final class SetBuilder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 128 * 1024;
    private static final int TABLE = EntryDescriptor.ENCODING_HASHTABLE << 4 | EntryDescriptor.TYPE_SET;
    private static final int PACKED = EntryDescriptor.ENCODING_LISTPACK << 4 | EntryDescriptor.TYPE_SET;
    private static final int INTEGERS = EntryDescriptor.ENCODING_INTSET << 4 | EntryDescriptor.TYPE_SET;

    private int count;
    private int numberCount;
    private int longest;
    private MemberTable table;
    private Keyspace keyspace;
    private SetLimits limits;
    private final NativeBuffer packed = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final PackedDuplicates duplicates = new PackedDuplicates();
    private final PackedCursor cursor = new PackedCursor();

    /** Starts an empty set in a keyspace's memory. */
    public void begin(final Keyspace newKeyspace, final SetLimits newLimits) {
        keyspace = newKeyspace;
        limits = newLimits;
        table = null;
        count = 0;
        numberCount = 0;
        longest = 0;
        packed.reset();
        duplicates.clear();
    }

    /** Adds a member; returns whether it is new. */
    public boolean add(final long address, final int length) {
        if (table == null && length > limits.memberBytes() && !PackedElement.isNumber(address, length)) {
            toTable();
        }
        if (table != null) {
            return table.add(table.hashOf(address, length), address, length);
        }
        final int offset = packed.length();
        final int bytes = PackedElement.bytesFor(address, length);
        PackedElement.write(packed.reserve(bytes), address, length);
        packed.advance(bytes);
        if (!duplicates.add(packed.address(), offset)) {
            return false;
        }
        count++;
        numberCount += PackedElement.isInteger(packed.address() + offset) ? 1 : 0;
        longest = Math.max(longest, length);
        if (!isIntegers() && !isPacked()) {
            toTable();
        }
        return true;
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return table == null && count == 0;
    }

    /** Puts the set under a key, in place of what was there; returns the entry. */
    public long put(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long expiryMs, final int access) {
        if (table != null) {
            final MemberTable members = table;
            table = null;
            return database.putCollection(hash, keyAddress, keyLength, TABLE, members, expiryMs, access);
        }
        if (isIntegers()) {
            return putIntegers(database, hash, keyAddress, keyLength, expiryMs, access);
        }
        final long entry = database.put(hash, keyAddress, keyLength, PACKED,
            PackedBlob.HEADER_BYTES + packed.length(), expiryMs, access);
        PackedBlob.setCount(PackedBlob.of(entry), count);
        NativeMemory.copy(packed.address(), PackedBlob.first(PackedBlob.of(entry)), packed.length());
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
        cursor.close();
    }

    private boolean isIntegers() {
        return numberCount == count && count <= limits.integers();
    }

    private boolean isPacked() {
        return count <= limits.entries() && longest <= limits.memberBytes();
    }

    private long putIntegers(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long expiryMs, final int access) {
        final long[] numbers = new long[count];
        int width = Short.BYTES;
        long element = packed.address();
        for (int i = 0; i < count; i++) {
            numbers[i] = PackedElement.integerAt(element);
            width = Math.max(width, IntegerSet.widthFor(numbers[i]));
            element = PackedBlob.next(element);
        }
        Arrays.sort(numbers);
        final long entry = database.put(hash, keyAddress, keyLength, INTEGERS,
            IntegerSet.HEADER_BYTES + count * width, expiryMs, access);
        final long set = EntryDescriptor.valueAddress(entry);
        IntegerSet.setWidth(set, width);
        for (int i = 0; i < count; i++) {
            IntegerSet.put(set, i, numbers[i]);
        }
        return entry;
    }

    private void toTable() {
        table = new MemberTable(keyspace);
        cursor.wrap(packed.address(), packed.address() + packed.length());
        while (cursor.next()) {
            table.add(table.hashOf(cursor.address(), cursor.length()), cursor.address(), cursor.length());
        }
    }
}
