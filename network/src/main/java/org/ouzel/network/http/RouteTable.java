package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/** The paths that there are, word for word: nothing of a path is ever looked up anywhere else. */
final class RouteTable {
    private static final String ALL = "*";

    private final Map<String, Route> routes;
    private final HostRule hosts;

    RouteTable(final Map<String, Route> routes, final HostRule hosts) {
        this.routes = Map.copyOf(routes);
        this.hosts = hosts;
    }

    /** Returns what is at a request's path, or null. */
    Route find(final String uri) {
        final int query = uri.indexOf('?');
        return routes.get(query < 0 ? uri : uri.substring(0, query));
    }

    /** Returns the answer to a request that goes no further, or null. */
    WebResponse refusal(final HttpRequest request) {
        final Route route = find(request.uri());
        final HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1) {
            return WebResponse.error(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here");
        }
        if (version.equals(HttpVersion.HTTP_1_1) && request.headers().getAll(HttpHeaderNames.HOST).size() != 1) {
            return WebResponse.error(HttpResponseStatus.BAD_REQUEST, "there must be one header Host");
        }
        if (!hosts.isAllowed(request.headers().get(HttpHeaderNames.HOST, ""))) {
            return WebResponse.error(HttpResponseStatus.FORBIDDEN, HostRule.REFUSAL);
        }
        if (request.method().equals(HttpMethod.OPTIONS) && (route != null || ALL.equals(request.uri()))) {
            return WebResponse.empty(HttpResponseStatus.NO_CONTENT)
                .with(HttpHeaderNames.ALLOW, route == null ? "GET, HEAD, POST, OPTIONS" : route.allowed());
        }
        if (route == null) {
            return WebResponse.error(HttpResponseStatus.NOT_FOUND, "there is nothing at this path");
        }
        return route.takes(request.method()) ? null
            : WebResponse.error(HttpResponseStatus.METHOD_NOT_ALLOWED, "not a method of this path")
                .with(HttpHeaderNames.ALLOW, route.allowed());
    }
}
