package org.ouzel.engine.type;

import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/** Builds one form of a hash from another: see {@link HashValue}. Reused; one thread. */
final class HashForms implements AutoCloseable {
    /** Elements for each field of a packed hash without and with expiries. */
    static final int PAIR = 2;
    static final int TRIPLE = 3;
    /** A blob above this makes way for a table, whatever the settings say: changing it would take too long. */
    static final int MAX_BLOB_BYTES = 1 << 20;
    /** The bytes before the blob of a packed hash with expiries. */
    static final int EXPIRY_BYTES = Long.BYTES;

    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 128 * 1024;

    private final PackedCursor fieldText = new PackedCursor();
    private final PackedCursor valueText = new PackedCursor();
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);

    /** Tells whether field and value in turn, from an argument to the last, can be a packed hash. */
    static boolean isPackable(final RequestArguments request, final int firstArg, final HashLimits limits) {
        long bytes = 0;
        for (int i = firstArg; i < request.argCount(); i++) {
            if (request.argLength(i) > limits.valueBytes()) {
                return false;
            }
            bytes += request.argLength(i);
        }
        return request.argCount() - firstArg >> 1 <= limits.entries() && bytes <= MAX_BLOB_BYTES;
    }

    /** Builds the blob of field and value in turn, from an argument to the last, of which fields may come twice. */
    NativeBuffer pack(final RequestArguments request, final int firstArg) {
        int bytes = PackedBlob.HEADER_BYTES;
        for (int i = firstArg; i < request.argCount(); i++) {
            bytes += PackedElement.bytesFor(request.argAddress(i), request.argLength(i));
        }
        buffer.reset();
        final long blob = buffer.reserve(bytes);
        final long first = PackedBlob.first(blob);
        long end = first;
        int count = 0;
        for (int i = firstArg; i < request.argCount(); i += 2) {
            final long value = request.argAddress(i + 1);
            final int valueLength = request.argLength(i + 1);
            final long same = PackedBlob.find(first, end, PAIR, request.argAddress(i), request.argLength(i));
            if (same == 0) {
                end = PackedElement.write(end, request.argAddress(i), request.argLength(i));
                end = PackedElement.write(end, value, valueLength);
                count += PAIR;
            } else {
                final long old = PackedBlob.next(same);
                final int oldBytes = PackedElement.bytesAt(old);
                final int newBytes = PackedElement.bytesFor(value, valueLength);
                PackedBlob.shift(blob, (int) (end - blob), (int) (old - blob), oldBytes, newBytes);
                PackedElement.write(old, value, valueLength);
                end += newBytes - oldBytes;
            }
        }
        PackedBlob.setCount(blob, count);
        buffer.advance((int) (end - blob));
        return buffer;
    }

    /** Builds the value of a packed hash with room for expiries from one without. */
    NativeBuffer addExpiries(final long entry) {
        final long blob = PackedBlob.of(entry);
        final long end = PackedBlob.end(entry);
        final int count = PackedBlob.count(blob) / PAIR;
        buffer.reset();
        final long value = buffer.reserve(EXPIRY_BYTES + EntryDescriptor.valueLength(entry)
            + count * PackedElement.bytesFor(0));
        NativeMemory.putLong(value, Long.MAX_VALUE);
        PackedBlob.setCount(value + EXPIRY_BYTES, count * TRIPLE);
        long target = PackedBlob.first(value + EXPIRY_BYTES);
        for (long field = PackedBlob.first(blob); field < end;) {
            final long next = PackedBlob.skip(field, PAIR);
            NativeMemory.copy(field, target, next - field);
            target = PackedElement.write(target + next - field, 0);
            field = next;
        }
        buffer.advance((int) (target - value));
        return buffer;
    }

    /** Builds the table of a packed hash's fields. */
    MemberTable unpack(final Database database, final long blob, final long end, final int stride) {
        final MemberTable table = new MemberTable(database.keyspace());
        for (long field = PackedBlob.first(blob); field < end; field = PackedBlob.skip(field, stride)) {
            fieldText.read(field);
            valueText.read(PackedBlob.next(field));
            final long expiryMs = stride == PAIR ? 0 : PackedElement.integerAt(PackedBlob.skip(field, PAIR));
            final long member = table.put(table.hashOf(fieldText.address(), fieldText.length()), fieldText.address(),
                fieldText.length(), valueText.length(), expiryMs == 0 ? EntryDescriptor.NO_EXPIRY : expiryMs);
            NativeMemory.copy(valueText.address(), EntryDescriptor.valueAddress(member), valueText.length());
        }
        return table;
    }

    @Override
    public void close() {
        fieldText.close();
        valueText.close();
        buffer.close();
    }
}
