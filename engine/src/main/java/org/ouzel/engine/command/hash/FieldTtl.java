package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/**
 * HTTL, HPTTL, HEXPIRETIME, HPEXPIRETIME, HPERSIST: {@code key FIELDS numfields field...}.
 *
 * <p>The reply is an array: for each field its time, or 1 if its expiry was dropped; -1 if it has none, -2 if there is
 * no such field.
 */
final class FieldTtl implements CommandHandler {
    private static final int NO_FIELD = -2;
    private static final int NO_EXPIRY = -1;
    private static final long MS_PER_SECOND = 1000;

    private final boolean isSeconds;
    private final boolean isRelative;

    private FieldTtl(final boolean isSeconds, final boolean isRelative) {
        this.isSeconds = isSeconds;
        this.isRelative = isRelative;
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("httl", new FieldTtl(true, true));
        bindings.bind("hpttl", new FieldTtl(false, true));
        bindings.bind("hexpiretime", new FieldTtl(true, false));
        bindings.bind("hpexpiretime", new FieldTtl(false, false));
        bindings.bind("hpersist", FieldTtl::persist);
    }

    @Override
    public void execute(final CommandContext context) {
        final HashValue hash = Hashes.forReading(context);
        if (hash == null || !FieldArguments.require(context, 2, FieldArguments.NOT_POSITIVE)) {
            return;
        }
        context.reply().array(context.argCount() - 4);
        for (int i = 4; i < context.argCount(); i++) {
            context.reply().integer(time(context, hash, i));
        }
    }

    private long time(final CommandContext context, final HashValue hash, final int fieldArg) {
        if (!hash.find(context.argAddress(fieldArg), context.argLength(fieldArg))) {
            return NO_FIELD;
        }
        final long expiryMs = hash.expiryMs();
        if (expiryMs == EntryDescriptor.NO_EXPIRY) {
            return NO_EXPIRY;
        }
        final long ms = expiryMs - (isRelative ? context.nowMs() : 0);
        return isSeconds ? (ms + MS_PER_SECOND - 1) / MS_PER_SECOND : ms;
    }

    private static void persist(final CommandContext context) {
        final HashValue hash = Hashes.forWriting(context);
        if (hash == null || !FieldArguments.require(context, 2, FieldArguments.NOT_POSITIVE)) {
            return;
        }
        boolean isChanged = false;
        context.reply().array(context.argCount() - 4);
        for (int i = 4; i < context.argCount(); i++) {
            if (!hash.find(context.argAddress(i), context.argLength(i))) {
                context.reply().integer(NO_FIELD);
            } else if (hash.expiryMs() == EntryDescriptor.NO_EXPIRY) {
                context.reply().integer(NO_EXPIRY);
            } else {
                hash.setExpiry(EntryDescriptor.NO_EXPIRY);
                isChanged = true;
                context.reply().integer(1);
            }
        }
        if (isChanged) {
            context.changed();
            context.notify(KeyEvent.HPERSIST, 1);
        }
    }
}
