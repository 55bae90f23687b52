package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/**
 * MSETEX numkeys (key value)... [NX | XX] [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL]; 1, or 0 if the condition isn't
 * met and nothing was set. Source: Redis 8.4's command page.
 */
final class MsetExCommand implements CommandHandler {
    private static final int FIRST_KEY_ARG = 2;
    private static final int ALLOWED = StringOptions.KEEP_TTL | StringOptions.EXISTENCE;

    @Override
    public void execute(final CommandContext context) {
        if (!context.isLong(1) || context.parsedLong() <= 0 || context.parsedLong() > Integer.MAX_VALUE) {
            context.reply().error("ERR invalid numkeys value");
            return;
        }
        final long endArg = FIRST_KEY_ARG + 2 * context.parsedLong();
        if (endArg > context.argCount()) {
            context.reply().error("ERR wrong number of key-value pairs");
            return;
        }
        final StringOptions options = StringOptions.of(context);
        if (options.read(context, (int) endArg, ALLOWED) && options.requireExpiry(context)) {
            set(context, options, (int) endArg);
        }
    }

    private static void set(final CommandContext context, final StringOptions options, final int endArg) {
        final int keyCount = (endArg - FIRST_KEY_ARG) / 2;
        final int wanted = options.condition() == Conditions.IF_MISSING ? 0 : keyCount;
        if (options.condition() != Conditions.ALWAYS
            && MultiKeyStrings.countExisting(context, FIRST_KEY_ARG, endArg) != wanted) {
            context.reply().integer(0);
            return;
        }
        if (Expiry.isDue(context, options.expiryMs())) {
            removeAll(context, endArg);
        } else {
            for (int arg = FIRST_KEY_ARG; arg < endArg; arg += 2) {
                setOne(context, options, arg);
            }
            writeEffect(context, options, endArg);
        }
        context.reply().integer(1);
    }

    private static void removeAll(final CommandContext context, final int endArg) {
        for (int arg = FIRST_KEY_ARG; arg < endArg; arg += 2) {
            if (context.removeKey(arg)) {
                StringEntries.changedToNothing(context, arg);
            }
        }
    }

    private static void setOne(final CommandContext context, final StringOptions options, final int arg) {
        long expiryMs = options.expiryMs();
        if (options.isKeepTtl()) {
            final long old = context.peek(arg);
            expiryMs = old == NONE ? EntryDescriptor.NO_EXPIRY : EntryDescriptor.expiryMs(old);
        }
        context.putString(arg, context.argAddress(arg + 1), context.argLength(arg + 1), expiryMs);
        context.notify(KeyEvent.SET, arg);
        if (options.hasExpiry()) {
            context.notify(KeyEvent.EXPIRE, arg);
        }
    }

    /** Writes commands that servers of version 7 know: one MSET, or a SET for each key, several as a transaction. */
    private static void writeEffect(final CommandContext context, final StringOptions options, final int endArg) {
        final EffectWriter effect = context.changedAs();
        if (effect == null) {
            return;
        }
        if (!options.hasExpiry() && !options.isKeepTtl()) {
            effect.begin(endArg - FIRST_KEY_ARG + 1).text("MSET");
            for (int arg = FIRST_KEY_ARG; arg < endArg; arg++) {
                effect.bytes(context.argAddress(arg), context.argLength(arg));
            }
            return;
        }
        final boolean isTransaction = endArg > FIRST_KEY_ARG + 2;
        if (isTransaction) {
            effect.begin(1).text("MULTI");
        }
        for (int arg = FIRST_KEY_ARG; arg < endArg; arg += 2) {
            effect.begin(options.isKeepTtl() ? 4 : 5).text("SET")
                .bytes(context.argAddress(arg), context.argLength(arg))
                .bytes(context.argAddress(arg + 1), context.argLength(arg + 1));
            if (options.isKeepTtl()) {
                effect.text("KEEPTTL");
            } else {
                effect.text("PXAT").number(options.expiryMs());
            }
        }
        if (isTransaction) {
            effect.begin(1).text("EXEC");
        }
    }
}
