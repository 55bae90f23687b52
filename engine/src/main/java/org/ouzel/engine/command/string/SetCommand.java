package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/**
 * SET key value [NX | XX | IFEQ value | IFNE value | IFDEQ digest | IFDNE digest] [GET]
 * [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL].
 *
 * <p>Answers OK, or null where the condition isn't met; with GET the old value or null in both cases. Differs from
 * Redis 7.2 in that a point in time that has passed removes the key at once.
 */
final class SetCommand implements CommandHandler {
    private static final int PLAIN_ARG_COUNT = 3;
    private static final int ALLOWED = StringOptions.KEEP_TTL | StringOptions.EXISTENCE | StringOptions.COMPARISON
        | StringOptions.GET;

    @Override
    public void execute(final CommandContext context) {
        if (context.argCount() == PLAIN_ARG_COUNT) {
            context.putString(1, context.argAddress(2), context.argLength(2), EntryDescriptor.NO_EXPIRY);
            context.changed();
            context.notify(KeyEvent.SET, 1);
            context.reply().ok();
            return;
        }
        final StringOptions options = StringOptions.of(context);
        if (options.read(context, PLAIN_ARG_COUNT, ALLOWED) && options.requireExpiry(context)
            && Conditions.requireOperand(context, options.condition(), options.conditionArg())) {
            set(context, options);
        }
    }

    private static void set(final CommandContext context, final StringOptions options) {
        final long entry = options.hasGet() ? context.lookupRead(1) : context.lookupWrite(1);
        if (options.hasGet()) {
            if (!StringReads.replyOrNil(context, entry)) {
                return;
            }
        } else if (options.condition() > Conditions.LAST_WITHOUT_OPERAND
            && !context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        if (!Conditions.isMet(context, options.condition(), options.conditionArg(), entry)) {
            if (!options.hasGet()) {
                context.reply().nil();
            }
            return;
        }
        store(context, options, entry);
        if (!options.hasGet()) {
            context.reply().ok();
        }
    }

    private static void store(final CommandContext context, final StringOptions options, final long entry) {
        if (Expiry.isDue(context, options.expiryMs())) {
            if (context.removeKey(1)) {
                StringEntries.changedToNothing(context, 1);
            }
            return;
        }
        final long expiryMs = options.isKeepTtl() && entry != NONE ? EntryDescriptor.expiryMs(entry)
            : options.expiryMs();
        context.putString(1, context.argAddress(2), context.argLength(2), expiryMs);
        if (options.hasExpiry()) {
            StringEntries.changedToExpiring(context, 1, 2, expiryMs);
        } else {
            context.changed();
            context.notify(KeyEvent.SET, 1);
        }
    }
}
