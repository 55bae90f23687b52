package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What is at a path.
 *
 * @param method  GET, which includes HEAD, or POST
 * @param mostBytes returns how long the body may be of a request whose headers these are
 * @param answer  called with a request that has come in full
 */
record Route(HttpMethod method, ToLongFunction<WebRequest> mostBytes,
    Function<WebRequest, CompletionStage<WebResponse>> answer) {

    /** Returns a page that takes no body. */
    static Route get(final Function<WebRequest, CompletionStage<WebResponse>> answer) {
        return new Route(HttpMethod.GET, request -> 0, answer);
    }

    static Route post(final ToLongFunction<WebRequest> mostBytes,
        final Function<WebRequest, CompletionStage<WebResponse>> answer) {
        return new Route(HttpMethod.POST, mostBytes, answer);
    }

    boolean takes(final HttpMethod given) {
        return given.equals(method) || given.equals(HttpMethod.HEAD) && method.equals(HttpMethod.GET);
    }

    /** Returns the methods as the header Allow lists them. */
    String allowed() {
        return method.equals(HttpMethod.GET) ? "GET, HEAD, OPTIONS" : method.name() + ", OPTIONS";
    }
}
