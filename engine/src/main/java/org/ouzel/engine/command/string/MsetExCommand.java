package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.store.EntryDescriptor;

/**
 * MSETEX numkeys (key value)... [NX | XX] [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL]; 1, or 0 if the condition isn't
 * met and nothing was set. Source: Redis 8.4's command page.
 */
final class MsetExCommand implements CommandHandler {
    private static final int FIRST_KEY_ARG = 2;
    private static final int ALLOWED = StringOptions.KEEP_TTL | StringOptions.EXISTENCE;

    private final PerShard<StringOptions> shardOptions = new PerShard<>(StringOptions::new);

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
        final StringOptions options = shardOptions.of(context);
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
        for (int arg = FIRST_KEY_ARG; arg < endArg; arg += 2) {
            setOne(context, options, arg);
        }
        context.reply().integer(1);
    }

    private static void setOne(final CommandContext context, final StringOptions options, final int arg) {
        if (Expiry.isDue(context, options.expiryMs())) {
            if (context.removeKey(arg)) {
                StringEntries.changedToNothing(context, arg);
            }
            return;
        }
        long expiryMs = options.expiryMs();
        if (options.isKeepTtl()) {
            final long old = context.peek(arg);
            expiryMs = old == NONE ? EntryDescriptor.NO_EXPIRY : EntryDescriptor.expiryMs(old);
        }
        context.putString(arg, context.argAddress(arg + 1), context.argLength(arg + 1), expiryMs);
        if (options.hasExpiry()) {
            StringEntries.changedToExpiring(context, arg, arg + 1, expiryMs);
            return;
        }
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(options.isKeepTtl() ? 4 : 3).text("SET")
                .bytes(context.argAddress(arg), context.argLength(arg))
                .bytes(context.argAddress(arg + 1), context.argLength(arg + 1));
            if (options.isKeepTtl()) {
                effect.text("KEEPTTL");
            }
        }
    }
}
