package org.ouzel.network.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * What the dashboard's pages ask for: to log in and out, and to have commands carried out as the user who has logged
 * in. An error of a command is a reply like others; only what keeps commands from being carried out is one of HTTP.
 */
final class DashboardApi {
    private static final long MAX_LOGIN_BYTES = 8 * 1024;
    private static final String JSON = "application/json";

    private final LongSupplier timeoutMs;
    private final LoginSessions sessions;
    private final CommandGate gate;
    private final EventExecutor loop;
    private final Settings settings;

    DashboardApi(final LoginSessions sessions, final CommandGate gate, final EventExecutor loop,
        final Settings settings, final LongSupplier timeoutMs) {
        this.timeoutMs = timeoutMs;
        this.sessions = sessions;
        this.gate = gate;
        this.loop = loop;
        this.settings = settings;
    }

    /** Returns how long a body may be: who hasn't logged in is to take no memory. */
    long mostBytes(final WebRequest request) {
        return sessionOf(request) == null ? MAX_LOGIN_BYTES : settings.getLong(SettingsTable.HTTP_MAX_REQUEST);
    }

    long mostLoginBytes(final WebRequest request) {
        return MAX_LOGIN_BYTES;
    }

    /** Who the browser has logged in as: {@code {"user": name}}. */
    CompletionStage<WebResponse> session(final WebRequest request) {
        final LoginSession session = sessionOf(request);
        return done(session == null ? loggedOut(request) : WebResponse.json(HttpResponseStatus.OK, userOf(session)));
    }

    /** Takes {@code {"user": name, "password": text}}. */
    CompletionStage<WebResponse> logIn(final WebRequest request) {
        return guarded(request, json -> {
            final LoginSession before = sessionOf(request);
            if (before != null) {
                sessions.close(before);
            }
            final String user = text(json, "user");
            final Credentials credentials = new Credentials(user.isEmpty() ? "default" : user, text(json, "password"));
            final DashboardClients clients = new DashboardClients(gate, loop, timeoutMs, request.addresses());
            return clients.logIn(credentials).handle((reply, failure) -> {
                if (failure == null && !reply.isError()) {
                    final LoginSession session = sessions.open(credentials.name(), clients);
                    if (session != null) {
                        return WebResponse.json(HttpResponseStatus.OK, userOf(session)).with(
                            HttpHeaderNames.SET_COOKIE, SessionCookie.of(request, settings, session.token()));
                    }
                }
                clients.close();
                return failure != null ? unavailable(failure) : reply.isError()
                    ? WebResponse.error(CommandErrors.statusOf(reply), reply.text())
                    : WebResponse.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "too many have logged in");
            });
        });
    }

    CompletionStage<WebResponse> logOut(final WebRequest request) {
        return guarded(request, json -> {
            final LoginSession session = sessionOf(request);
            if (session != null) {
                sessions.close(session);
            }
            return done(WebResponse.json(HttpResponseStatus.OK, new JsonObject())
                .with(HttpHeaderNames.SET_COOKIE, SessionCookie.ended(request, settings)));
        });
    }

    /** Carries out what {@link CommandRequest} says: {@code {"replies": […]}}, each as {@link ReplyJson} has it. */
    CompletionStage<WebResponse> commands(final WebRequest request) {
        final LoginSession session = sessionOf(request);
        if (session == null) {
            return done(loggedOut(request));
        }
        return guarded(request, json -> {
            final CommandRequest wanted = CommandRequest.read(request.body());
            for (final List<byte[]> command : wanted.commands()) {
                final String refusal = CommandRules.refusal(command, wanted.isOfConsole());
                if (refusal != null) {
                    return done(WebResponse.error(HttpResponseStatus.UNPROCESSABLE_ENTITY, refusal));
                }
            }
            return (wanted.isOfConsole() ? session.clients().callOfConsole(wanted.commands())
                : session.clients().callOfPage(wanted.database(), wanted.commands()))
                .thenApply(replies -> {
                    final JsonObject answer = new JsonObject();
                    answer.add("replies", ReplyJson.array(replies));
                    return WebResponse.json(HttpResponseStatus.OK, answer);
                }).exceptionally(failure -> failed(request, session, CommandErrors.rootOf(failure)));
        });
    }

    private WebResponse failed(final WebRequest request, final LoginSession session, final Throwable failure) {
        if (failure instanceof LoggedOutException) {
            sessions.close(session);
            return loggedOut(request);
        }
        if (failure instanceof TimeoutException) {
            return WebResponse.error(HttpResponseStatus.GATEWAY_TIMEOUT, "not answered in time (http-command-timeout);"
                + " a command that waits was given up, one that is at work goes on");
        }
        return unavailable(failure);
    }

    private static WebResponse unavailable(final Throwable failure) {
        return WebResponse.error(HttpResponseStatus.SERVICE_UNAVAILABLE,
            CommandErrors.rootOf(failure).getMessage());
    }

    /** Lets only pages of this server ask, and only by JSON, which no form of another one's can send. */
    private CompletionStage<WebResponse> guarded(final WebRequest request,
        final Function<JsonObject, CompletionStage<WebResponse>> answer) {
        final String origin = request.header("Origin");
        if (!origin.isEmpty() && !origin.equals((request.isSecure() ? "https://" : "http://")
            + request.header("Host"))) {
            return done(WebResponse.error(HttpResponseStatus.FORBIDDEN, "asked by a page from elsewhere"));
        }
        if (!request.header("Content-Type").split(";")[0].trim().equalsIgnoreCase(JSON)) {
            return done(WebResponse.error(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "the body has to be " + JSON));
        }
        try {
            return answer.apply(CommandRequest.object(request.body()));
        } catch (final IllegalArgumentException e) {
            return done(WebResponse.error(HttpResponseStatus.BAD_REQUEST, e.getMessage()));
        }
    }

    private LoginSession sessionOf(final WebRequest request) {
        return sessions.find(SessionCookie.read(request, settings));
    }

    private WebResponse loggedOut(final WebRequest request) {
        return WebResponse.error(HttpResponseStatus.UNAUTHORIZED, "not logged in")
            .with(HttpHeaderNames.SET_COOKIE, SessionCookie.ended(request, settings));
    }

    private static JsonObject userOf(final LoginSession session) {
        final JsonObject json = new JsonObject();
        json.addProperty("user", session.user());
        return json;
    }

    private static String text(final JsonObject json, final String name) {
        final JsonElement value = json.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw new IllegalArgumentException("a text is needed: " + name);
        }
        return value.getAsString();
    }

    private static CompletionStage<WebResponse> done(final WebResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
