package org.ouzel.engine.command.generic;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.store.EntryDescriptor;

/** The options NX, XX, GT and LT of EXPIRE and its kin, as bits. */
final class ExpiryConditions {
    /** The client has been told what is wrong with its options. */
    static final int INVALID = -1;

    private static final int NX = 1;
    private static final int XX = 2;
    private static final int GT = 4;
    private static final int LT = 8;

    private ExpiryConditions() {
    }

    /** Reads all arguments from one on; answers the client and returns {@link #INVALID} where they make no sense. */
    static int parse(final CommandContext context, final int firstArg) {
        int conditions = 0;
        for (int i = firstArg; i < context.argCount(); i++) {
            if (context.argIs(i, "nx")) {
                conditions |= NX;
            } else if (context.argIs(i, "xx")) {
                conditions |= XX;
            } else if (context.argIs(i, "gt")) {
                conditions |= GT;
            } else if (context.argIs(i, "lt")) {
                conditions |= LT;
            } else {
                context.reply().error(Errors.unsupportedOption(context.argText(i)));
                return INVALID;
            }
        }
        if ((conditions & NX) != 0 && conditions != NX) {
            context.reply().error("ERR NX and XX, GT or LT options at the same time are not compatible");
            return INVALID;
        }
        if ((conditions & GT) != 0 && (conditions & LT) != 0) {
            context.reply().error("ERR GT and LT options at the same time are not compatible");
            return INVALID;
        }
        return conditions;
    }

    /** Tells whether a key that expires at {@code currentMs} may from now on expire at {@code expiryMs}. */
    static boolean areMet(final int conditions, final long expiryMs, final long currentMs) {
        final boolean isExpiring = currentMs != EntryDescriptor.NO_EXPIRY;
        if ((conditions & NX) != 0 && isExpiring || (conditions & XX) != 0 && !isExpiring) {
            return false;
        }
        // A key without an expiry lives for ever: nothing is later, everything is earlier.
        if ((conditions & GT) != 0 && (!isExpiring || expiryMs <= currentMs)) {
            return false;
        }
        return (conditions & LT) == 0 || !isExpiring || expiryMs < currentMs;
    }
}
