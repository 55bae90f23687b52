package org.ouzel.engine.spi;

import java.util.Map;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.transaction.Transaction;

/** Who may come in, and who may do what. Called by any engine thread unless a method says otherwise. */
public interface AccessControl {
    /** Everybody is the default user, which needs no password and may do everything. */
    AccessControl OPEN = new AccessControl() {
        @Override
        public void attach(final ServerState server) {
            // There is nothing to be made ready.
        }

        @Override
        public boolean isDefaultOpen() {
            return true;
        }

        @Override
        public User find(final String name) {
            return User.DEFAULT_NAME.equals(name) ? User.UNRESTRICTED : null;
        }

        @Override
        public void authenticate(final CommandContext context, final String name, final byte[] password,
            final Authenticated outcome) {
            outcome.answer(context, User.DEFAULT_NAME.equals(name));
        }

        @Override
        public void onDenied(final CommandEvent event, final AccessDenial denial) {
            // Nothing is ever denied.
        }
    };

    /** Makes the users ready: once, when the command table is known, before the ring starts. */
    void attach(ServerState server);

    /** Returns whether the default user is on and needs no password. */
    boolean isDefaultOpen();

    /** Returns the user of a name (ISO-8859-1), or null. */
    User find(String name);

    /** Gives a session what a new one has: the default user, authenticated if that needs no password. */
    default void welcome(final Session session) {
        session.setUser(find(User.DEFAULT_NAME), isDefaultOpen());
    }

    /**
     * Tells whether there is room for one more session of the default user, should that be let in without password.
     *
     * @param isCounted whether it is among the namespace's connections already
     * @return null, or the error that its client is refused with, which is counted
     */
    default String refusalOfNewcomer(final boolean isCounted) {
        return null;
    }

    /**
     * Makes a new session that of a user whose certificate the client has shown, if there is such a user and it is on;
     * else the session stays what {@link #welcome} made it. On the session's IO loop, before its first request.
     *
     * @param name  the certificate's common name, one byte a character (ISO-8859-1)
     * @param nowMs Unix milliseconds
     * @return whether it is that user's
     */
    default boolean welcomeCertified(final Session session, final String name, final long nowMs) {
        return false;
    }

    /**
     * Makes a new session that of a user who has logged in on another one, if that user is still there, is on, and its
     * namespace has room; else the session stays what {@link #welcome} made it. On the session's IO loop, before its
     * first request.
     *
     * @return whether it is that user's
     */
    default boolean welcomeAgain(final Session session, final User user) {
        return find(user.name()) == user;
    }

    /**
     * Finds out whether a name and a password belong together, and if so makes that user the session's. On the
     * session's IO loop, in a command of routing SESSION.
     *
     * @param name     one byte a character (ISO-8859-1)
     * @param password the caller forgets it
     * @param outcome  is called once, now or later, with the context to answer in
     */
    void authenticate(CommandContext context, String name, byte[] password, Authenticated outcome);

    /**
     * Finds out beforehand what queued commands need that takes long, such as whether a password is right, and keeps it
     * with the transaction. On the session's IO loop, when EXEC comes.
     *
     * @param ready called once, by any thread, when all is known, unless it is known at once
     * @return whether it is known at once
     */
    default boolean prepare(final Session session, final Transaction queued, final long nowMs, final Runnable ready) {
        return true;
    }

    /** Takes note of a request that was refused. */
    void onDenied(CommandEvent event, AccessDenial denial);

    /** Returns how often something was refused, by what was lacking: {@code auth}, {@code cmd}, … as INFO names it. */
    default Map<String, Long> refusalCounts() {
        return Map.of();
    }

    /** Does as {@link #refusalCounts()}, for what a namespace's clients were refused. */
    default Map<String, Long> refusalCounts(final int namespace) {
        return Map.of();
    }

    /** Answers the client that wanted to authenticate; on its session's IO loop. */
    @FunctionalInterface
    interface Authenticated {
        void answer(CommandContext context, boolean isGranted);
    }
}
