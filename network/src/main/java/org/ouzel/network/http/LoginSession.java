package org.ouzel.network.http;

/** One login to the dashboard. */
final class LoginSession {
    private long usedMs;
    private final String token;
    private final String user;
    private final DashboardClients clients;

    LoginSession(final String token, final String user, final DashboardClients clients) {
        this.token = token;
        this.user = user;
        this.clients = clients;
    }

    String token() {
        return token;
    }

    String user() {
        return user;
    }

    DashboardClients clients() {
        return clients;
    }

    /** Returns when it was last used, by the clock of {@link LoginSessions}. */
    long usedMs() {
        return usedMs;
    }

    void use(final long nowMs) {
        usedMs = nowMs;
    }
}
