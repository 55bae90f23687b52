package org.ouzel.engine.command.list;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.ListValue;

/** What the list commands have in common: finding lists, and reading arguments. */
final class Lists {
    static final int NO_END = -1;
    static final int LEFT = 0;
    static final int RIGHT = 1;

    private Lists() {
    }

    /** Returns a key's list for reading; null where it is none, which has been answered. */
    static ListValue forReading(final CommandContext context, final int keyArg) {
        return of(context, keyArg, context.lookupRead(keyArg));
    }

    /** Returns a key's list for writing; null where it is none, which has been answered. */
    static ListValue forWriting(final CommandContext context, final int keyArg) {
        return of(context, keyArg, context.lookupWrite(keyArg));
    }

    /** Returns LEFT or RIGHT, or {@link #NO_END} where the argument is neither. */
    static int end(final CommandContext context, final int arg) {
        return context.argIs(arg, "left") ? LEFT : context.argIs(arg, "right") ? RIGHT : NO_END;
    }

    /** Returns a number that is at least 1, or -1 where it is none, which has been answered with the text. */
    static long requirePositive(final CommandContext context, final int arg, final String error) {
        if (context.isLong(arg) && context.parsedLong() > 0) {
            return context.parsedLong();
        }
        context.reply().error(error);
        return -1;
    }

    private static ListValue of(final CommandContext context, final int keyArg, final long entry) {
        if (entry != NONE && EntryDescriptor.type(entry) != EntryDescriptor.TYPE_LIST) {
            context.reply().error(Errors.WRONG_TYPE);
            return null;
        }
        return new ListValue(context.databaseFor(keyArg), context.hash(keyArg), context.argAddress(keyArg),
            context.argLength(keyArg), entry, context.newAccess(), context.server().listLimits());
    }
}
