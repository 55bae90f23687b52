package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.EntryDescriptor.NO_EXPIRY;
import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/** The writing commands with one key and no options: SETNX, SETEX, PSETEX, GETSET, GETDEL. */
final class StringWrites {
    private StringWrites() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("setnx", StringWrites::setIfMissing);
        bindings.bind("setex", context -> setExpiring(context, true));
        bindings.bind("psetex", context -> setExpiring(context, false));
        bindings.bind("getset", StringWrites::getAndSet);
        bindings.bind("getdel", StringWrites::getAndDelete);
    }

    /** SETNX key value; 1, or 0 if the key exists. */
    private static void setIfMissing(final CommandContext context) {
        if (context.lookupWrite(1) != NONE) {
            context.reply().integer(0);
            return;
        }
        context.putString(1, context.argAddress(2), context.argLength(2), NO_EXPIRY);
        context.changed();
        context.notify(KeyEvent.SET, 1);
        context.reply().integer(1);
    }

    /** SETEX key seconds value, PSETEX key milliseconds value; OK. */
    private static void setExpiring(final CommandContext context, final boolean isSeconds) {
        final long expiryMs = Expiry.require(context, 2, isSeconds, true);
        if (expiryMs == Expiry.REFUSED) {
            return;
        }
        context.putString(1, context.argAddress(3), context.argLength(3), expiryMs);
        StringEntries.changedToExpiring(context, 1, 3, expiryMs);
        context.reply().ok();
    }

    /** GETSET key value; the old value, or null for a missing key. */
    private static void getAndSet(final CommandContext context) {
        if (StringReads.replyOrNil(context, context.lookupRead(1))) {
            context.putString(1, context.argAddress(2), context.argLength(2), NO_EXPIRY);
            context.changed();
            context.notify(KeyEvent.SET, 1);
        }
    }

    /** GETDEL key; the value, or null for a missing key. */
    private static void getAndDelete(final CommandContext context) {
        final long entry = context.lookupRead(1);
        if (entry == NONE) {
            context.reply().nil();
        } else if (context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            StringReads.reply(context, entry);
            context.removeKey(1);
            StringEntries.changedToNothing(context, 1);
        }
    }
}
