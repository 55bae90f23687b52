package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.SocketAddress;

/**
 * A request that has come in full.
 *
 * @param peer     where it comes from
 * @param isSecure whether it came by TLS
 */
record WebRequest(HttpHeaders headers, byte[] body, SocketAddress peer, boolean isSecure) {
    /** Returns a header's value, or an empty text. */
    String header(final String name) {
        return headers.get(name, "");
    }
}
