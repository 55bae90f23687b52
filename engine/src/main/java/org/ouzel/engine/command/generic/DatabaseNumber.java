package org.ouzel.engine.command.generic;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;

/** The number of a database as an argument. */
final class DatabaseNumber {
    /** The client has been told that the argument names no database. */
    static final int INVALID = -1;

    private DatabaseNumber() {
    }

    /** Reads an argument; answers the client and returns {@link #INVALID} where it names no database. */
    static int parse(final CommandContext context, final int index) {
        if (!context.requireLong(index)) {
            return INVALID;
        }
        final long number = context.parsedLong();
        if (number != (int) number) {
            context.reply().error(Errors.outOfRange(Integer.MIN_VALUE, Integer.MAX_VALUE));
            return INVALID;
        }
        return existing(context, number);
    }

    /** Like {@link #parse}, with one error text for whatever is no 32-bit number. */
    static int parse(final CommandContext context, final int index, final String error) {
        if (!context.isLong(index) || context.parsedLong() != (int) context.parsedLong()) {
            context.reply().error(error);
            return INVALID;
        }
        return (int) context.parsedLong();
    }

    /** Returns the number if there is such a database; else answers the client and returns {@link #INVALID}. */
    static int existing(final CommandContext context, final long number) {
        if (number < 0 || number >= context.server().databaseCount()) {
            context.reply().error(Errors.DB_INDEX_OUT_OF_RANGE);
            return INVALID;
        }
        return (int) number;
    }
}
