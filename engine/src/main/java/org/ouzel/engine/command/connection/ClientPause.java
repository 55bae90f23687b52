package org.ouzel.engine.command.connection;

import org.ouzel.engine.blocking.Waiter;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.session.Session;

/** CLIENT PAUSE, UNPAUSE and UNBLOCK: when clients may go on. Holds all shards. */
final class ClientPause {
    private static final int TIMEOUT_ARG = 2;
    private static final int MODE_ARG = 3;

    private ClientPause() {
    }

    static void pause(final CommandContext context) {
        boolean isForAll = true;
        if (context.argCount() > MODE_ARG + 1) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "CLIENT"));
            return;
        }
        if (context.argCount() > MODE_ARG) {
            isForAll = context.argIs(MODE_ARG, "all");
            if (!isForAll && !context.argIs(MODE_ARG, "write")) {
                context.reply().error("ERR CLIENT PAUSE mode must be WRITE or ALL");
                return;
            }
        }
        if (!context.isLong(TIMEOUT_ARG)) {
            context.reply().error("ERR timeout is not an integer or out of range");
        } else if (context.parsedLong() < 0) {
            context.reply().error("ERR timeout is negative");
        } else if (context.parsedLong() > Long.MAX_VALUE - context.nowMs()) {
            context.reply().error("ERR timeout is out of range");
        } else {
            context.server().pause(context.nowMs(), context.nowMs() + context.parsedLong(), isForAll);
            context.reply().ok();
        }
    }

    static void unpause(final CommandContext context) {
        context.server().unpause();
        context.reply().ok();
    }

    /** {@code id [TIMEOUT | ERROR]}: 1, or 0 if there is no such client that waits. */
    static void unblock(final CommandContext context) {
        final boolean isError = context.argCount() > MODE_ARG && context.argIs(MODE_ARG, "error");
        if (context.argCount() > MODE_ARG && !isError && !context.argIs(MODE_ARG, "timeout")) {
            context.reply().error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
            return;
        }
        if (!context.requireLong(TIMEOUT_ARG)) {
            return;
        }
        final Session session = context.server().sessions().find(context.parsedLong());
        final Waiter waiter = session == null || session.namespace() != context.session().namespace() ? null
            : session.waiter();
        if (waiter != null) {
            context.deliver(waiter.unblock(context.server(), isError));
        }
        context.reply().integer(waiter == null ? 0 : 1);
    }
}
