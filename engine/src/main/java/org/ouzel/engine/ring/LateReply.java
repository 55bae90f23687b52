package org.ouzel.engine.ring;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.session.Session;

/**
 * What a command of routing SESSION_LATE holds on to while it finds its answer out on another thread. The session hands
 * nothing on until {@link #answer} has been called, which must be, once. Callable from any thread.
 */
public final class LateReply {
    private final ServerState server;
    private final Session session;
    private final CommandSpec spec;
    private final boolean isSuppressed;

    /** Made by {@link org.ouzel.engine.command.CommandContext#answerLater()}. */
    public LateReply(final ServerState server, final CommandEvent event) {
        this.server = server;
        this.session = event.session();
        this.spec = event.spec();
        this.isSuppressed = event.isReplySuppressed();
    }

    /** Takes the reply of a slot that has run over: what is in the slot isn't sent, and the session waits on. */
    public static LateReply insteadOf(final CommandEvent event, final ServerState server) {
        final LateReply late = new LateReply(server, event);
        event.setEnvironment(event.namespace(), event.database(), event.isResp3(), true, false);
        event.setHolding(false);
        return late;
    }

    public Session session() {
        return session;
    }

    /**
     * Answers the client.
     *
     * @param rest run soon on the session's IO loop, in a slot of its own without arguments; not if the client has gone
     */
    public void answer(final CommandHandler rest) {
        complete(new Completion(session, spec, false, isSuppressed, session.namespace(), rest));
    }

    /**
     * Runs something while all shards stand still, in a slot of its own without arguments. It must not reply; that it
     * fails is answered here.
     *
     * @param rest run soon, even if the client has gone; calls {@link #answer} or has somebody else call it
     */
    public void meet(final CommandHandler rest) {
        meet(session.namespace(), rest);
    }

    /** Does as {@link #meet(CommandHandler)}, in a slot whose changes are journaled as those of another namespace. */
    public void meet(final int namespace, final CommandHandler rest) {
        complete(new Completion(session, spec, true, true, namespace, context -> {
            try {
                rest.execute(context);
            } catch (final RuntimeException | Error e) {
                answer(answering -> answering.reply().error(Errors.INTERNAL));
                throw e;
            }
        }));
    }

    private void complete(final Completion completion) {
        server.ring().loop(session.loop()).complete(completion);
    }
}
