package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/** HSET, HMSET, HSETNX, HDEL. */
final class HashWrites {
    private HashWrites() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("hset", context -> set(context, false));
        bindings.bind("hmset", context -> set(context, true));
        bindings.bind("hsetnx", HashWrites::setIfMissing);
        bindings.bind("hdel", HashWrites::delete);
    }

    /** {@code key (field value)...}: the number of new fields; HMSET OK. */
    private static void set(final CommandContext context, final boolean isSilent) {
        if ((context.argCount() & 1) != 0) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
            return;
        }
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        final int newCount = hash.putAll(context, 2);
        context.changed();
        context.notify(KeyEvent.HSET, 1);
        if (isSilent) {
            context.reply().ok();
        } else {
            context.reply().integer(newCount);
        }
    }

    /** {@code key field value}: 1, or 0 where the field is there. */
    private static void setIfMissing(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        if (hash.find(context.argAddress(2), context.argLength(2))) {
            context.reply().integer(0);
            return;
        }
        hash.put(context.argAddress(2), context.argLength(2), context.argAddress(3), context.argLength(3),
            EntryDescriptor.NO_EXPIRY);
        context.changed();
        context.notify(KeyEvent.HSET, 1);
        context.reply().integer(1);
    }

    /** {@code key field...}: the number of fields that were there. */
    private static void delete(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null) {
            return;
        }
        int count = 0;
        for (int i = 2; i < context.argCount() && hash.exists(); i++) {
            if (hash.remove(context.argAddress(i), context.argLength(i))) {
                count++;
            }
        }
        if (count > 0) {
            context.changed();
            context.notify(KeyEvent.HDEL, 1, !hash.exists());
        }
        context.reply().integer(count);
    }
}
