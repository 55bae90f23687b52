package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;

/** Setting several keys or none of them: MSETNX, and the steps of MSETEX. */
final class MultiKeyStrings {
    private MultiKeyStrings() {
    }

    /** MSETNX (key value)...; 1, or 0 if one of the keys exists. */
    static void setAllIfNoneExists(final CommandContext context) {
        final int count = context.argCount();
        if ((count & 1) == 0) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
            return;
        }
        if (countExisting(context, 1, count) > 0) {
            context.reply().integer(0);
            return;
        }
        for (int arg = 1; arg < count; arg += 2) {
            context.putString(arg, context.argAddress(arg + 1), context.argLength(arg + 1),
                EntryDescriptor.NO_EXPIRY);
            context.changed();
            context.notify(KeyEvent.SET, arg);
        }
        context.reply().integer(1);
    }

    /** Returns how many of the keys at every second argument exist, from one argument up to another. */
    static int countExisting(final CommandContext context, final int firstArg, final int endArg) {
        int existing = 0;
        for (int arg = firstArg; arg < endArg; arg += 2) {
            if (context.lookupWrite(arg) != NONE) {
                existing++;
            }
        }
        return existing;
    }
}
