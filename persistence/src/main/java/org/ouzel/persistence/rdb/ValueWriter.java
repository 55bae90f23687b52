package org.ouzel.persistence.rdb;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.type.ChunkedList;
import org.ouzel.engine.type.HashValue;
import org.ouzel.engine.type.IntegerSet;
import org.ouzel.engine.type.LargeSortedSet;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;
import org.ouzel.engine.type.PackedBlob;
import org.ouzel.engine.type.PackedCursor;
import org.ouzel.engine.type.PackedScore;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamImage;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Writes values as Redis 7.0 reads them; hashes with expiries of fields as Redis 7.4 does. Changes nothing: not even
 * what is due goes. Reused; one thread.
 */
public final class ValueWriter implements AutoCloseable {
    /** A list's element above this is a node of its own, which is written from where it lies. */
    private static final int MAX_PACKED_ELEMENT_BYTES = 1 << 20;

    private final UseForm use;
    private final ListpackWriter listpack = new ListpackWriter();
    private final StreamWriter stream = new StreamWriter(listpack);
    private final HashValue hash = new HashValue();
    private final PackedCursor cursor = new PackedCursor();
    private final NativeBuffer integers = new NativeBuffer(4096, 1 << 20);

    /** Writes values, and records that say nothing of the keys' use. */
    public ValueWriter() {
        this.use = UseForm.NONE;
    }

    /** Writes records, too, with what is known of the keys' use at a time, Unix milliseconds. */
    public ValueWriter(final ServerState server, final long nowMs) {
        this.use = UseForm.of(server, nowMs);
    }

    /** Returns the type that an entry's value is written as; see {@link RdbFormat}. */
    public int typeOf(final Database database, final long entry) {
        final int encoding = EntryDescriptor.encoding(entry);
        return switch (EntryDescriptor.type(entry)) {
            case EntryDescriptor.TYPE_STRING -> RdbFormat.TYPE_STRING;
            case EntryDescriptor.TYPE_LIST -> RdbFormat.TYPE_LIST_QUICKLIST_2;
            case EntryDescriptor.TYPE_SET -> encoding == EntryDescriptor.ENCODING_INTSET ? RdbFormat.TYPE_SET_INTSET
                : RdbFormat.TYPE_SET;
            case EntryDescriptor.TYPE_ZSET -> encoding == EntryDescriptor.ENCODING_LISTPACK
                ? RdbFormat.TYPE_ZSET_LISTPACK : RdbFormat.TYPE_ZSET_2;
            case EntryDescriptor.TYPE_HASH -> hasFieldExpiry(database, entry) ? RdbFormat.TYPE_HASH_METADATA
                : EntryDescriptor.isHandle(entry) ? RdbFormat.TYPE_HASH : RdbFormat.TYPE_HASH_LISTPACK;
            default -> RdbFormat.TYPE_STREAM_LISTPACKS_2;
        };
    }

    /** Returns the version that a file or payload with such a value has at least. */
    static int versionFor(final int type) {
        return type == RdbFormat.TYPE_HASH_METADATA ? RdbFormat.VERSION_WITH_FIELD_EXPIRY : RdbFormat.VERSION;
    }

    /** Writes an entry with its expiry, if any, its use, type, key and value: a record of a file. */
    public void writeRecord(final Database database, final long entry, final RdbOutput out) {
        final int type = typeOf(database, entry);
        writeHead(entry, type, out);
        write(database, entry, type, out);
        out.endElement();
    }

    private void writeHead(final long entry, final int type, final RdbOutput out) {
        if (EntryDescriptor.hasExpiry(entry)) {
            out.putByte(RdbFormat.OP_EXPIRETIME_MS);
            out.putLong(EntryDescriptor.expiryMs(entry));
        }
        use.write(entry, out);
        out.putByte(type);
        out.putString(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
    }

    /** Writes an entry's value as the type that {@link #typeOf} tells. */
    public void write(final Database database, final long entry, final int type, final RdbOutput out) {
        switch (type) {
            case RdbFormat.TYPE_STRING -> writeString(entry, out);
            case RdbFormat.TYPE_LIST_QUICKLIST_2 -> writeList(database, entry, out);
            case RdbFormat.TYPE_SET_INTSET -> writeIntegers(entry, out);
            case RdbFormat.TYPE_SET -> writeSet(database, entry, out);
            case RdbFormat.TYPE_ZSET_LISTPACK -> writePackedSortedSet(entry, out);
            case RdbFormat.TYPE_ZSET_2 -> writeLargeSortedSet((LargeSortedSet) database.collection(entry), out);
            case RdbFormat.TYPE_HASH_LISTPACK, RdbFormat.TYPE_HASH, RdbFormat.TYPE_HASH_METADATA ->
                writeHash(database, entry, type, out);
            default -> stream.write(new StreamImage((Stream) database.collection(entry)), out);
        }
    }

    /**
     * Begins a record whose members follow one by one, in any order, or whose runs follow in theirs: all that stands in
     * front of them.
     *
     * @return what {@link #writeMember} has to know
     */
    public MemberForm beginMembers(final Database database, final long entry, final RdbOutput out) {
        if (EntryDescriptor.type(entry) == EntryDescriptor.TYPE_LIST) {
            writeHead(entry, RdbFormat.TYPE_LIST_QUICKLIST_2, out);
            out.putLength(database.collection(entry).runCount());
            return new MemberForm(RdbFormat.TYPE_LIST_QUICKLIST_2, 0);
        }
        final MemberTable members = database.collection(entry).members();
        final boolean hasExpiries = members.expiringCount() > 0;
        final int type = switch (EntryDescriptor.type(entry)) {
            case EntryDescriptor.TYPE_SET -> RdbFormat.TYPE_SET;
            case EntryDescriptor.TYPE_ZSET -> RdbFormat.TYPE_ZSET_2;
            default -> hasExpiries ? RdbFormat.TYPE_HASH_METADATA : RdbFormat.TYPE_HASH;
        };
        final long leastMs = hasExpiries ? members.earliestExpiryMs() : 0;
        writeHead(entry, type, out);
        if (hasExpiries) {
            out.putLong(leastMs);
        }
        out.putLength(members.elementCount());
        return new MemberForm(type, leastMs);
    }

    /** Begins a stream's record, whose parts follow: all that stands in front of them. */
    public StreamRecord beginStream(final long entry, final RdbOutput out) {
        writeHead(entry, RdbFormat.TYPE_STREAM_LISTPACKS_2, out);
        return new StreamRecord(stream);
    }

    /** Writes a member of a collection's table, with its value or score. */
    public void writeMember(final long member, final MemberForm form, final RdbOutput out) {
        writeMember(member, form.type(), form.leastExpiryMs(), out);
    }

    private static void writeMember(final long member, final int type, final long leastMs, final RdbOutput out) {
        if (type == RdbFormat.TYPE_HASH_METADATA) {
            putExpiry(EntryDescriptor.expiryMs(member), leastMs, out);
        }
        out.putString(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
        if (type == RdbFormat.TYPE_ZSET_2) {
            out.putDouble(LargeSortedSet.score(member));
        } else if (type != RdbFormat.TYPE_SET) {
            out.putString(EntryDescriptor.valueAddress(member), EntryDescriptor.valueLength(member));
        }
        out.endElement();
    }

    private static void putExpiry(final long expiryMs, final long leastMs, final RdbOutput out) {
        out.putLength(expiryMs == EntryDescriptor.NO_EXPIRY ? 0 : expiryMs - leastMs + 1);
    }

    @Override
    public void close() {
        listpack.close();
        hash.close();
        cursor.close();
        integers.close();
    }

    private boolean hasFieldExpiry(final Database database, final long entry) {
        if (!EntryDescriptor.hasElementExpiry(entry)) {
            return false;
        }
        hash.view(database, entry).rewind();
        while (hash.next()) {
            if (hash.expiryMs() != EntryDescriptor.NO_EXPIRY) {
                return true;
            }
        }
        return false;
    }

    private static void writeString(final long entry, final RdbOutput out) {
        if (EntryDescriptor.isInteger(entry)) {
            out.putNumber(EntryDescriptor.integerValue(entry));
        } else {
            out.putString(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        }
    }

    private void writeList(final Database database, final long entry, final RdbOutput out) {
        if (!EntryDescriptor.isHandle(entry)) {
            final long value = EntryDescriptor.valueAddress(entry);
            out.putLength(1);
            writeRun(value + ListValue.HEADER_BYTES, value + EntryDescriptor.valueLength(entry), out);
            return;
        }
        final ChunkedList list = (ChunkedList) database.collection(entry);
        out.putLength(list.chunkCount());
        for (int chunk = 0; chunk < list.chunkCount(); chunk++) {
            writeRun(list.start(chunk), list.end(chunk), out);
            out.endElement();
        }
    }

    /** Writes a run of a list's elements, as a node. */
    public void writeRun(final long start, final long end, final RdbOutput out) {
        if (ListElements.next(start) == end && ListElements.length(start) > MAX_PACKED_ELEMENT_BYTES) {
            out.putLength(RdbFormat.QUICKLIST_PLAIN);
            out.putBlob(ListElements.data(start), ListElements.length(start));
            return;
        }
        listpack.begin();
        for (long element = start; element < end; element = ListElements.next(element)) {
            listpack.add(ListElements.data(element), ListElements.length(element));
        }
        out.putLength(RdbFormat.QUICKLIST_PACKED);
        put(listpack.end(), out);
    }

    private void writeIntegers(final long entry, final RdbOutput out) {
        final long set = EntryDescriptor.valueAddress(entry);
        final int bytes = EntryDescriptor.valueLength(entry) - IntegerSet.HEADER_BYTES;
        integers.reset();
        final long target = integers.reserve(IntsetElements.HEADER_BYTES + bytes);
        NativeMemory.putInt(target, IntegerSet.width(set));
        NativeMemory.putInt(target + Integer.BYTES, bytes / IntegerSet.width(set));
        NativeMemory.copy(set + IntegerSet.HEADER_BYTES, target + IntsetElements.HEADER_BYTES, bytes);
        integers.advance(IntsetElements.HEADER_BYTES + bytes);
        put(integers, out);
    }

    private void writeSet(final Database database, final long entry, final RdbOutput out) {
        if (!EntryDescriptor.isHandle(entry)) {
            final long blob = PackedBlob.of(entry);
            out.putLength(PackedBlob.count(blob));
            cursor.wrap(PackedBlob.first(blob), PackedBlob.end(entry));
            while (cursor.next()) {
                out.putString(cursor.address(), cursor.length());
            }
            return;
        }
        final MemberTable members = (MemberTable) database.collection(entry);
        out.putLength(members.elementCount());
        members.forEach(member -> writeMember(member, RdbFormat.TYPE_SET, 0, out));
    }

    private void writePackedSortedSet(final long entry, final RdbOutput out) {
        listpack.begin();
        final long end = PackedBlob.end(entry);
        for (long each = PackedBlob.first(PackedBlob.of(entry)); each < end; each = PackedBlob.skip(each, 2)) {
            cursor.read(each);
            listpack.add(cursor.address(), cursor.length());
            listpack.add(PackedScore.at(PackedBlob.next(each)));
        }
        put(listpack.end(), out);
    }

    private static void writeLargeSortedSet(final LargeSortedSet set, final RdbOutput out) {
        out.putLength(set.elementCount());
        set.forEachInOrder(member -> writeMember(member, RdbFormat.TYPE_ZSET_2, 0, out));
    }

    private void writeHash(final Database database, final long entry, final int type, final RdbOutput out) {
        hash.view(database, entry);
        if (type == RdbFormat.TYPE_HASH_LISTPACK) {
            writePackedHash(out);
            return;
        }
        final boolean hasExpiries = type == RdbFormat.TYPE_HASH_METADATA;
        final long leastMs = hasExpiries ? leastExpiryMs() : 0;
        if (hasExpiries) {
            out.putLong(leastMs);
        }
        out.putLength(hash.count());
        hash.rewind();
        while (hash.next()) {
            if (hasExpiries) {
                putExpiry(hash.expiryMs(), leastMs, out);
            }
            out.putString(hash.fieldAddress(), hash.fieldLength());
            out.putString(hash.valueAddress(), hash.valueLength());
            out.endElement();
        }
    }

    private void writePackedHash(final RdbOutput out) {
        listpack.begin();
        hash.rewind();
        while (hash.next()) {
            listpack.add(hash.fieldAddress(), hash.fieldLength());
            listpack.add(hash.valueAddress(), hash.valueLength());
        }
        put(listpack.end(), out);
    }

    private long leastExpiryMs() {
        long leastMs = Long.MAX_VALUE;
        hash.rewind();
        while (hash.next()) {
            if (hash.expiryMs() != EntryDescriptor.NO_EXPIRY) {
                leastMs = Math.min(leastMs, hash.expiryMs());
            }
        }
        return leastMs;
    }

    private static void put(final NativeBuffer blob, final RdbOutput out) {
        out.putBlob(blob.address(), blob.length());
    }

    /**
     * How the members of a record are written.
     *
     * @param type          one of the types in {@link RdbFormat}
     * @param leastExpiryMs a time before which no member is due, Unix milliseconds; 0 where none has an expiry
     */
    public record MemberForm(int type, long leastExpiryMs) {
    }
}
