package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletionException;

/** What HTTP says for an error of the engine. */
final class CommandErrors {
    private CommandErrors() {
    }

    /** Returns the status for an error reply. */
    static HttpResponseStatus statusOf(final Reply error) {
        return switch (error.errorCode()) {
            case "NOAUTH", "WRONGPASS" -> HttpResponseStatus.UNAUTHORIZED;
            case "NOPERM", "DENIED" -> HttpResponseStatus.FORBIDDEN;
            case "THROTTLED" -> HttpResponseStatus.TOO_MANY_REQUESTS;
            default -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** Returns a failure as it was before it went through stages. */
    static Throwable rootOf(final Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
