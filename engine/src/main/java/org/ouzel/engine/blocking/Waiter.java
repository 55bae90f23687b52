package org.ouzel.engine.blocking;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.Database;
import org.ouzel.protocol.ReplyWriter;

/**
 * A client that waits: its request, kept apart from the slot that it came in, and its places in the queues of the keys.
 *
 * <p>If all keys of the request (a destination included) lie on one shard, that shard alone deals with the waiter. Else
 * it is shared: it begins, is served and ends only while all shards stand still at a slot.
 */
public final class Waiter {
    private static final byte[] NOTHING = new byte[0];

    private boolean isClosed;
    private Place firstPlace;
    private final CommandEvent request;
    private final int awaited;
    private final long deadlineMs;
    private final WaitingClients home;

    private Waiter(final CommandEvent request, final int awaited, final long deadlineMs, final WaitingClients home) {
        this.request = request;
        this.awaited = awaited;
        this.deadlineMs = deadlineMs;
        this.home = home;
    }

    /**
     * Lets the request of a slot wait; its reply comes late.
     *
     * @param awaited     see {@link Database#watch}
     * @param firstKeyArg the first of the keys waited for
     * @param lastKeyArg  the last of them
     * @param deadlineMs  from {@link BlockingTimeout}
     */
    public static void begin(final CommandContext context, final int awaited, final int firstKeyArg,
        final int lastKeyArg, final long deadlineMs) {
        final CommandEvent event = context.event();
        final ServerState server = context.server();
        final WaitingClients home = server.shard(Long.numberOfTrailingZeros(event.shardSet())).waitingClients();
        final Waiter waiter = new Waiter(event.detach(), awaited, deadlineMs, home);
        for (int keyArg = firstKeyArg; keyArg <= lastKeyArg; keyArg++) {
            context.shardOf(event.argAddress(keyArg), event.argLength(keyArg)).waitingClients().add(waiter,
                context.databaseOf(keyArg), context.hash(keyArg), event.argAddress(keyArg), event.argLength(keyArg));
        }
        if (deadlineMs != BlockingTimeout.NEVER) {
            home.addDeadline(waiter);
        }
        event.session().setWaiter(waiter);
        event.setReplyLate(deadlineMs);
    }

    /** Returns the request as it waits; closed when the waiter ends. */
    CommandEvent request() {
        return request;
    }

    public Session session() {
        return request.session();
    }

    /** Returns whether it takes all shards to serve the waiter, or to end it. */
    boolean isShared() {
        return request.sharing() == CommandEvent.Sharing.RENDEZVOUS;
    }

    /** Returns the number of the shard that runs the request. */
    int homeShard() {
        return Long.numberOfTrailingZeros(request.shardSet());
    }

    int awaited() {
        return awaited;
    }

    /** Tells whether a key's value concerns the waiter: it has a type waited for, or is gone ({@code NO_TYPE}). */
    boolean isConcernedBy(final int type) {
        return (awaited & Database.WATCH_REMOVAL) != 0
            || type != WaitingKey.NO_TYPE && (awaited >>> type & 1) != 0;
    }

    /** Returns the deadline in Unix milliseconds, or {@link BlockingTimeout#NEVER}. */
    long deadlineMs() {
        return deadlineMs;
    }

    /** Ends the wait with a null array. */
    Delivery timeOut(final ServerState server) {
        request.reply().reset();
        new ReplyWriter().wrap(request.reply(), request.isResp3()).nilArray();
        return answer(server);
    }

    /** CLIENT UNBLOCK: ends the wait as if its time had come, or with an error; the caller delivers the answer. */
    public Delivery unblock(final ServerState server, final boolean isError) {
        if (!isError) {
            return timeOut(server);
        }
        request.reply().reset();
        new ReplyWriter().wrap(request.reply(), request.isResp3()).error(Errors.UNBLOCKED);
        server.errors().count(request.namespace(), Errors.UNBLOCKED);
        return answer(server);
    }

    /** Ends the wait; returns the reply that stands in the request, to be delivered. */
    Delivery answer(final ServerState server) {
        final byte[] reply = request.isReplySuppressed() ? NOTHING : request.reply().toArray();
        final Session session = request.session();
        end(server);
        return new Delivery(Delivery.Kind.LATE_REPLY, session, reply);
    }

    /** Takes the waiter out of all queues. */
    void end(final ServerState server) {
        for (Place place = firstPlace; place != null; place = place.nextOfWaiter()) {
            place.key().owner().remove(place);
        }
        firstPlace = null;
        if (deadlineMs != BlockingTimeout.NEVER) {
            home.removeDeadline(this);
        }
        request.session().setWaiter(null);
        if (isShared()) {
            server.sharedWaiterCount().decrementAndGet();
        }
        close();
    }

    /** Frees the request. */
    void close() {
        if (!isClosed) {
            isClosed = true;
            request.close();
        }
    }

    Place firstPlace() {
        return firstPlace;
    }

    void setFirstPlace(final Place place) {
        firstPlace = place;
    }
}
