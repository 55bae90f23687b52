package org.ouzel.engine.command.hash;

import java.util.BitSet;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/**
 * HGETEX: {@code key [EX s | PX ms | EXAT s | PXAT ms | PERSIST] FIELDS numfields field...}: an array of values and
 * nulls. Recorded as HPEXPIREAT, HPERSIST or, where the moment has passed, HDEL.
 */
final class HGetExCommand implements CommandHandler {
    @Override
    public void execute(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        final ExpiryOption option = ExpiryOption.at(context, 2);
        final boolean isPersisting = context.argIs(2, "persist");
        long expiryMs = EntryDescriptor.NO_EXPIRY;
        if (option != ExpiryOption.NONE) {
            expiryMs = option.require(context, 3);
            if (expiryMs == FieldArguments.REFUSED) {
                return;
            }
        }
        final int fieldsArg = option != ExpiryOption.NONE ? 4 : isPersisting ? 3 : 2;
        if (!FieldArguments.require(context, fieldsArg, FieldArguments.NOT_POSITIVE)) {
            return;
        }
        if (hash.exists() && expiryMs > context.nowMs()) {
            hash.allowExpiry();
        }
        final boolean isRead = option == ExpiryOption.NONE && !isPersisting;
        final BitSet changed = Hashes.changedArgs(context);
        context.reply().array(context.argCount() - fieldsArg - 2);
        for (int i = fieldsArg + 2; i < context.argCount(); i++) {
            if (!hash.find(context.argAddress(i), context.argLength(i))) {
                context.reply().nil();
                continue;
            }
            hash.replyValue(context.reply());
            changed.set(i, !isRead && isChanged(context, hash, expiryMs));
        }
        if (!changed.isEmpty()) {
            FieldExpiry.record(context, hash, expiryMs, changed);
        }
    }

    private static boolean isChanged(final CommandContext context, final HashValue hash, final long expiryMs) {
        if (expiryMs == EntryDescriptor.NO_EXPIRY) {
            if (hash.expiryMs() == EntryDescriptor.NO_EXPIRY) {
                return false;
            }
            hash.setExpiry(expiryMs);
        } else if (expiryMs <= context.nowMs()) {
            hash.removeCurrent();
        } else {
            hash.setExpiry(expiryMs);
        }
        return true;
    }
}
