package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.entity.EntityParts;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/** A hash's fields as parts of an entity. */
public final class HashParts implements EntityParts {
    @Override
    public void put(final CommandContext context, final int keyArg, final int partArg, final int valueArg) {
        final HashValue hash = Hashes.forWriting(context, keyArg);
        hash.put(context.argAddress(partArg), context.argLength(partArg), context.argAddress(valueArg),
            context.argLength(valueArg), EntryDescriptor.NO_EXPIRY);
        context.recordAs("HSET", keyArg, partArg, valueArg);
        context.notify(KeyEvent.HSET, keyArg);
    }

    @Override
    public void reply(final CommandContext context, final int keyArg, final int partArg) {
        HashReads.replyValue(context, Hashes.forReading(context), partArg);
    }

    @Override
    public boolean remove(final CommandContext context, final int keyArg, final int partArg) {
        final HashValue hash = Hashes.forWriting(context, keyArg);
        if (!hash.exists() || !hash.remove(context.argAddress(partArg), context.argLength(partArg))) {
            return false;
        }
        context.recordAs("HDEL", keyArg, partArg);
        context.notify(KeyEvent.HDEL, keyArg, !hash.exists());
        return true;
    }
}
