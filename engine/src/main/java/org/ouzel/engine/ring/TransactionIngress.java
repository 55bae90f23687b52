package org.ouzel.engine.ring;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.Routing;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.transaction.Transaction;
import org.ouzel.engine.transaction.Watch;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * Routes requests to their shards, and does what the ingress has to do for transactions: it queues requests with their
 * session, and hands EXEC's slot what was queued and what is watched. One thread, that of its IO loop.
 */
final class TransactionIngress {
    private static final String QUEUED = "QUEUED";
    private static final byte[] EXEC = {'E', 'X', 'E', 'C'};

    private final ReplyWriter writer = new ReplyWriter();
    private final ServerState server;
    private final RequestRouter router;
    private final CommandSpec watchSpec;
    /** What those who monitor see of an EXEC that had to wait. */
    private final NativeBuffer execBytes = new NativeBuffer(EXEC.length, EXEC.length);

    TransactionIngress(final ServerState server) {
        this.server = server;
        this.router = new RequestRouter(server);
        this.watchSpec = server.commandTable().find("watch");
        execBytes.putBytes(EXEC);
    }

    /**
     * Notes that a request was refused: what it would have been part of can't be run. A refused EXEC ends it at once.
     *
     * @param spec the command, or null for an unknown one
     * @return the error to answer with
     */
    String refuse(final CommandEvent event, final Session session, final CommandSpec spec, final String error) {
        if (spec != null && spec.routing() == Routing.TRANSACTION) {
            session.dropTransaction();
            event.setWatch(session.takeWatch());
            return Errors.EXEC_ABORT_BECAUSE + error.substring(error.indexOf(' ') + 1);
        }
        if (session.transaction() != null) {
            session.transaction().markFailed();
        }
        return error;
    }

    /** Returns whether CLIENT PAUSE WRITE holds a command back: one that writes, or runs others that do. */
    boolean isWriting(final Session session, final CommandSpec spec) {
        return spec.isWrite() || spec.has(CommandFlag.MAY_REPLICATE)
            || spec.routing() == Routing.TRANSACTION && session.transaction() != null
            && session.transaction().isWriting();
    }

    /** Queues a request of a session that is in a transaction, and answers it. */
    void queue(final CommandEvent event, final Session session, final CommandSpec spec) {
        final Transaction transaction = session.transaction();
        final String shortage = shortage(event, session, spec);
        if (shortage != null || !transaction.hasRoomFor(event.requestLength())) {
            transaction.markFailed();
            answer(event, shortage != null ? shortage : Errors.TRANSACTION_TOO_LARGE);
            return;
        }
        if (!transaction.isFailed()) {
            transaction.add(spec, event.requestAddress(), event.requestLength(), event.argCount(),
                event.argumentPairs(), router.shardsOf(event, spec));
        }
        event.setRouting(null, CommandEvent.Sharing.SINGLE, 0, 0);
        writer.wrap(event.reply(), event.isResp3()).simple(QUEUED);
    }

    /** Returns why a request may not even be queued: any takes memory, until EXEC. */
    private String shortage(final CommandEvent event, final Session session, final CommandSpec spec) {
        if (server.maxMemoryBytes() > 0 && !session.isLoader() && !server.isPaused(event.nowMs())) {
            final long shards = router.shardsOf(event, spec);
            event.setRouting(spec, CommandEvent.Sharing.SINGLE, 0, 0);
            if (server.memoryShares().isOutOfMemory(shards == 0 ? 1 : shards)) {
                return Errors.OUT_OF_MEMORY;
            }
        }
        return spec.isDenyOom() ? server.quotaRefusal(session.user().namespace()) : null;
    }

    /** Routes a request that is run on its own, in or outside of a transaction. */
    void route(final CommandEvent event, final Session session, final CommandSpec spec) {
        if (spec == watchSpec) {
            watch(event, session, spec);
        } else if (spec.routing() != Routing.TRANSACTION) {
            router.route(event, spec);
            if (spec.isBlocking() && event.sharing() == CommandEvent.Sharing.RENDEZVOUS) {
                // If it has to wait, all shards have to know.
                router.widen(event);
            }
            // RESET comes here if it has subscriptions to end.
            hold(event, session, spec.isBlocking() || spec.isSubscribing() || spec.routing().isOnSession());
        } else if (session.transaction() == null) {
            event.answered();
            answer(event, Errors.EXEC_WITHOUT_MULTI);
        } else if (isPrepared(event, session, spec)) {
            takeOver(event, session, spec);
        } else {
            // Takes a slot of its own in resume(), and is counted there.
            event.answered();
            event.setRouting(null, CommandEvent.Sharing.SINGLE, 0, 0);
            event.setReplySuppressed(true);
            session.setHeld(true);
        }
    }

    /**
     * Returns whether EXEC can run at once; else what its commands need is being found out, on other threads, while the
     * session waits: the shards never wait for a slow hash.
     */
    private boolean isPrepared(final CommandEvent event, final Session session, final CommandSpec spec) {
        final Transaction transaction = session.transaction();
        final boolean isSuppressed = event.isReplySuppressed();
        return !transaction.hasLateCommand() || transaction.isFailed()
            || server.access().prepare(session, transaction, event.nowMs(), () -> server.ring().loop(session.loop())
                .complete(Completion.ofTransaction(session, spec, isSuppressed)));
    }

    /** Lets EXEC run whose commands have what they need. */
    void resume(final CommandEvent event, final Session session, final CommandSpec spec) {
        event.setRequest(execBytes.address(), execBytes.length(), 1, 0);
        event.argumentPairs()[0] = 0;
        event.argumentPairs()[1] = execBytes.length();
        takeOver(event, session, spec);
    }

    private void takeOver(final CommandEvent event, final Session session, final CommandSpec spec) {
        event.setTransaction(session.takeTransaction());
        event.setWatch(session.takeWatch());
        if (event.transaction().hasLateCommand()) {
            router.meetAll(event, spec);
        } else {
            router.routeTransaction(event, spec);
        }
        hold(event, session, event.transaction().hasSessionCommand());
    }

    /** Frees what this holds. */
    void close() {
        execBytes.close();
    }

    /** Has all shards meet at a slot that runs the rest of a command. */
    void meetAll(final CommandEvent event, final CommandSpec continuation) {
        router.meetAll(event, continuation);
    }

    private void watch(final CommandEvent event, final Session session, final CommandSpec spec) {
        if (session.transaction() != null) {
            event.answered();
            answer(event, Errors.WATCH_INSIDE_MULTI);
            return;
        }
        if (session.watch() == null) {
            session.setWatch(new Watch(server.shardCount()));
        }
        router.route(event, spec);
        session.watch().addShards(event.shardSet(), event.argCount() - 1);
        event.setWatch(session.watch());
    }

    private static void hold(final CommandEvent event, final Session session, final boolean isHolding) {
        if (isHolding) {
            event.setHolding(true);
            session.setHeld(true);
        }
    }

    private void answer(final CommandEvent event, final String error) {
        event.setFailed();
        server.errors().count(event.namespace(), error);
        writer.wrap(event.reply(), event.isResp3()).error(error);
    }
}
