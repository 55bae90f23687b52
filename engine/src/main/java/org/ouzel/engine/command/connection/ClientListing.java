package org.ouzel.engine.command.connection;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.pubsub.Subscriptions;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.tracking.Tracking;
import org.ouzel.engine.transaction.Transaction;
import org.ouzel.engine.transaction.Watch;

/**
 * CLIENT LIST and CLIENT INFO: connections as lines of {@code name=value}, with Redis's names in Redis's order.
 *
 * <p>What only makes sense for Redis's own buffers is 0; pending output is all under {@code omem}. A client sees those
 * of its own namespace.
 */
public final class ClientListing {
    private static final int FIRST_ARG = 2;
    private static final int TYPE_ARG_COUNT = 4;
    private static final long MS_PER_SECOND = 1000;
    private static final Subscriptions NONE = new Subscriptions();

    private ClientListing() {
    }

    static void info(final CommandContext context) {
        context.reply().verbatim("txt", line(context.session(), context.nowMs()));
    }

    /** All; or {@code TYPE type}; or {@code ID id ...}. */
    static void list(final CommandContext context) {
        List<Session> sessions = visible(context);
        if (context.argCount() == TYPE_ARG_COUNT && context.argIs(FIRST_ARG, "type")) {
            final ClientType type = ClientType.of(context.argText(FIRST_ARG + 1));
            if (type == null) {
                context.reply().error(ClientType.unknown(context.argText(FIRST_ARG + 1)));
                return;
            }
            sessions = sessions.stream().filter(type::includes).toList();
        } else if (context.argCount() >= TYPE_ARG_COUNT && context.argIs(FIRST_ARG, "id")) {
            sessions = byIds(context, sessions);
            if (sessions == null) {
                context.reply().error("ERR Invalid client ID");
                return;
            }
        } else if (context.argCount() > FIRST_ARG) {
            context.syntaxError();
            return;
        }
        final StringBuilder lines = new StringBuilder();
        sessions.forEach(session -> lines.append(line(session, context.nowMs())));
        context.reply().verbatim("txt", lines.toString());
    }

    /** Returns the sessions that a client may know of, in the order in which they came. */
    static List<Session> visible(final CommandContext context) {
        final int namespace = context.session().namespace();
        return context.server().sessions().all().stream().filter(each -> each.namespace() == namespace).toList();
    }

    private static List<Session> byIds(final CommandContext context, final List<Session> sessions) {
        final List<Session> found = new ArrayList<>();
        for (int i = FIRST_ARG + 1; i < context.argCount(); i++) {
            if (!context.isLong(i)) {
                return null;
            }
            final long id = context.parsedLong();
            sessions.stream().filter(each -> each.id() == id).forEach(found::add);
        }
        return found;
    }

    /** Returns a session's line with its line end, at a time in Unix milliseconds. */
    public static String line(final Session session, final long nowMs) {
        final StringBuilder line = new StringBuilder(256);
        final long queryBytes = session.sink().queryBytes();
        final long outputBytes = session.sink().outputBytes();
        add(line, "id", session.id());
        add(line, "addr", session.peerAddress());
        add(line, "laddr", session.localAddress());
        add(line, "fd", -1);
        add(line, "name", session.name());
        add(line, "age", Math.max(0, nowMs - session.connectedMs()) / MS_PER_SECOND);
        add(line, "idle", Math.max(0, nowMs - session.lastCommandMs()) / MS_PER_SECOND);
        add(line, "flags", flags(session));
        add(line, "db", session.database());
        final Transaction transaction = session.transaction();
        final Watch watch = session.watch();
        final int queuedBytes = transaction == null ? 0 : transaction.byteCount();
        final Subscriptions subscriptions = session.isSubscribed() ? session.subscriptions() : NONE;
        add(line, "sub", subscriptions.count(SubscriptionKind.CHANNEL));
        add(line, "psub", subscriptions.count(SubscriptionKind.PATTERN));
        add(line, "ssub", subscriptions.count(SubscriptionKind.SHARD_CHANNEL));
        add(line, "multi", transaction == null ? -1 : transaction.count());
        add(line, "watch", watch == null ? 0 : watch.keyCount());
        add(line, "qbuf", queryBytes);
        line.append("qbuf-free=0 argv-mem=0 ");
        add(line, "multi-mem", queuedBytes);
        line.append("rbs=0 rbp=0 obl=0 ");
        add(line, "oll", outputBytes > 0 ? 1 : 0);
        add(line, "omem", outputBytes);
        add(line, "tot-mem", queryBytes + queuedBytes + outputBytes);
        line.append("events=r ");
        add(line, "cmd", session.lastCommand() == null ? "NULL" : session.lastCommand().name());
        add(line, "user", session.user().name());
        add(line, "redir", ClientTracking.redirectId(session));
        add(line, "resp", session.respVersion());
        add(line, "lib-name", session.libraryName());
        line.append("lib-ver=").append(session.libraryVersion()).append('\n');
        return line.toString();
    }

    private static String flags(final Session session) {
        final StringBuilder flags = new StringBuilder();
        final Watch watch = session.watch();
        flags.append(session.isMonitor() ? "O" : "");
        flags.append(session.isSubscribed() ? "P" : "");
        flags.append(session.transaction() != null ? "x" : "");
        flags.append(session.waiter() != null ? "b" : "");
        flags.append(watch != null && watch.isTouched() ? "d" : "");
        final Tracking tracking = session.tracking();
        if (tracking != null) {
            flags.append('t').append(tracking.isRedirectBroken() ? "R" : "").append(tracking.isBroadcast() ? "B" : "");
        }
        flags.append(session.shouldCloseAfterReply() ? "c" : "");
        flags.append(session.isNoEvict() ? "e" : "");
        flags.append(session.isNoTouch() ? "T" : "");
        return flags.isEmpty() ? "N" : flags.toString();
    }

    private static void add(final StringBuilder line, final String name, final Object value) {
        line.append(name).append('=').append(value).append(' ');
    }
}
