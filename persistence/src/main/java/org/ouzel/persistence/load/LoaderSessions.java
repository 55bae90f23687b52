package org.ouzel.persistence.load;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.session.Session;

/** The sessions whose commands load the dataset, one for each namespace. One thread. */
final class LoaderSessions {
    private final List<Session> sessions = new ArrayList<>();
    private final ServerState server;
    private final LoadedReplies replies;

    LoaderSessions(final ServerState server, final LoadedReplies replies) {
        this.server = server;
        this.replies = replies;
    }

    /** Returns the session of a namespace. */
    Session of(final int namespace) {
        for (final Session each : sessions) {
            if (each.namespace() == namespace) {
                return each;
            }
        }
        final Session made = new Session(server.sessions().newId(), 0, namespace, server.startMs(), "", "", replies);
        made.markLoader();
        sessions.add(made);
        return made;
    }
}
