package org.ouzel.engine.command.sort;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.Shard;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;
import org.ouzel.protocol.NativeBuffer;

/** Looks up what patterns lead to, on whichever shard it is. One for each thread. */
final class SortValues implements AutoCloseable {
    private static final ContextLocal<SortValues> LOCAL = new ContextLocal<>(SortValues::new);
    private static final int BUFFER_BYTES = 256;
    private static final int KEPT_BUFFER_BYTES = 64 * 1024;

    private long address;
    private int length;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final HashValue hash = new HashValue();

    static SortValues of(final CommandContext context) {
        return context.local(LOCAL);
    }

    /** Looks for what a pattern leads to for an element; returns whether there is something. */
    boolean find(final CommandContext context, final KeyPattern pattern, final byte[] element) {
        buffer.reset();
        if (pattern.isElement()) {
            buffer.putBytes(element);
            address = buffer.address();
            length = buffer.length();
            return true;
        }
        if (!pattern.hasPlaceholder()) {
            return false;
        }
        final byte[] field = pattern.field();
        buffer.putBytes(pattern.key(element));
        final int keyLength = buffer.length();
        if (field != null) {
            buffer.putBytes(field);
        }
        final long entry = context.lookupRead(buffer.address(), keyLength);
        if (entry == NONE) {
            return false;
        }
        return field == null ? isString(context, entry) : isField(context, entry, keyLength);
    }

    /** Returns the address of what was found, until the next search. */
    long address() {
        return address;
    }

    int length() {
        return length;
    }

    private boolean isString(final CommandContext context, final long entry) {
        if (EntryDescriptor.type(entry) != EntryDescriptor.TYPE_STRING) {
            return false;
        }
        final StringValue value = context.stringValue(entry);
        address = value.address();
        length = value.length();
        return true;
    }

    private boolean isField(final CommandContext context, final long entry, final int keyLength) {
        if (EntryDescriptor.type(entry) != EntryDescriptor.TYPE_HASH) {
            return false;
        }
        final Shard owner = context.shardOf(buffer.address(), keyLength);
        final Database database = owner.keyspace().database(context.event().namespace(), context.event().database());
        hash.within(database, context.nowMs(), context.server().hashLimits(), owner.fieldExpiry())
            .bind(database.index().hashOf(entry), buffer.address(), keyLength, entry, 0);
        if (!hash.find(buffer.address() + keyLength, buffer.length() - keyLength)) {
            return false;
        }
        address = hash.valueAddress();
        length = hash.valueLength();
        return true;
    }

    @Override
    public void close() {
        buffer.close();
        hash.close();
    }
}
