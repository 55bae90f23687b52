package org.ouzel.engine.blocking;

import org.ouzel.engine.NamespaceCounts;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.ring.AccessGate;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.ring.FailureLog;
import org.ouzel.engine.ring.ShardPart;
import org.slf4j.LoggerFactory;

/**
 * What a slot brings to those who wait, behind its own command: keys that became ready are served, in the order in
 * which they did, each to its clients in the order in which they came; then what that made ready in turn. Deadlines
 * and disconnections end waits.
 *
 * <p>A client is served by running its request again. What comes of it (replies, effects) is kept in the slot's part of
 * the shard that this belongs to. One thread, the shard's.
 */
public final class WakeUps {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(WakeUps.class));

    private static final byte[] NOTHING = new byte[0];

    private final EffectWriter effects = new EffectWriter();
    private final AccessGate gate;
    private final ServerState server;
    private final Shard shard;

    public WakeUps(final ServerState server, final Shard shard) {
        this.server = server;
        this.gate = new AccessGate(server);
        this.shard = shard;
    }

    /** Deals with this shard's own keys; if somebody waits for other shards' keys too, only once all shards meet. */
    public void attendOwn(final CommandEvent event) {
        attend(event, shard.index(), shard.index());
    }

    /** Deals with the keys of all shards, which stand still. */
    public void attendAll(final CommandEvent event) {
        attend(event, 0, server.shardCount() - 1);
    }

    /** Sends the reply that stands in a request kept apart from its slot, with what it brings; closes the request. */
    public void answer(final CommandEvent event, final CommandEvent request) {
        takeEffects(event, request);
        if (request.deliveries() != null) {
            request.deliveries().forEach(delivery -> deliver(event, delivery));
        }
        final byte[] reply = request.isReplySuppressed() ? NOTHING : request.reply().toArray();
        deliver(event, new Delivery(Delivery.Kind.LATE_REPLY, request.session(), reply));
        request.close();
    }

    private void attend(final CommandEvent event, final int firstShard, final int lastShard) {
        if (event.kind() == CommandEvent.Kind.DEADLINE) {
            for (int i = firstShard; i <= lastShard; i++) {
                endDue(event, server.shard(i).waitingClients());
            }
        } else if (event.kind() == CommandEvent.Kind.DISCONNECT) {
            endSession(event, firstShard, lastShard);
        }
        if (server.pausedScript() != null) {
            // Nobody sees what a script leaves half done.
            return;
        }
        final boolean isAlone = firstShard == lastShard;
        boolean isAnyFound;
        do {
            isAnyFound = false;
            for (int i = firstShard; i <= lastShard; i++) {
                final WaitingClients waiting = server.shard(i).waitingClients();
                while (waiting.hasReady() && !(isAlone && waiting.hasShared())) {
                    isAnyFound = true;
                    serve(event, server.shard(i), waiting.takeReady());
                }
            }
        } while (isAnyFound && !isAlone);
    }

    private void endDue(final CommandEvent event, final WaitingClients waiting) {
        for (Waiter due = waiting.firstDue(event.nowMs()); due != null; due = waiting.firstDue(event.nowMs())) {
            deliver(event, due.timeOut(server));
        }
    }

    /** The client has gone; only the shard that it waits at may look at what it waits for. */
    private void endSession(final CommandEvent event, final int firstShard, final int lastShard) {
        final Waiter waiter = event.session().waiter();
        if (waiter != null && waiter.homeShard() >= firstShard && waiter.homeShard() <= lastShard) {
            waiter.end(server);
        }
    }

    private void serve(final CommandEvent event, final Shard owner, final WaitingKey key) {
        Place place = key.first();
        if (place == null) {
            return;
        }
        int type = type(event, owner, key, place.waiter());
        while (place != null && (type != WaitingKey.NO_TYPE || key.isRemovalAwaited())) {
            final Place next = place.next();
            final Waiter waiter = place.waiter();
            if (waiter.isConcernedBy(type) && isServed(event, waiter) && next != null) {
                type = type(event, owner, key, next.waiter());
            }
            place = next;
        }
    }

    /** Returns the type of a key; if it expires just now, that is recorded as if the waiter had found it. */
    private int type(final CommandEvent event, final Shard owner, final WaitingKey key, final Waiter waiter) {
        final CommandEvent request = waiter.request();
        request.beginAgain(event.nowMs(), event.seed());
        owner.setCurrent(request, false);
        final int type = key.type(event.nowMs());
        takeEffects(event, request);
        return type;
    }

    private boolean isServed(final CommandEvent event, final Waiter waiter) {
        final CommandEvent request = waiter.request();
        request.beginAgain(event.nowMs(), event.seed());
        final Shard home = server.shard(waiter.homeShard());
        for (int i = 0; i < server.shardCount(); i++) {
            if (request.isFor(i)) {
                server.shard(i).setCurrent(request, false);
            }
        }
        final CommandContext context = home.context();
        context.bind(request, false);
        try {
            // What the user may do can have changed in the meantime.
            final String refusal = refusal(request);
            if (refusal != null) {
                context.reply().error(refusal);
            } else {
                request.spec().handler().execute(context);
                context.settle();
            }
        } catch (final RuntimeException | Error e) {
            FAILURES.log("waiting command failed: name=" + request.spec().name(), e);
            home.countFailure(request.namespace());
            request.beginAgain(event.nowMs(), event.seed());
            context.reply().wrap(request.reply(), request.isResp3()).error(Errors.INTERNAL);
        }
        takeEffects(event, request);
        if (request.isReplyLate()) {
            return false;
        }
        if (context.reply().isError()) {
            home.latencies().countFailed(request.spec().id());
            final NamespaceCounts own = home.countsOf(request.namespace());
            if (own != null) {
                own.latencies().countFailed(request.spec().id());
            }
            server.errors().count(request.namespace(), context.reply().errorText());
        }
        deliver(event, waiter.answer(server));
        return true;
    }

    private String refusal(final CommandEvent request) {
        final String denial = gate.refusal(request, request.spec());
        return denial == null && request.spec().isDenyOom() ? server.storageRefusal(request) : denial;
    }

    private void deliver(final CommandEvent event, final Delivery delivery) {
        event.markServed();
        event.part(shard.index()).deliver(delivery);
    }

    private void takeEffects(final CommandEvent event, final CommandEvent request) {
        for (int i = 0; request.deliveries() != null && i < request.deliveries().size(); i++) {
            deliver(event, request.deliveries().get(i));
        }
        if (!request.hasEffectBuffer()) {
            return;
        }
        event.markServed();
        final ShardPart part = event.part(shard.index());
        final boolean isElsewhere = request.database() != event.database();
        if (isElsewhere) {
            effects.wrap(part.servedEffect()).begin(2).text("SELECT").number(request.database());
        }
        part.servedEffect().putBytes(request.effectBuffer().address(), request.effectBuffer().length());
        if (isElsewhere) {
            effects.wrap(part.servedEffect()).begin(2).text("SELECT").number(event.database());
        }
    }
}
