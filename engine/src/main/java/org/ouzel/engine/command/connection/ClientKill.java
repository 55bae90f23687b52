package org.ouzel.engine.command.connection;

import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;

/**
 * CLIENT KILL, with an address, or with filters that must all match. Holds all shards.
 *
 * <p>Who kills itself is answered first.
 */
final class ClientKill {
    private static final int FIRST_ARG = 2;
    private static final int ADDRESS_ARG_COUNT = 3;
    private static final long MS_PER_SECOND = 1000;

    private long id;
    private long maxAgeSeconds;
    private boolean isSkippingSelf = true;
    private String peerAddress;
    private String localAddress;
    private ClientType type;
    private User user;

    private ClientKill() {
    }

    /** The address alone is answered OK, or an error if nobody has it; filters with the number of those killed. */
    static void kill(final CommandContext context) {
        final ClientKill filter = new ClientKill();
        if (context.argCount() == ADDRESS_ARG_COUNT) {
            filter.peerAddress = context.argText(FIRST_ARG);
            filter.isSkippingSelf = false;
            if (filter.killMatching(context) > 0) {
                context.reply().ok();
            } else {
                context.reply().error("ERR No such client");
            }
            return;
        }
        for (int i = FIRST_ARG; i < context.argCount(); i += 2) {
            final String error = i + 1 < context.argCount() ? filter.read(context, i) : Errors.SYNTAX;
            if (error != null) {
                context.reply().error(error);
                return;
            }
        }
        context.reply().integer(filter.killMatching(context));
    }

    /** Reads a filter and its value; returns what is wrong with them, or null. */
    private String read(final CommandContext context, final int index) {
        final int valueArg = index + 1;
        if (context.argIs(index, "id")) {
            id = positive(context, valueArg);
            return id > 0 ? null : "ERR client-id should be greater than 0";
        }
        if (context.argIs(index, "maxage")) {
            if (!context.isLong(valueArg)) {
                return "ERR maxage is not an integer or out of range";
            }
            maxAgeSeconds = positive(context, valueArg);
            return maxAgeSeconds > 0 ? null : "ERR maxage should be greater than 0";
        }
        final String value = context.argText(valueArg);
        if (context.argIs(index, "type")) {
            type = ClientType.of(value);
            return type == null ? ClientType.unknown(value) : null;
        }
        if (context.argIs(index, "addr")) {
            peerAddress = value;
            return null;
        }
        if (context.argIs(index, "laddr")) {
            localAddress = value;
            return null;
        }
        if (context.argIs(index, "user")) {
            user = context.server().access().find(value);
            return user == null ? "ERR No such user '" + value + "'" : null;
        }
        if (context.argIs(index, "skipme") && (context.argIs(valueArg, "yes") || context.argIs(valueArg, "no"))) {
            isSkippingSelf = context.argIs(valueArg, "yes");
            return null;
        }
        return Errors.SYNTAX;
    }

    private static long positive(final CommandContext context, final int index) {
        return context.isLong(index) ? Math.max(0, context.parsedLong()) : 0;
    }

    private int killMatching(final CommandContext context) {
        final Session self = context.session();
        int count = 0;
        for (final Session session : ClientListing.visible(context)) {
            if (!matches(session, context.nowMs()) || isSkippingSelf && session == self) {
                continue;
            }
            count++;
            if (session == self) {
                context.event().closeAfterReply();
            } else {
                context.deliver(new Delivery(Delivery.Kind.CLOSE, session, null));
            }
        }
        return count;
    }

    private boolean matches(final Session session, final long nowMs) {
        return (id == 0 || session.id() == id)
            && (peerAddress == null || peerAddress.equals(session.peerAddress()))
            && (localAddress == null || localAddress.equals(session.localAddress()))
            && (user == null || user == session.user())
            && (type == null || type.includes(session))
            && (maxAgeSeconds == 0 || (nowMs - session.connectedMs()) / MS_PER_SECOND >= maxAgeSeconds);
    }
}
