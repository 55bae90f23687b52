package org.ouzel.network.http;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who has logged in to the dashboard: sessions by tokens drawn at random, which end when they have been idle for too
 * long. Of one user the least recently used one makes room for one too many; others' never do.
 */
final class LoginSessions {
    private static final int MAX_COUNT = 64;
    private static final int MAX_COUNT_OF_USER = 8;
    private static final int TOKEN_BYTES = 32;

    /** The least recently used first. */
    private final Map<String, LoginSession> byToken = new LinkedHashMap<>(16, 0.75f, true);
    private final SecureRandom random = new SecureRandom();
    private final LongSupplier clockMs;
    private final long idleMs;

    /** @param clockMs tells the time, from anywhere on */
    LoginSessions(final long idleMs, final LongSupplier clockMs) {
        this.idleMs = idleMs;
        this.clockMs = clockMs;
    }

    /**
     * Begins a session.
     *
     * @param clients the session's to close
     * @return null if there are too many
     */
    LoginSession open(final String user, final DashboardClients clients) {
        sweep();
        final List<LoginSession> own = byToken.values().stream().filter(each -> each.user().equals(user)).toList();
        if (own.size() >= MAX_COUNT_OF_USER) {
            close(own.get(0));
        }
        if (byToken.size() >= MAX_COUNT) {
            return null;
        }
        final byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        final LoginSession session =
            new LoginSession(Base64.getUrlEncoder().withoutPadding().encodeToString(token), user, clients);
        session.use(clockMs.getAsLong());
        byToken.put(session.token(), session);
        return session;
    }

    /** Returns the session of a token, which counts as used now, or null. */
    LoginSession find(final String token) {
        final LoginSession session = byToken.get(token);
        final long nowMs = clockMs.getAsLong();
        if (session == null || isOver(session, nowMs)) {
            return null;
        }
        session.use(nowMs);
        return session;
    }

    void close(final LoginSession session) {
        if (byToken.remove(session.token()) != null) {
            session.clients().close();
        }
    }

    /** Ends what has been idle for too long. */
    void sweep() {
        final long nowMs = clockMs.getAsLong();
        new ArrayList<>(byToken.values()).stream().filter(each -> isOver(each, nowMs)).forEach(this::close);
    }

    void closeAll() {
        new ArrayList<>(byToken.values()).forEach(this::close);
    }

    int count() {
        return byToken.size();
    }

    private boolean isOver(final LoginSession session, final long nowMs) {
        return nowMs - session.usedMs() >= idleMs;
    }
}
