package org.ouzel.engine.command.connection;

import java.util.Locale;
import org.ouzel.engine.session.Session;

/** The kinds of clients that CLIENT LIST and CLIENT KILL tell apart; one that monitors counts as normal. */
enum ClientType {
    NORMAL,
    MASTER,
    REPLICA,
    PUBSUB;

    /** Returns the type of a name in any case ({@code slave} is {@code replica}), or null. */
    static ClientType of(final String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "normal" -> NORMAL;
            case "master" -> MASTER;
            case "replica", "slave" -> REPLICA;
            case "pubsub" -> PUBSUB;
            default -> null;
        };
    }

    static String unknown(final String name) {
        return "ERR Unknown client type '" + name + "'";
    }

    /** Tells whether a session is of the type. No session is a link of replication. */
    boolean includes(final Session session) {
        return this == (session.isSubscribed() ? PUBSUB : NORMAL);
    }
}
