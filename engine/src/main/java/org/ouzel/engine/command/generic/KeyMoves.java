package org.ouzel.engine.command.generic;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/** Values under another key or in another database: RENAME, RENAMENX, MOVE, COPY; keys may live on two shards. */
final class KeyMoves {
    private KeyMoves() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("rename", context -> rename(context, false));
        bindings.bind("renamenx", context -> rename(context, true));
        bindings.bind("move", KeyMoves::move);
        bindings.bind("copy", KeyMoves::copy);
    }

    /** {@code key newkey}: OK; RENAMENX 1, or 0 where the new name is taken. */
    private static void rename(final CommandContext context, final boolean isNewOnly) {
        final long entry = context.lookupWrite(1);
        if (entry == NONE) {
            context.reply().error(Errors.NO_SUCH_KEY);
            return;
        }
        final boolean isSame = isSameKey(context);
        if (isNewOnly && (isSame || context.peek(2) != NONE)) {
            context.reply().integer(0);
            return;
        }
        if (!isSame) {
            notifyReplaced(context, 2, context.databaseOf(2));
            context.databaseOf(2).putMoved(context.hash(2), context.argAddress(2), context.argLength(2),
                context.databaseOf(1), entry);
            context.changed();
            context.notify(KeyEvent.RENAME_FROM, 1);
            context.notify(KeyEvent.RENAME_TO, 2);
        }
        if (isNewOnly) {
            context.reply().integer(1);
        } else {
            context.reply().ok();
        }
    }

    /** {@code key db}: 1, or 0 where there is no such key or the other database has it too. */
    private static void move(final CommandContext context) {
        final int number = DatabaseNumber.parse(context, 2);
        if (number == DatabaseNumber.INVALID) {
            return;
        }
        if (number == context.event().database()) {
            context.reply().error(Errors.SAME_OBJECT);
            return;
        }
        final long entry = context.lookupWrite(1);
        final Database target = context.databaseOf(1, number);
        if (entry == NONE || find(context, target, 1) != NONE) {
            context.reply().integer(0);
            return;
        }
        target.putMoved(context.hash(1), context.argAddress(1), context.argLength(1), context.database(), entry);
        context.changed();
        context.notify(KeyEvent.MOVE_FROM, 1);
        context.notify(KeyEvent.MOVE_TO, 1, number);
        context.reply().integer(1);
    }

    /** {@code source destination [DB n] [REPLACE]}: 1, or 0 where there is no source or the destination is taken. */
    private static void copy(final CommandContext context) {
        int number = context.event().database();
        boolean isReplacing = false;
        for (int i = 3; i < context.argCount(); i++) {
            if (context.argIs(i, "replace")) {
                isReplacing = true;
            } else if (context.argIs(i, "db") && i + 1 < context.argCount()) {
                number = DatabaseNumber.parse(context, ++i);
                if (number == DatabaseNumber.INVALID) {
                    return;
                }
            } else {
                context.syntaxError();
                return;
            }
        }
        if (number == context.event().database() && isSameKey(context)) {
            context.reply().error(Errors.SAME_OBJECT);
            return;
        }
        final long entry = context.lookupRead(1);
        final Database target = context.databaseOf(2, number);
        if (entry == NONE || find(context, target, 2) != NONE && !isReplacing) {
            context.reply().integer(0);
            return;
        }
        notifyReplaced(context, 2, target);
        target.putCopy(context.hash(2), context.argAddress(2), context.argLength(2), context.databaseOf(1), entry,
            EntryDescriptor.expiryMs(entry), context.newAccess());
        context.changed();
        context.notify(KeyEvent.COPY_TO, 2, number);
        context.reply().integer(1);
    }

    /** What replaces another value counts as new all the same. */
    private static void notifyReplaced(final CommandContext context, final int keyArg, final Database database) {
        if (find(context, database, keyArg) != NONE) {
            context.notify(KeyEvent.NEW, keyArg, database.number());
        }
    }

    private static long find(final CommandContext context, final Database database, final int keyArg) {
        return database.find(context.hash(keyArg), context.argAddress(keyArg), context.argLength(keyArg),
            context.nowMs());
    }

    private static boolean isSameKey(final CommandContext context) {
        final int length = context.argLength(1);
        return length == context.argLength(2)
            && NativeMemory.equal(context.argAddress(1), context.argAddress(2), length);
    }
}
