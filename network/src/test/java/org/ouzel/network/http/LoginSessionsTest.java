package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginSessionsTest {
    private static final int IDLE_MS = 1000;

    private long nowMs = 5000;
    private final LoginSessions sessions = new LoginSessions(IDLE_MS, () -> nowMs);

    private static DashboardClients clients() {
        return new DashboardClients(null, null, () -> 1, null);
    }

    /** Whether the clients of a session are closed: they fail at once then, without a server. */
    private static boolean isClosed(final LoginSession session) {
        return session.clients().callOfPage(0, List.of()).handle((replies, failure) ->
            failure != null && CommandErrors.rootOf(failure) instanceof LoggedOutException).join();
    }

    @Test
    void shouldDrawTokensOf256Bits() {
        final LoginSession one = sessions.open("al", clients());
        final LoginSession other = sessions.open("al", clients());
        assertEquals(32, Base64.getUrlDecoder().decode(one.token()).length);
        assertNotEquals(one.token(), other.token());
        assertSame(one, sessions.find(one.token()));
        assertSame(other, sessions.find(other.token()));
        assertNull(sessions.find(""));
        assertNull(sessions.find(one.token().substring(1)));
    }

    @Test
    void shouldEndWhatIsIdle() {
        final LoginSession session = sessions.open("al", clients());
        nowMs += IDLE_MS - 1;
        assertNotNull(sessions.find(session.token()), "used in time");
        nowMs += IDLE_MS - 1;
        assertNotNull(sessions.find(session.token()), "each use counts");
        nowMs += IDLE_MS;
        assertNull(sessions.find(session.token()));
        assertFalse(isClosed(sessions.open("bo", clients())));
        assertTrue(isClosed(session), "swept when the next one came");
        assertEquals(1, sessions.count());
    }

    @Test
    void shouldEndWhoLogsOut() {
        final LoginSession session = sessions.open("al", clients());
        sessions.close(session);
        assertNull(sessions.find(session.token()));
        assertTrue(isClosed(session));
        sessions.close(session);
    }

    @Test
    void shouldLimitSessionsOfAUserByItsOwn() {
        final List<LoginSession> own = new ArrayList<>();
        final LoginSession other = sessions.open("bo", clients());
        for (int i = 0; i < 8; i++) {
            own.add(sessions.open("al", clients()));
        }
        sessions.find(own.get(0).token());
        final LoginSession last = sessions.open("al", clients());
        assertNull(sessions.find(own.get(1).token()), "the least recently used one of the user's");
        assertTrue(isClosed(own.get(1)));
        assertSame(own.get(0), sessions.find(own.get(0).token()));
        assertSame(last, sessions.find(last.token()));
        assertSame(other, sessions.find(other.token()));
    }

    @Test
    void shouldLimitSessionsOfAll() {
        for (int i = 0; i < 64; i++) {
            assertNotNull(sessions.open("user" + i, clients()));
        }
        assertNull(sessions.open("one more", clients()));
        nowMs += IDLE_MS;
        assertNotNull(sessions.open("one more", clients()));
        sessions.closeAll();
        assertEquals(0, sessions.count());
    }
}
