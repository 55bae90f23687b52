package org.ouzel.engine.type;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * A set under a key, in whatever form it is kept: reads and changes it, and changes the form as it grows.
 *
 * <pre>
 * encoding    value of the entry
 * INTSET      {@link IntegerSet}
 * LISTPACK    {@link PackedBlob} of members, in the order in which they came
 * HASHTABLE   handle of a {@link MemberTable}
 * </pre>
 *
 * <p>Reused: {@link #bind} directs it to one key after another. The current member is the one that {@link #next},
 * {@link #draw} or {@link #moveTo} came to last, until the set changes. When the last member goes, so does the key.
 * Members handed in must not lie in the set itself. One thread.
 */
public final class SetValue implements AutoCloseable {
    private static final int TABLE = EntryDescriptor.ENCODING_HASHTABLE;
    private static final int PACKED = EntryDescriptor.ENCODING_LISTPACK;
    private static final int INTEGERS = EntryDescriptor.ENCODING_INTSET;
    private static final long DIGITS_BYTES = Decimal.MAX_BYTES;

    private Database database;
    private SetLimits limits;
    private long hash;
    private long keyAddress;
    private int keyLength;
    private int access;
    private long entry;
    private int encoding;
    private MemberTable table;
    /** The current member: its member of the table, its element of the blob, or its index among the integers. */
    private long member;
    private long walkAt;
    private int walkPlace;
    private int walkSlot;
    private final PackedCursor text = new PackedCursor();
    private final long digits = NativeMemory.allocate(DIGITS_BYTES);

    /**
     * Directs this to the set under a key.
     *
     * @param keyEntry  the key's entry, {@link SegmentedIndex#NONE} if it has none yet
     * @param newAccess the access bits, should the entry be made
     */
    public SetValue bind(final Database newDatabase, final SetLimits newLimits, final long keyHash,
        final long address, final int length, final long keyEntry, final int newAccess) {
        database = newDatabase;
        limits = newLimits;
        hash = keyHash;
        keyAddress = address;
        keyLength = length;
        access = newAccess;
        entry = keyEntry;
        open();
        return this;
    }

    /** Directs this to an entry for reading only. */
    public SetValue view(final Database newDatabase, final long viewedEntry) {
        database = newDatabase;
        entry = viewedEntry;
        open();
        return this;
    }

    /** Returns whether the set has members. */
    public boolean exists() {
        return entry != NONE;
    }

    /** Returns the number of members. */
    public long count() {
        if (entry == NONE) {
            return 0;
        }
        return table != null ? table.elementCount() : packedCount();
    }

    /** Returns the table of a set that isn't packed, else null. */
    public MemberTable table() {
        return table;
    }

    /** Tells whether the set has a member. */
    public boolean contains(final long address, final int length) {
        if (entry == NONE) {
            return false;
        }
        if (table != null) {
            return table.find(table.hashOf(address, length), address, length) != NONE;
        }
        if (encoding == PACKED) {
            return PackedBlob.find(PackedBlob.first(value()), PackedBlob.end(entry), 1, address, length) != NONE;
        }
        return PackedElement.isNumber(address, length) && indexOf(Decimal.parse(address, length)) >= 0;
    }

    /** Goes before the first member. */
    public void rewind() {
        walkPlace = 0;
        walkSlot = 0;
        walkAt = encoding == PACKED && entry != NONE ? PackedBlob.first(value()) : 0;
    }

    /** Goes on by one member; returns whether there was one. */
    public boolean next() {
        if (table != null) {
            return nextInTable();
        }
        if (entry == NONE) {
            return false;
        }
        member = walkAt;
        if (encoding == PACKED) {
            if (walkAt >= PackedBlob.end(entry)) {
                return false;
            }
            walkAt = PackedBlob.next(walkAt);
            return true;
        }
        return walkAt++ < packedCount();
    }

    /** Goes to a member drawn at random, each with the same chance; returns false only if there is none. */
    public boolean draw(final long seed) {
        if (entry == NONE) {
            return false;
        }
        if (table != null) {
            member = table.randomMember(seed);
        } else {
            final int index = (int) Long.remainderUnsigned(seed, packedCount());
            member = encoding == PACKED ? PackedBlob.elementAt(value(), index) : index;
        }
        return true;
    }

    /** Goes to a member of the table. */
    public void moveTo(final long tableMember) {
        member = tableMember;
    }

    /** Returns the current member's address or index, for comparing members with each other. */
    public long member() {
        return member;
    }

    /** Writes the current member as a bulk string. */
    public void reply(final ReplyWriter reply) {
        if (table != null) {
            reply.bulk(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
        } else if (encoding == PACKED) {
            PackedElement.reply(member, reply);
        } else {
            reply.bulkDecimal(IntegerSet.get(value(), (int) member));
        }
    }

    /** Returns the address of the current member's text, until {@link #read} is called again; read it first. */
    public long address() {
        return table != null ? EntryDescriptor.keyAddress(member) : encoding == PACKED ? text.address() : digits;
    }

    /** Makes the current member's text ready, and returns its length. */
    public int read() {
        if (table != null) {
            return EntryDescriptor.keyLength(member);
        }
        return encoding == PACKED ? text.read(member).length()
            : Decimal.write(IntegerSet.get(value(), (int) member), digits);
    }

    /**
     * Prepares for members to be added, as Redis does before it looks which of them are new.
     *
     * @param address the first of them
     * @param hint    how many they are
     */
    public void expect(final long address, final int length, final int hint) {
        if (entry == NONE) {
            make(PackedElement.isNumber(address, length) && hint <= limits.integers() ? INTEGERS
                : hint <= limits.entries() ? PACKED : TABLE);
        } else if (encoding == PACKED && hint > limits.entries() || encoding == INTEGERS && hint > limits.integers()) {
            toTable();
        }
    }

    /** Adds a member; returns whether it is new. */
    public boolean add(final long address, final int length) {
        if (entry == NONE) {
            expect(address, length, 1);
        }
        if (encoding == INTEGERS) {
            if (PackedElement.isNumber(address, length)) {
                return addInteger(Decimal.parse(address, length));
            }
            leaveIntegers(length);
        }
        if (encoding == PACKED) {
            if (contains(address, length)) {
                return false;
            }
            if (packedCount() < limits.entries() && length <= limits.memberBytes()) {
                entry = PackedBlob.append(database, hash, entry, address, length);
                return true;
            }
            toTable();
        }
        final long before = table.usedBytes();
        final boolean isNew = table.add(table.hashOf(address, length), address, length);
        database.addUsedBytes(table.usedBytes() - before);
        return isNew;
    }

    /** Takes a member out; returns whether it was there. */
    public boolean remove(final long address, final int length) {
        if (entry == NONE) {
            return false;
        }
        if (table != null) {
            member = table.find(table.hashOf(address, length), address, length);
            if (member == NONE) {
                return false;
            }
        } else if (encoding == PACKED) {
            member = PackedBlob.find(PackedBlob.first(value()), PackedBlob.end(entry), 1, address, length);
            if (member == NONE) {
                return false;
            }
        } else {
            member = PackedElement.isNumber(address, length) ? indexOf(Decimal.parse(address, length)) : -1;
            if (member < 0) {
                return false;
            }
        }
        removeCurrent();
        return true;
    }

    /** Takes the current member out. */
    public void removeCurrent() {
        if (count() == 1) {
            delete();
        } else if (table != null) {
            final long before = table.usedBytes();
            table.removeMember(member);
            database.addUsedBytes(table.usedBytes() - before);
        } else if (encoding == PACKED) {
            entry = PackedBlob.remove(database, hash, entry, member, 1);
        } else {
            final int width = IntegerSet.width(value());
            entry = PackedBlob.splice(database, hash, entry, IntegerSet.HEADER_BYTES + (int) member * width, width, 0);
        }
    }

    /** Takes the key out. */
    public void delete() {
        database.remove(hash, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
        entry = NONE;
        open();
    }

    /**
     * Puts all members of a table under the key, in the smallest form that the limits allow, in place of whatever the
     * key had. The table is the key's or freed afterwards.
     *
     * @param isIntegers     whether all members are numbers
     * @param longestMember  the length of the longest one
     */
    public void replaceBy(final MemberTable members, final boolean isIntegers, final int longestMember) {
        final long count = members.elementCount();
        if (isIntegers && count <= limits.integers()) {
            make(INTEGERS);
        } else if (count <= limits.entries() && longestMember <= limits.memberBytes()) {
            make(PACKED);
        } else {
            entry = database.putCollection(hash, keyAddress, keyLength, typed(TABLE), members,
                EntryDescriptor.NO_EXPIRY, access);
            open();
            return;
        }
        members.forEach(each -> add(EntryDescriptor.keyAddress(each), EntryDescriptor.keyLength(each)));
        database.keyspace().freeLater(members);
    }

    /** Lets a table take the place of the set's own, which is freed in slices; all else stays with the key. */
    public void exchangeTable(final MemberTable members) {
        entry = database.putCollection(hash, keyAddress, keyLength, typed(TABLE), members,
            EntryDescriptor.expiryMs(entry), EntryDescriptor.access(entry));
        open();
    }

    @Override
    public void close() {
        text.close();
        NativeMemory.free(digits, DIGITS_BYTES);
    }

    private void open() {
        encoding = entry == NONE ? PACKED : EntryDescriptor.encoding(entry);
        table = encoding == TABLE ? (MemberTable) database.collection(entry) : null;
    }

    private long value() {
        return EntryDescriptor.valueAddress(entry);
    }

    private int packedCount() {
        return encoding == PACKED ? PackedBlob.count(value())
            : IntegerSet.count(value(), EntryDescriptor.valueLength(entry));
    }

    /** Returns the index of an integer, negative if it isn't there. */
    private int indexOf(final long number) {
        final int count = packedCount();
        final int index = IntegerSet.indexOf(value(), count, number);
        return index < count && IntegerSet.get(value(), index) == number ? index : -1;
    }

    private boolean nextInTable() {
        final SegmentedIndex index = table.index();
        while (walkPlace < index.directorySize()) {
            final int slotCount = index.slotCount(walkPlace);
            while (walkSlot < slotCount) {
                member = index.entryAt(walkPlace, walkSlot++);
                if (member != NONE) {
                    return true;
                }
            }
            walkPlace = index.nextSegment(walkPlace);
            walkSlot = 0;
        }
        return false;
    }

    private void make(final int newEncoding) {
        if (newEncoding == TABLE) {
            entry = database.putCollection(hash, keyAddress, keyLength, typed(TABLE),
                new MemberTable(database.keyspace()), EntryDescriptor.NO_EXPIRY, access);
        } else {
            entry = database.put(hash, keyAddress, keyLength, typed(newEncoding),
                newEncoding == PACKED ? PackedBlob.HEADER_BYTES : IntegerSet.HEADER_BYTES, EntryDescriptor.NO_EXPIRY,
                access);
            if (newEncoding == PACKED) {
                PackedBlob.clear(value());
            } else {
                IntegerSet.setWidth(value(), Short.BYTES);
            }
        }
        open();
    }

    private boolean addInteger(final long number) {
        final int count = packedCount();
        final int index = IntegerSet.indexOf(value(), count, number);
        if (index < count && IntegerSet.get(value(), index) == number) {
            return false;
        }
        final int oldWidth = IntegerSet.width(value());
        final int width = Math.max(oldWidth, IntegerSet.widthFor(number));
        if (width > oldWidth) {
            entry = PackedBlob.splice(database, hash, entry, EntryDescriptor.valueLength(entry), 0,
                count * (width - oldWidth));
            IntegerSet.widen(value(), count, width);
        }
        entry = PackedBlob.splice(database, hash, entry, IntegerSet.HEADER_BYTES + index * width, 0, width);
        IntegerSet.put(value(), index, number);
        if (count + 1 > limits.integers()) {
            toTable();
        }
        return true;
    }

    /** A member that is no integer is about to come: a blob if it and the integers may be in one, else a table. */
    private void leaveIntegers(final int length) {
        final int count = packedCount();
        final int longest = count == 0 ? 0 : Math.max(Decimal.length(IntegerSet.get(value(), 0)),
            Decimal.length(IntegerSet.get(value(), count - 1)));
        if (count >= limits.entries() || Math.max(length, longest) > limits.memberBytes()) {
            toTable();
            return;
        }
        int bytes = PackedBlob.HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            bytes += PackedElement.bytesFor(IntegerSet.get(value(), i));
        }
        final long blob = NativeMemory.allocate(bytes);
        PackedBlob.setCount(blob, count);
        long end = PackedBlob.first(blob);
        for (int i = 0; i < count; i++) {
            end = PackedElement.write(end, IntegerSet.get(value(), i));
        }
        entry = database.put(hash, keyAddress, keyLength, typed(PACKED), bytes, EntryDescriptor.expiryMs(entry),
            EntryDescriptor.access(entry));
        NativeMemory.copy(blob, value(), bytes);
        NativeMemory.free(blob, bytes);
        open();
    }

    private void toTable() {
        final MemberTable members = new MemberTable(database.keyspace());
        rewind();
        while (next()) {
            final int length = read();
            members.add(members.hashOf(address(), length), address(), length);
        }
        exchangeTable(members);
    }

    private static int typed(final int encoding) {
        return encoding << 4 | EntryDescriptor.TYPE_SET;
    }
}
