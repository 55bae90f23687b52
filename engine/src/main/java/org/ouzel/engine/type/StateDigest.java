package org.ouzel.engine.type;

import static org.ouzel.engine.store.EntryDescriptor.NO_EXPIRY;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.engine.store.UnorderedDigest;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * A fingerprint of keys, types, values and expiries. Equal for equal contents, whatever the number of shards, the forms
 * that values have, and the order in which members and fields came.
 *
 * <p>Keys that are due but were not found yet count; the access clock doesn't. One thread at a time, which holds what
 * it adds.
 */
public final class StateDigest implements AutoCloseable {
    private final UnorderedDigest entries = new UnorderedDigest();
    private final PackedCursor first = new PackedCursor();
    private final PackedCursor second = new PackedCursor();
    private final long text = NativeMemory.allocate(Decimal.MAX_BYTES);

    /** Adds what one shard stores of a namespace. */
    public StateDigest add(final Keyspace keyspace, final int namespace) {
        for (int number = 0; number < keyspace.databaseCount(); number++) {
            final Database database = keyspace.databaseIfPresent(namespace, number);
            if (database != null) {
                add(database, namespace);
            }
        }
        return this;
    }

    /** Adds one entry's type, value and expiry, without its key. */
    public StateDigest addValue(final Database database, final long entry) {
        putValue(database, entry);
        entries.endPart();
        return this;
    }

    /** Returns 40 hexadecimal digits: zeros if nothing was added. */
    public String hex() {
        return HexFormat.of().formatHex(entries.value());
    }

    @Override
    public void close() {
        first.close();
        second.close();
        NativeMemory.free(text, Decimal.MAX_BYTES);
    }

    private void add(final Database database, final int namespace) {
        final SegmentedIndex index = database.index();
        for (int place = 0; place < index.directorySize(); place = index.nextSegment(place)) {
            index.forEachIn(place, entry -> {
                entries.putNumbers(namespace, database.number());
                entries.putBytes(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
                addValue(database, entry);
            });
        }
    }

    private void putValue(final Database database, final long entry) {
        entries.putNumbers(EntryDescriptor.type(entry), EntryDescriptor.expiryMs(entry));
        if (EntryDescriptor.isHandle(entry)) {
            database.collection(entry).addTo(entries.part());
            return;
        }
        final long value = EntryDescriptor.valueAddress(entry);
        final int length = EntryDescriptor.valueLength(entry);
        switch (EntryDescriptor.type(entry)) {
            // A large list's elements look like this too.
            case EntryDescriptor.TYPE_LIST -> entries.part().update(NativeMemory.toArray(
                value + ListValue.HEADER_BYTES, length - ListValue.HEADER_BYTES));
            case EntryDescriptor.TYPE_SET, EntryDescriptor.TYPE_ZSET, EntryDescriptor.TYPE_HASH ->
                entries.part().update(membersOf(entry).value());
            default -> putString(entry, value, length);
        }
    }

    private void putString(final long entry, final long value, final int length) {
        if (EntryDescriptor.isInteger(entry)) {
            final byte[] digits = String.valueOf(EntryDescriptor.integerValue(entry))
                .getBytes(StandardCharsets.ISO_8859_1);
            entries.putNumbers(digits.length, 0);
            entries.part().update(digits);
        } else {
            entries.putBytes(value, length);
        }
    }

    /** Adds up the members of a packed value as those of a table are. */
    private UnorderedDigest membersOf(final long entry) {
        final UnorderedDigest members = new UnorderedDigest();
        if (EntryDescriptor.encoding(entry) == EntryDescriptor.ENCODING_INTSET) {
            addNumbers(entry, members);
            return members;
        }
        final int type = EntryDescriptor.type(entry);
        final boolean hasExpiries = EntryDescriptor.encoding(entry) == EntryDescriptor.ENCODING_LISTPACK_EX;
        final int stride = type == EntryDescriptor.TYPE_SET ? 1 : hasExpiries ? HashForms.TRIPLE : HashForms.PAIR;
        final long end = PackedBlob.end(entry);
        final long blob = hasExpiries ? EntryDescriptor.valueAddress(entry) + HashForms.EXPIRY_BYTES
            : PackedBlob.of(entry);
        for (long each = PackedBlob.first(blob); each < end; each = PackedBlob.skip(each, stride)) {
            first.read(each);
            final long expiryMs = hasExpiries ? PackedElement.integerAt(PackedBlob.skip(each, HashForms.PAIR)) : 0;
            final long expiry = expiryMs == 0 ? NO_EXPIRY : expiryMs;
            switch (type) {
                case EntryDescriptor.TYPE_SET -> members.addMember(first.address(), first.length(), NO_EXPIRY, text, 0);
                case EntryDescriptor.TYPE_ZSET -> {
                    NativeMemory.putLong(text, Double.doubleToRawLongBits(PackedScore.at(PackedBlob.next(each))));
                    members.addMember(first.address(), first.length(), NO_EXPIRY, text, Double.BYTES);
                }
                default -> {
                    second.read(PackedBlob.next(each));
                    members.addMember(first.address(), first.length(), expiry, second.address(), second.length());
                }
            }
        }
        return members;
    }

    private void addNumbers(final long entry, final UnorderedDigest members) {
        final long set = EntryDescriptor.valueAddress(entry);
        for (int i = 0; i < IntegerSet.count(set, EntryDescriptor.valueLength(entry)); i++) {
            members.addMember(text, Decimal.write(IntegerSet.get(set, i), text), NO_EXPIRY, text, 0);
        }
    }
}
