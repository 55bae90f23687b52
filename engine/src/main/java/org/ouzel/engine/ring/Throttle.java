package org.ouzel.engine.ring;

import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.session.ReplyMode;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.ReplyWriter;

/**
 * Keeps a namespace to its quotas of requests and bytes per second, before its requests get slots. One thread, that of
 * its IO loop.
 *
 * <p>What proves who a client is always passes, and so does what belongs to a transaction that has begun.
 */
final class Throttle {
    private Namespace.Limit limit;
    private final ReplyWriter writer = new ReplyWriter();

    /** Lets a request of a namespace with such quotas pass, or remembers which of them is used up. */
    boolean admits(final Session session, final CommandSpec spec, final long requestBytes, final long nowNs) {
        final Namespace namespace = session.user().namespace();
        limit = isExempt(session, spec) ? null : namespace.throttledBy(requestBytes, nowNs);
        if (limit == null) {
            namespace.admit(requestBytes, nowNs);
        }
        return limit == null;
    }

    /** Returns whether the last request asked about has to be refused. */
    boolean hasRefused() {
        return limit != null;
    }

    void reset() {
        limit = null;
    }

    /**
     * Answers the request that was refused, and those behind it as long as the quota stays used up: all in one slot, so
     * that a namespace far above its quota costs the others next to nothing.
     *
     * @return how many were answered
     */
    int answer(final CommandEvent event, final Session session, final DecodedRequests requests, final int firstRecord,
        final int count, final long nowNs) {
        final Namespace namespace = session.user().namespace();
        final boolean isShown = session.replyMode() == ReplyMode.ON;
        writer.wrap(event.reply(), session.isResp3());
        int answered = 0;
        int record = firstRecord;
        do {
            writer.error(namespace.refuse(limit));
            answered++;
            record = requests.next(record);
        } while (isShown && answered < count
            && namespace.throttledBy(requests.byteLength(record), nowNs) == limit);
        if (session.replyMode() == ReplyMode.SKIPPING) {
            session.setReplyMode(ReplyMode.ON);
        }
        event.answered();
        event.setEnvironment(session.namespace(), session.database(), session.isResp3(), !isShown, false);
        limit = null;
        return answered;
    }

    private static boolean isExempt(final Session session, final CommandSpec spec) {
        return spec != null && spec.has(CommandFlag.NO_AUTH) || session.transaction() != null;
    }
}
