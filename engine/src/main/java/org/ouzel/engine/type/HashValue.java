package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;
import static org.ouzel.engine.type.HashForms.EXPIRY_BYTES;
import static org.ouzel.engine.type.HashForms.PAIR;
import static org.ouzel.engine.type.HashForms.TRIPLE;

import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * A hash under a key, in whatever form it is kept: reads and changes it, and changes the form as it grows.
 *
 * <pre>
 * encoding       value of the entry
 * LISTPACK       blob of field, value, field, value ...
 * LISTPACK_EX    earliest expiry (8 bytes), blob of field, value, expiry in Unix milliseconds or 0 ...
 * HASHTABLE      handle of a {@link MemberTable} whose members are the fields
 * HASHTABLE_EX   handle (4 bytes), earliest expiry (8 bytes)
 * </pre>
 *
 * <p>Reused: {@link #bind} directs it to one key after another. Fields that are due at that moment go first, at most a
 * slice of them; those left over count in {@link #count}, but aren't found or walked over. The current field is the one
 * that {@link #find}, {@link #next}, {@link #draw} or {@link #moveTo} came to last, until the hash changes. When the
 * last field goes, so does the key. Names and values handed in must not lie in the hash itself. One thread.
 */
public final class HashValue implements AutoCloseable {
    /** In {@link #put}: the field keeps the expiry that it has. */
    public static final long KEEP_EXPIRY = -2;

    private static final int EXPIRY_BUDGET = 4096;
    private static final int DRAW_TRIES = 64;
    private static final long DRAW_STEP = 0x9E3779B97F4A7C15L;

    private Database database;
    private long nowMs;
    private HashLimits limits;
    private FieldExpiryListener listener;
    private long hash;
    private long keyAddress;
    private int keyLength;
    private int access;
    private long entry;
    /** The fields of a hash that isn't packed, else null. */
    private MemberTable table;
    /** How many elements of a packed hash make a field. */
    private int stride;
    /** The current field: its first element, or its member of the table. */
    private long field;
    private int expiredCount;
    private long walkAt;
    private int walkPlace;
    private int walkSlot;
    private final PackedCursor fieldText = new PackedCursor();
    private final PackedCursor valueText = new PackedCursor();
    private final HashForms forms = new HashForms();

    /** Names the world around the hashes that follow. */
    public HashValue within(final Database newDatabase, final long newNowMs, final HashLimits newLimits,
        final FieldExpiryListener newListener) {
        database = newDatabase;
        nowMs = newNowMs;
        limits = newLimits;
        listener = newListener;
        return this;
    }

    /**
     * Directs this to the hash under a key.
     *
     * @param keyEntry  the key's entry, {@link SegmentedIndex#NONE} if it has none yet
     * @param newAccess the access bits, should the entry be made
     */
    public HashValue bind(final long keyHash, final long address, final int length, final long keyEntry,
        final int newAccess) {
        hash = keyHash;
        keyAddress = address;
        keyLength = length;
        access = newAccess;
        entry = keyEntry;
        expiredCount = 0;
        open();
        if (entry != NONE && EntryDescriptor.hasElementExpiry(entry)
            && EntryDescriptor.elementExpiryMs(entry) <= nowMs && !database.keyspace().isExpiryHeld(nowMs)) {
            expire(EXPIRY_BUDGET);
        }
        return this;
    }

    /** Directs this to an entry for reading only: nothing goes, and fields that are due are shown like others. */
    public HashValue view(final Database newDatabase, final long viewedEntry) {
        database = newDatabase;
        nowMs = Long.MIN_VALUE;
        expiredCount = 0;
        entry = viewedEntry;
        open();
        return this;
    }

    /** Returns whether the hash has fields. */
    public boolean exists() {
        return entry != NONE;
    }

    /** Returns the number of fields. */
    public long count() {
        return entry == NONE ? 0 : table != null ? table.elementCount() : PackedBlob.count(blob()) / stride;
    }

    /** Returns whether there may be fields that are due and haven't gone: a walk passes over them. */
    public boolean mayHaveDue() {
        return entry != NONE && EntryDescriptor.hasElementExpiry(entry)
            && (table == null ? EntryDescriptor.elementExpiryMs(entry) <= nowMs : table.expiringCount() > 0);
    }

    /** Returns the table of a hash that isn't packed, else null. */
    public MemberTable table() {
        return table;
    }

    /** Goes to a field; returns whether it is there. */
    public boolean find(final long address, final int length) {
        if (entry == NONE) {
            return false;
        }
        if (table == null) {
            field = PackedBlob.find(PackedBlob.first(blob()), PackedBlob.end(entry), stride, address, length);
        } else {
            field = table.find(table.hashOf(address, length), address, length);
        }
        return field != NONE && !isDue(field);
    }

    /** Goes before the first field. */
    public void rewind() {
        walkPlace = 0;
        walkSlot = 0;
        walkAt = entry == NONE || table != null ? NONE : PackedBlob.first(blob());
    }

    /** Goes on by one field; returns whether there was one. */
    public boolean next() {
        if (table != null) {
            return nextMember();
        }
        while (entry != NONE && walkAt < PackedBlob.end(entry)) {
            field = walkAt;
            walkAt = PackedBlob.skip(walkAt, stride);
            if (!isDue(field)) {
                return true;
            }
        }
        return false;
    }

    /** Goes to a field drawn at random, each with the same chance; returns false only if there is none. */
    public boolean draw(final long seed) {
        if (entry == NONE) {
            return false;
        }
        long random = seed;
        for (int i = 0; i < DRAW_TRIES; i++) {
            field = table != null ? table.randomMember(random)
                : PackedBlob.skip(PackedBlob.first(blob()), (int) Long.remainderUnsigned(random, count()) * stride);
            if (!isDue(field)) {
                return true;
            }
            random += DRAW_STEP;
        }
        rewind();
        return next();
    }

    /** Goes to a field by its member of the table; returns whether it is there still. */
    public boolean moveTo(final long member) {
        field = member;
        return !isDue(member);
    }

    /** Writes the current field's name as a bulk string. */
    public void replyField(final ReplyWriter reply) {
        if (table == null) {
            PackedElement.reply(field, reply);
        } else {
            reply.bulk(EntryDescriptor.keyAddress(field), EntryDescriptor.keyLength(field));
        }
    }

    /** Writes the current field's value as a bulk string. */
    public void replyValue(final ReplyWriter reply) {
        if (table == null) {
            PackedElement.reply(PackedBlob.next(field), reply);
        } else {
            reply.bulk(EntryDescriptor.valueAddress(field), EntryDescriptor.valueLength(field));
        }
    }

    /** Returns the address of the current field, for comparing fields with each other. */
    public long field() {
        return field;
    }

    /** Returns the address of the current field's name. */
    public long fieldAddress() {
        return table == null ? fieldText.read(field).address() : EntryDescriptor.keyAddress(field);
    }

    /** Returns the length of the current field's name. */
    public int fieldLength() {
        return table == null ? PackedElement.lengthAt(field) : EntryDescriptor.keyLength(field);
    }

    /** Returns the address of the current field's value. */
    public long valueAddress() {
        return table == null ? valueText.read(PackedBlob.next(field)).address() : EntryDescriptor.valueAddress(field);
    }

    /** Returns the length of the current field's value. */
    public int valueLength() {
        return table == null ? PackedElement.lengthAt(PackedBlob.next(field)) : EntryDescriptor.valueLength(field);
    }

    /** Returns the current field's expiry in Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}. */
    public long expiryMs() {
        if (table != null) {
            return EntryDescriptor.expiryMs(field);
        }
        final long expiryMs = stride == PAIR ? 0 : PackedElement.integerAt(PackedBlob.skip(field, PAIR));
        return expiryMs == 0 ? EntryDescriptor.NO_EXPIRY : expiryMs;
    }

    /**
     * Puts field and value in turn, from an argument to the last; expiries of these fields are gone.
     *
     * @return the number of fields that are new
     */
    public int putAll(final RequestArguments request, final int firstArg) {
        final boolean isPackable = table == null && HashForms.isPackable(request, firstArg, limits);
        if (entry == NONE && isPackable) {
            final NativeBuffer blob = forms.pack(request, firstArg);
            putPacked(EntryDescriptor.ENCODING_LISTPACK, blob, EntryDescriptor.NO_EXPIRY, access);
            return (int) count();
        }
        if (table == null && !isPackable) {
            toTable();
        }
        int newCount = 0;
        for (int i = firstArg; i < request.argCount(); i += 2) {
            if (put(request.argAddress(i), request.argLength(i), request.argAddress(i + 1), request.argLength(i + 1),
                EntryDescriptor.NO_EXPIRY)) {
                newCount++;
            }
        }
        return newCount;
    }

    /**
     * Gives a field a value.
     *
     * @param newExpiryMs Unix milliseconds, {@link EntryDescriptor#NO_EXPIRY}, or {@link #KEEP_EXPIRY}
     * @return whether the field is new
     */
    public boolean put(final long address, final int length, final long value, final int valueLength,
        final long newExpiryMs) {
        if (table == null && (length > limits.valueBytes() || valueLength > limits.valueBytes()
            || entry != NONE && EntryDescriptor.valueLength(entry) > HashForms.MAX_BLOB_BYTES)) {
            toTable();
        }
        if (newExpiryMs >= 0) {
            allowExpiry();
            noteExpiry(newExpiryMs);
        }
        if (table != null) {
            return putMember(address, length, value, valueLength, newExpiryMs);
        }
        if (find(address, length)) {
            replace(value, valueLength, newExpiryMs == KEEP_EXPIRY ? expiryMs() : newExpiryMs);
            return false;
        }
        append(address, length, value, valueLength, newExpiryMs);
        if (count() > limits.entries()) {
            toTable();
        }
        return true;
    }

    /** Takes a field out; returns whether it was there. */
    public boolean remove(final long address, final int length) {
        if (!find(address, length)) {
            return false;
        }
        removeCurrent();
        return true;
    }

    /** Takes the current field out. */
    public void removeCurrent() {
        if (count() == 1) {
            delete();
        } else if (table == null) {
            final long blob = blob();
            final int bytes = (int) (PackedBlob.skip(field, stride) - field);
            PackedBlob.setCount(blob, PackedBlob.count(blob) - stride);
            entry = PackedBlob.splice(database, hash, entry, offset(field), bytes, 0);
        } else {
            final long before = table.usedBytes();
            table.removeMember(field);
            database.addUsedBytes(table.usedBytes() - before);
        }
    }

    /** Brings the hash into a form in which fields can have expiries; there is no current field then. */
    public void allowExpiry() {
        if (entry == NONE) {
            makeEmpty();
        }
        if (EntryDescriptor.hasElementExpiry(entry)) {
            return;
        }
        if (table == null) {
            putPacked(EntryDescriptor.ENCODING_LISTPACK_EX, forms.addExpiries(entry), EntryDescriptor.expiryMs(entry),
                EntryDescriptor.access(entry));
        } else {
            entry = database.resize(hash, entry, EntryDescriptor.HANDLE_BYTES + EXPIRY_BYTES, 0);
            EntryDescriptor.setEncoding(entry, EntryDescriptor.ENCODING_HASHTABLE_EX);
        }
        database.setElementExpiry(hash, entry, Long.MAX_VALUE);
    }

    /**
     * Sets the current field's expiry, or takes it away; it stays the current field. After {@link #allowExpiry}.
     *
     * @param newExpiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     */
    public void setExpiry(final long newExpiryMs) {
        if (newExpiryMs >= 0) {
            noteExpiry(newExpiryMs);
        }
        if (table != null) {
            final long before = table.usedBytes();
            field = table.setExpiry(table.hashOf(EntryDescriptor.keyAddress(field), EntryDescriptor.keyLength(field)),
                field, newExpiryMs);
            database.addUsedBytes(table.usedBytes() - before);
            return;
        }
        final long element = PackedBlob.skip(field, PAIR);
        final int fieldOffset = offset(field);
        final int elementOffset = offset(element);
        final long number = Math.max(0, newExpiryMs);
        entry = PackedBlob.splice(database, hash, entry, elementOffset, PackedElement.bytesAt(element),
            PackedElement.bytesFor(number));
        field = EntryDescriptor.valueAddress(entry) + fieldOffset;
        PackedElement.write(EntryDescriptor.valueAddress(entry) + elementOffset, number);
    }

    /** Returns how many fields went when the hash was bound, since they were due. */
    public int expiredCount() {
        return expiredCount;
    }

    private void expire(final int budget) {
        database.beforeChange(entry);
        final long earliestMs = table == null ? expirePacked() : expireMembers(budget);
        if (count() == 0) {
            delete();
        } else {
            database.setElementExpiry(hash, entry, earliestMs);
        }
    }

    @Override
    public void close() {
        fieldText.close();
        valueText.close();
        forms.close();
    }

    private void open() {
        final int encoding = entry == NONE ? EntryDescriptor.ENCODING_LISTPACK : EntryDescriptor.encoding(entry);
        stride = encoding == EntryDescriptor.ENCODING_LISTPACK_EX ? TRIPLE : PAIR;
        table = encoding >= EntryDescriptor.FIRST_HANDLE_ENCODING ? (MemberTable) database.collection(entry) : null;
    }

    private long blob() {
        return EntryDescriptor.valueAddress(entry) + (stride == TRIPLE ? EXPIRY_BYTES : 0);
    }

    private int offset(final long element) {
        return (int) (element - EntryDescriptor.valueAddress(entry));
    }

    private boolean isDue(final long element) {
        if (table == null) {
            final long expiryMs = stride == PAIR ? 0 : PackedElement.integerAt(PackedBlob.skip(element, PAIR));
            return expiryMs != 0 && expiryMs <= nowMs;
        }
        return EntryDescriptor.hasExpiry(element) && EntryDescriptor.expiryMs(element) <= nowMs;
    }

    private boolean nextMember() {
        final SegmentedIndex index = table.index();
        while (walkPlace < index.directorySize()) {
            final int slotCount = index.slotCount(walkPlace);
            while (walkSlot < slotCount) {
                field = index.entryAt(walkPlace, walkSlot++);
                if (field != NONE && !isDue(field)) {
                    return true;
                }
            }
            walkPlace = index.nextSegment(walkPlace);
            walkSlot = 0;
        }
        return false;
    }

    private void makeEmpty() {
        entry = database.put(hash, keyAddress, keyLength, typed(EntryDescriptor.ENCODING_LISTPACK),
            PackedBlob.HEADER_BYTES, EntryDescriptor.NO_EXPIRY, access);
        PackedBlob.clear(EntryDescriptor.valueAddress(entry));
        open();
    }

    private void putPacked(final int encoding, final NativeBuffer value, final long keyExpiryMs, final int keyAccess) {
        entry = database.put(hash, keyAddress, keyLength, typed(encoding), value.length(), keyExpiryMs, keyAccess);
        NativeMemory.copy(value.address(), EntryDescriptor.valueAddress(entry), value.length());
        open();
    }

    private void toTable() {
        if (entry == NONE) {
            entry = database.putCollection(hash, keyAddress, keyLength, typed(EntryDescriptor.ENCODING_HASHTABLE),
                new MemberTable(database.keyspace()), EntryDescriptor.NO_EXPIRY, access);
        } else {
            entry = database.putCollection(hash, keyAddress, keyLength, typed(stride == TRIPLE
                ? EntryDescriptor.ENCODING_HASHTABLE_EX : EntryDescriptor.ENCODING_HASHTABLE),
                forms.unpack(database, blob(), PackedBlob.end(entry), stride), EntryDescriptor.expiryMs(entry),
                EntryDescriptor.access(entry));
        }
        open();
    }

    private static int typed(final int encoding) {
        return encoding << 4 | EntryDescriptor.TYPE_HASH;
    }

    private boolean putMember(final long address, final int length, final long value, final int valueLength,
        final long newExpiryMs) {
        final long memberHash = table.hashOf(address, length);
        final long countBefore = table.elementCount();
        final long bytesBefore = table.usedBytes();
        boolean wasDue = false;
        long memberExpiryMs = newExpiryMs;
        if (table.expiringCount() > 0) {
            final long old = table.find(memberHash, address, length);
            wasDue = old != NONE && isDue(old);
            if (newExpiryMs == KEEP_EXPIRY) {
                memberExpiryMs = old == NONE || wasDue ? EntryDescriptor.NO_EXPIRY : EntryDescriptor.expiryMs(old);
            }
        }
        final long member = table.put(memberHash, address, length, valueLength,
            memberExpiryMs == KEEP_EXPIRY ? EntryDescriptor.NO_EXPIRY : memberExpiryMs);
        NativeMemory.copy(value, EntryDescriptor.valueAddress(member), valueLength);
        database.addUsedBytes(table.usedBytes() - bytesBefore);
        return wasDue || table.elementCount() > countBefore;
    }

    /** Gives the current field of a packed hash another value and expiry. */
    private void replace(final long value, final int valueLength, final long newExpiryMs) {
        final long element = PackedBlob.next(field);
        final long end = PackedBlob.skip(field, stride);
        final int at = offset(element);
        final long number = Math.max(0, newExpiryMs);
        final int newBytes = PackedElement.bytesFor(value, valueLength)
            + (stride == TRIPLE ? PackedElement.bytesFor(number) : 0);
        entry = PackedBlob.splice(database, hash, entry, at, (int) (end - element), newBytes);
        final long behind = PackedElement.write(EntryDescriptor.valueAddress(entry) + at, value, valueLength);
        if (stride == TRIPLE) {
            PackedElement.write(behind, number);
        }
    }

    private void append(final long address, final int length, final long value, final int valueLength,
        final long newExpiryMs) {
        if (entry == NONE) {
            makeEmpty();
        }
        final long number = Math.max(0, newExpiryMs);
        final int at = EntryDescriptor.valueLength(entry);
        final int bytes = PackedElement.bytesFor(address, length) + PackedElement.bytesFor(value, valueLength)
            + (stride == TRIPLE ? PackedElement.bytesFor(number) : 0);
        entry = PackedBlob.splice(database, hash, entry, at, 0, bytes);
        long target = PackedElement.write(EntryDescriptor.valueAddress(entry) + at, address, length);
        target = PackedElement.write(target, value, valueLength);
        if (stride == TRIPLE) {
            PackedElement.write(target, number);
        }
        PackedBlob.setCount(blob(), PackedBlob.count(blob()) + stride);
    }

    private void noteExpiry(final long expiryMs) {
        if (expiryMs < EntryDescriptor.elementExpiryMs(entry)) {
            database.setElementExpiry(hash, entry, expiryMs);
        }
    }

    private void delete() {
        database.remove(hash, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
        entry = NONE;
        open();
    }

    /** Takes out all due fields of a packed hash; returns a time before which no other is due. */
    private long expirePacked() {
        final long end = PackedBlob.end(entry);
        long earliestMs = Long.MAX_VALUE;
        long target = PackedBlob.first(blob());
        int count = 0;
        for (long read = target; read < end;) {
            final long next = PackedBlob.skip(read, TRIPLE);
            final long expiryMs = PackedElement.integerAt(PackedBlob.skip(read, PAIR));
            if (expiryMs != 0 && expiryMs <= nowMs) {
                tell(read);
            } else {
                earliestMs = expiryMs == 0 ? earliestMs : Math.min(earliestMs, expiryMs);
                NativeMemory.move(read, target, next - read);
                target += next - read;
                count += TRIPLE;
            }
            read = next;
        }
        PackedBlob.setCount(blob(), count);
        entry = database.resize(hash, entry, offset(target), 0);
        return earliestMs;
    }

    private long expireMembers(final int budget) {
        final long before = table.usedBytes();
        final long earliestMs = table.expireSlice(nowMs, budget, this::tell);
        database.addUsedBytes(table.usedBytes() - before);
        return earliestMs;
    }

    private void tell(final long expired) {
        field = expired;
        expiredCount++;
        listener.expired(database, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry),
            fieldAddress(), fieldLength());
    }
}
