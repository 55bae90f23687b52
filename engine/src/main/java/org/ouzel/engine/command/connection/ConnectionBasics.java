package org.ouzel.engine.command.connection;

import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.pubsub.Subscribing;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.ReplyMode;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.engine.transaction.Watch;

/** PING, ECHO, SELECT, QUIT and RESET. On the session's IO loop. */
final class ConnectionBasics {
    private static final int MAX_PING_ARG_COUNT = 2;

    private ConnectionBasics() {
    }

    static void ping(final CommandContext context) {
        if (context.argCount() > MAX_PING_ARG_COUNT) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
        } else if (context.session().isSubscribed() && !context.reply().isResp3()) {
            pingSubscriber(context);
        } else if (context.argCount() == MAX_PING_ARG_COUNT) {
            context.reply().bulk(context.argAddress(1), context.argLength(1));
        } else {
            context.reply().simple("PONG");
        }
    }

    /** In RESP2, what a subscriber gets looks like a message. */
    private static void pingSubscriber(final CommandContext context) {
        context.reply().array(2);
        context.reply().bulk("pong");
        if (context.argCount() == MAX_PING_ARG_COUNT) {
            context.reply().bulk(context.argAddress(1), context.argLength(1));
        } else {
            context.reply().emptyBulk();
        }
    }

    static void echo(final CommandContext context) {
        context.reply().bulk(context.argAddress(1), context.argLength(1));
    }

    static void select(final CommandContext context) {
        if (!context.requireLong(1)) {
            return;
        }
        final long number = context.parsedLong();
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            context.reply().error(Errors.outOfRange(Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (number < 0 || number >= context.server().databaseCount()) {
            context.reply().error(Errors.DB_INDEX_OUT_OF_RANGE);
        } else {
            context.selectDatabase((int) number);
            context.reply().ok();
        }
    }

    static void quit(final CommandContext context) {
        context.session().closeAfterReply();
        context.reply().ok();
    }

    /**
     * Ends MONITOR in ring order: it may be one that is still on its way. Runs on the session's IO loop, or with all
     * shards held if there are subscriptions to end.
     */
    static void reset(final CommandContext context) {
        final Session session = context.session();
        final AccessControl access = context.server().access();
        final String refusal = session.user().namespace() == access.find(User.DEFAULT_NAME).namespace() ? null
            : access.refusalOfNewcomer(false);
        if (refusal != null) {
            // There is no going back to the default user: the connection ends, as that of a newcomer would.
            context.reply().error(refusal);
            session.closeAfterReply();
            context.event().closeAfterReply();
            return;
        }
        context.deliver(new Delivery(Delivery.Kind.MONITOR_ENDS, session, null));
        session.dropTransaction();
        if (session.isKnownToShards()) {
            ClientTracking.set(context, null);
            Subscribing.unsubscribeAll(context);
            forgetWatch(context, session.takeWatch());
            context.event().setReplySuppressed(context.event().isReplySuppressed()
                && session.replyMode() != ReplyMode.OFF);
        } else {
            context.event().setWatch(session.takeWatch());
        }
        session.reset();
        access.welcome(session);
        context.switchProtocol(session.respVersion());
        context.reply().simple("RESET");
    }

    private static void forgetWatch(final CommandContext context, final Watch watch) {
        for (int i = 0; watch != null && i < context.server().shardCount(); i++) {
            context.server().shard(i).observers().unwatch(watch);
        }
    }
}
