package org.ouzel.engine.command.transaction;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.session.Session;

/** The commands that begin, end and guard a transaction. Queueing itself is the ingress' business. */
public final class TransactionFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("transactions");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("multi", TransactionFamily::multi);
        bindings.bind("exec", ExecCommand::execute);
        bindings.bind("discard", TransactionFamily::discard);
        bindings.bind("watch", new WatchCommand());
        bindings.bind("unwatch", TransactionFamily::unwatch);
    }

    /** OK; on the session's IO loop. */
    private static void multi(final CommandContext context) {
        if (context.session().transaction() != null) {
            context.reply().error(Errors.NESTED_MULTI);
        } else {
            context.session().beginTransaction();
            context.reply().ok();
        }
    }

    /** OK; on the session's IO loop, the shards forget the watched keys as they pass the slot. */
    private static void discard(final CommandContext context) {
        final Session session = context.session();
        if (session.transaction() == null) {
            context.reply().error(Errors.DISCARD_WITHOUT_MULTI);
        } else {
            session.dropTransaction();
            context.event().setWatch(session.takeWatch());
            context.reply().ok();
        }
    }

    /** OK; on the session's IO loop as {@link #discard}, or in a transaction, where nothing is watched any more. */
    private static void unwatch(final CommandContext context) {
        if (!context.event().isNested()) {
            context.event().setWatch(context.session().takeWatch());
        }
        context.reply().ok();
    }
}
