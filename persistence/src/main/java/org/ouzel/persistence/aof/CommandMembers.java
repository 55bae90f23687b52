package org.ouzel.persistence.aof;

import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.store.Collection;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.type.LargeSortedSet;
import org.ouzel.engine.type.ListElements;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.snapshot.EntryForm;
import org.ouzel.protocol.NativeBuffer;

/**
 * The commands that make one large set, sorted set, hash or list, as its members or runs come. The expiries of a
 * command's fields wait until it is complete, that of the key until the end.
 */
final class CommandMembers implements EntryForm.Members {
    private static final int EXPIRIES_BYTES = 1024;
    private static final int KEPT_BYTES = 64 * 1024;

    private final int type;
    private final long expiryMs;
    /** A copy, since the entry may have gone when the members come. */
    private final NativeBuffer key;
    /** The commands that give the fields of the command at hand their expiries, or null. */
    private final NativeBuffer expiries;
    private final EffectWriter writer = new EffectWriter();
    private final CommandPieces pieces = new CommandPieces();

    CommandMembers(final Collection collection, final long entry) {
        final MemberTable members = collection.members();
        type = EntryDescriptor.type(entry);
        expiryMs = EntryDescriptor.hasExpiry(entry) ? EntryDescriptor.expiryMs(entry) : EntryDescriptor.NO_EXPIRY;
        final int keyLength = EntryDescriptor.keyLength(entry);
        key = new NativeBuffer(Math.max(1, keyLength), KEPT_BYTES);
        key.putBytes(EntryDescriptor.keyAddress(entry), keyLength);
        expiries = members != null && members.expiringCount() > 0 ? new NativeBuffer(EXPIRIES_BYTES, KEPT_BYTES) : null;
        final String name = switch (type) {
            case EntryDescriptor.TYPE_LIST -> CommandEntries.RPUSH;
            case EntryDescriptor.TYPE_SET -> CommandEntries.SADD;
            case EntryDescriptor.TYPE_ZSET -> CommandEntries.ZADD;
            default -> CommandEntries.HSET;
        };
        pieces.begin(name, key.address(), key.length(),
            members == null ? collection.elementCount() : members.elementCount(),
            type == EntryDescriptor.TYPE_ZSET || type == EntryDescriptor.TYPE_HASH ? 2 : 1);
    }

    @Override
    public void write(final long member, final RdbOutput out) {
        writer.wrap(out.buffer());
        pieces.next(writer);
        if (type == EntryDescriptor.TYPE_ZSET) {
            writer.number(LargeSortedSet.score(member));
        }
        writer.bytes(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
        if (type == EntryDescriptor.TYPE_HASH) {
            writer.bytes(EntryDescriptor.valueAddress(member), EntryDescriptor.valueLength(member));
        }
        if (expiries != null) {
            noteExpiry(member);
            if (pieces.isPieceComplete()) {
                out.buffer().putBytes(expiries.address(), expiries.length());
                expiries.reset();
            }
        }
    }

    @Override
    public void writeRun(final long start, final long end, final RdbOutput out) {
        writer.wrap(out.buffer());
        for (long element = start; element < end; element = ListElements.next(element)) {
            pieces.next(writer);
            writer.bytes(ListElements.data(element), ListElements.length(element));
        }
    }

    @Override
    public void end(final RdbOutput out) {
        if (expiryMs != EntryDescriptor.NO_EXPIRY) {
            writer.wrap(out.buffer()).begin(3).text("PEXPIREAT").bytes(key.address(), key.length()).number(expiryMs);
        }
        key.close();
        if (expiries != null) {
            expiries.close();
        }
    }

    private void noteExpiry(final long member) {
        final long memberExpiryMs = EntryDescriptor.expiryMs(member);
        if (memberExpiryMs != EntryDescriptor.NO_EXPIRY) {
            writer.wrap(expiries).begin(6).text("HPEXPIREAT").bytes(key.address(), key.length())
                .number(memberExpiryMs).text("FIELDS").number(1)
                .bytes(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
        }
    }
}
