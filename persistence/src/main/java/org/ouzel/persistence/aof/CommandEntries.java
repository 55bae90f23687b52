package org.ouzel.persistence.aof;

import org.ouzel.engine.command.EffectWriter;
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
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.snapshot.EntryForm;

/** Writes the commands that make the entries of one shard, and give them their expiry. */
final class CommandEntries implements EntryForm {
    static final String RPUSH = "RPUSH";
    static final String SADD = "SADD";
    static final String ZADD = "ZADD";
    static final String HSET = "HSET";

    private final int databaseCount;
    private final boolean isOfSeveralNamespaces;
    private final EffectWriter writer = new EffectWriter();
    private final CommandPieces pieces = new CommandPieces();
    private final HashValue hash = new HashValue();
    private final PackedCursor cursor = new PackedCursor();

    /**
     * @param databaseCount         how many databases a namespace has
     * @param isOfSeveralNamespaces whether the file says to which one entries belong
     */
    CommandEntries(final int databaseCount, final boolean isOfSeveralNamespaces) {
        this.databaseCount = databaseCount;
        this.isOfSeveralNamespaces = isOfSeveralNamespaces;
    }

    @Override
    public void writeDatabase(final long number, final RdbOutput out) {
        writer.wrap(out.buffer());
        if (isOfSeveralNamespaces) {
            writer.namespace((int) (number / databaseCount));
        }
        writer.begin(2).text("SELECT").number(number % databaseCount);
    }

    @Override
    public void writeEntry(final Database database, final long entry, final RdbOutput out) {
        writer.wrap(out.buffer());
        switch (EntryDescriptor.type(entry)) {
            case EntryDescriptor.TYPE_STRING -> writeString(entry);
            case EntryDescriptor.TYPE_LIST -> writeList(database, entry, out);
            case EntryDescriptor.TYPE_SET -> writeSet(database, entry, out);
            case EntryDescriptor.TYPE_ZSET -> writeSortedSet(database, entry, out);
            case EntryDescriptor.TYPE_HASH -> writeHash(database, entry, out);
            default -> writeStream((Stream) database.collection(entry), entry, out);
        }
        if (EntryDescriptor.hasExpiry(entry) && EntryDescriptor.type(entry) != EntryDescriptor.TYPE_STREAM) {
            writer.wrap(out.buffer()).begin(3).text("PEXPIREAT").bytes(EntryDescriptor.keyAddress(entry),
                EntryDescriptor.keyLength(entry)).number(EntryDescriptor.expiryMs(entry));
        }
        out.endElement();
    }

    @Override
    public Members beginMembers(final Database database, final long entry, final RdbOutput out) {
        if (EntryDescriptor.type(entry) == EntryDescriptor.TYPE_STREAM) {
            return new StreamCommands(entry);
        }
        return new CommandMembers(database.collection(entry), entry);
    }

    @Override
    public void close() {
        hash.close();
        cursor.close();
    }

    private void writeString(final long entry) {
        writer.begin(3).text("SET").bytes(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
        if (EntryDescriptor.isInteger(entry)) {
            writer.number(EntryDescriptor.integerValue(entry));
        } else {
            writer.bytes(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        }
    }

    private void writeList(final Database database, final long entry, final RdbOutput out) {
        if (EntryDescriptor.isHandle(entry)) {
            final ChunkedList list = (ChunkedList) database.collection(entry);
            begin(RPUSH, entry, list.elementCount(), 1);
            for (int chunk = 0; chunk < list.chunkCount(); chunk++) {
                writeRun(list.start(chunk), list.end(chunk), out);
            }
            return;
        }
        final long value = EntryDescriptor.valueAddress(entry);
        final long end = value + EntryDescriptor.valueLength(entry);
        int count = 0;
        for (long each = value + ListValue.HEADER_BYTES; each < end; each = ListElements.next(each)) {
            count++;
        }
        begin(RPUSH, entry, count, 1);
        writeRun(value + ListValue.HEADER_BYTES, end, out);
    }

    private void writeRun(final long start, final long end, final RdbOutput out) {
        for (long element = start; element < end; element = ListElements.next(element)) {
            next(out).bytes(ListElements.data(element), ListElements.length(element));
            out.endElement();
        }
    }

    private void writeSet(final Database database, final long entry, final RdbOutput out) {
        if (EntryDescriptor.isHandle(entry)) {
            final MemberTable members = database.collection(entry).members();
            begin(SADD, entry, members.elementCount(), 1);
            members.forEach(member -> {
                next(out).bytes(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
                out.endElement();
            });
        } else if (EntryDescriptor.encoding(entry) == EntryDescriptor.ENCODING_INTSET) {
            final long set = EntryDescriptor.valueAddress(entry);
            final int count = IntegerSet.count(set, EntryDescriptor.valueLength(entry));
            begin(SADD, entry, count, 1);
            for (int i = 0; i < count; i++) {
                next(out).number(IntegerSet.get(set, i));
            }
        } else {
            final long blob = PackedBlob.of(entry);
            begin(SADD, entry, PackedBlob.count(blob), 1);
            cursor.wrap(PackedBlob.first(blob), PackedBlob.end(entry));
            while (cursor.next()) {
                next(out).bytes(cursor.address(), cursor.length());
            }
        }
    }

    private void writeSortedSet(final Database database, final long entry, final RdbOutput out) {
        if (EntryDescriptor.isHandle(entry)) {
            final LargeSortedSet set = (LargeSortedSet) database.collection(entry);
            begin(ZADD, entry, set.elementCount(), 2);
            set.forEachInOrder(member -> {
                next(out).number(LargeSortedSet.score(member)).bytes(EntryDescriptor.keyAddress(member),
                    EntryDescriptor.keyLength(member));
                out.endElement();
            });
            return;
        }
        final long first = PackedBlob.first(PackedBlob.of(entry));
        final long end = PackedBlob.end(entry);
        int count = 0;
        for (long each = first; each < end; each = PackedBlob.skip(each, 2)) {
            count++;
        }
        begin(ZADD, entry, count, 2);
        for (long each = first; each < end; each = PackedBlob.skip(each, 2)) {
            cursor.read(each);
            next(out).number(PackedScore.at(PackedBlob.next(each))).bytes(cursor.address(), cursor.length());
        }
    }

    private void writeHash(final Database database, final long entry, final RdbOutput out) {
        hash.view(database, entry);
        begin(HSET, entry, hash.count(), 2);
        hash.rewind();
        while (hash.next()) {
            next(out).bytes(hash.fieldAddress(), hash.fieldLength()).bytes(hash.valueAddress(), hash.valueLength());
            out.endElement();
        }
        if (!EntryDescriptor.hasElementExpiry(entry)) {
            return;
        }
        hash.rewind();
        while (hash.next()) {
            if (hash.expiryMs() != EntryDescriptor.NO_EXPIRY) {
                writer.wrap(out.buffer()).begin(6).text("HPEXPIREAT").bytes(EntryDescriptor.keyAddress(entry),
                    EntryDescriptor.keyLength(entry)).number(hash.expiryMs()).text("FIELDS").number(1)
                    .bytes(hash.fieldAddress(), hash.fieldLength());
                out.endElement();
            }
        }
    }

    private static void writeStream(final Stream stream, final long entry, final RdbOutput out) {
        final StreamCommands commands = new StreamCommands(entry);
        final StreamImage image = new StreamImage(stream);
        while (commands.writePart(image, out)) {
            out.endElement();
        }
        commands.end(out);
    }

    private void begin(final String name, final long entry, final long count, final int width) {
        pieces.begin(name, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry), count, width);
    }

    /** Begins an element; the buffer may be another one than for the last. */
    private EffectWriter next(final RdbOutput out) {
        writer.wrap(out.buffer());
        pieces.next(writer);
        return writer;
    }
}
