package org.ouzel.engine.ring;

import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.session.Session;

/**
 * The rest of a command whose answer had to be found out elsewhere; made by {@link LateReply}, taken by the session's
 * IO loop.
 *
 * @param isMeeting    whether all shards meet to run it, after which the session waits on; else the IO loop runs it,
 *                     and the session goes on
 * @param isSuppressed whether the client wants no reply
 * @param namespace    whose keys it is about
 * @param rest         what is left to do; null for EXEC
 */
record Completion(Session session, CommandSpec spec, boolean isMeeting, boolean isSuppressed,
                  int namespace, CommandHandler rest) {
    /** Lets EXEC take its place: what its commands need has been found out. */
    static Completion ofTransaction(final Session session, final CommandSpec exec, final boolean isSuppressed) {
        return new Completion(session, exec, false, isSuppressed, session.namespace(), null);
    }

    boolean isTransaction() {
        return rest == null;
    }
}
