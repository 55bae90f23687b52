package org.ouzel.network.web;

import java.net.http.HttpResponse;

/** A browser that has logged in to the dashboard, or hasn't. */
final class WebSession {
    private final WebClient client;
    private final String cookie;

    /** @param login what the server answered to {@link #logIn} */
    WebSession(final WebClient client, final HttpResponse<String> login) {
        this(client, login.headers().firstValue("set-cookie").orElseThrow().split(";")[0]);
    }

    private WebSession(final WebClient client, final String cookie) {
        this.client = client;
        this.cookie = cookie;
    }

    /** A browser with a token that nobody was given. */
    static WebSession stranger(final WebClient client) {
        return new WebSession(client, "ouzel-" + client.port() + "=" + "A".repeat(43));
    }

    static HttpResponse<String> logIn(final WebClient client, final String user, final String password) {
        return client.post("/api/login", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}",
            "Content-Type", "application/json");
    }

    String cookie() {
        return cookie;
    }

    HttpResponse<String> get(final String path) {
        return client.get(path, "Cookie", cookie);
    }

    HttpResponse<String> post(final String path, final String json) {
        return client.post(path, json, "Cookie", cookie, "Content-Type", "application/json");
    }

    /** Sends commands of a page, a JSON list of lists. */
    HttpResponse<String> commands(final String json) {
        return post("/api/commands", "{\"commands\":" + json + "}");
    }

    /** Sends a command of the console, a JSON list. */
    HttpResponse<String> console(final String json) {
        return post("/api/commands", "{\"commands\":[" + json + "],\"console\":true}");
    }
}
