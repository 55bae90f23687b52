package org.ouzel.persistence.snapshot;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.CollectionImage;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.StreamImage;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.rdb.StreamRecord;
import org.ouzel.persistence.rdb.ValueWriter;

/**
 * An RDB file.
 *
 * @param isAofBase whether it says of itself that it is the base of an append only file
 */
public record RdbForm(boolean isAofBase) implements SnapshotForm {
    @Override
    public void writeHead(final ServerState server, final long nowMs, final int onlyNamespace, final RdbOutput out) {
        RdbFileWriter.writeHead(server, nowMs, isAofBase, onlyNamespace, out);
        if (onlyNamespace == RdbFileWriter.ALL_NAMESPACES) {
            server.scripts().functions().forEach((namespace, library) ->
                RdbFileWriter.writeFunction(namespace, library, out));
        }
    }

    @Override
    public EntryForm newEntries(final ServerState server, final long nowMs) {
        return new Entries(new ValueWriter(server, nowMs));
    }

    @Override
    public boolean hasChecksum() {
        return true;
    }

    /** The records of one shard. */
    static final class Entries implements EntryForm {
        private final ValueWriter values;

        Entries(final ValueWriter values) {
            this.values = values;
        }

        @Override
        public void writeDatabase(final long number, final RdbOutput out) {
            RdbFileWriter.writeDatabase(number, out);
        }

        @Override
        public void writeEntry(final Database database, final long entry, final RdbOutput out) {
            values.writeRecord(database, entry, out);
        }

        @Override
        public Members beginMembers(final Database database, final long entry, final RdbOutput out) {
            if (EntryDescriptor.type(entry) == EntryDescriptor.TYPE_STREAM) {
                return new StreamParts(values.beginStream(entry, out));
            }
            return new RecordMembers(values, values.beginMembers(database, entry, out));
        }

        @Override
        public void close() {
            values.close();
        }
    }

    /** The members of one record. */
    private record RecordMembers(ValueWriter values, ValueWriter.MemberForm form) implements EntryForm.Members {
        @Override
        public void write(final long member, final RdbOutput out) {
            values.writeMember(member, form, out);
        }

        @Override
        public void writeRun(final long start, final long end, final RdbOutput out) {
            values.writeRun(start, end, out);
        }

        @Override
        public void end(final RdbOutput out) {
            // The number in front says where a record ends.
        }
    }

    /** The parts of a stream's record. */
    private record StreamParts(StreamRecord stream) implements EntryForm.Members {
        @Override
        public boolean writePart(final CollectionImage image, final RdbOutput out) {
            return stream.writeNext((StreamImage) image, out);
        }

        @Override
        public void end(final RdbOutput out) {
            // The last consumer is known by its number.
        }
    }
}
