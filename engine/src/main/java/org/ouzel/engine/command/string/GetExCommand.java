package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/** GETEX key [EX s | PX ms | EXAT s | PXAT ms | PERSIST]; the value, or null for a missing key. */
final class GetExCommand implements CommandHandler {
    @Override
    public void execute(final CommandContext context) {
        final StringOptions options = StringOptions.of(context);
        if (!options.read(context, 2, StringOptions.PERSIST)) {
            return;
        }
        final long entry = context.lookupRead(1);
        if (entry == NONE) {
            context.reply().nil();
            return;
        }
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING) || !options.requireExpiry(context)) {
            return;
        }
        StringReads.reply(context, entry);
        if (Expiry.isDue(context, options.expiryMs())) {
            context.removeKey(1);
            StringEntries.changedToNothing(context, 1);
        } else if (options.hasExpiry() || options.isPersist() && EntryDescriptor.hasExpiry(entry)) {
            expire(context, entry, options.expiryMs());
        }
    }

    private static void expire(final CommandContext context, final long entry, final long expiryMs) {
        context.database().setExpiry(context.hash(1), entry, expiryMs);
        context.notify(expiryMs == EntryDescriptor.NO_EXPIRY ? KeyEvent.PERSIST : KeyEvent.EXPIRE, 1);
        final EffectWriter effect = context.changedAs();
        if (effect == null) {
            return;
        }
        if (expiryMs == EntryDescriptor.NO_EXPIRY) {
            effect.begin(2).text("PERSIST").bytes(context.argAddress(1), context.argLength(1));
        } else {
            effect.begin(3).text("PEXPIREAT").bytes(context.argAddress(1), context.argLength(1)).number(expiryMs);
        }
    }
}
