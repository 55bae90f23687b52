package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * A request that has come in full.
 *
 * @param addresses where it came from, and to
 * @param isSecure  whether it came by TLS
 */
record WebRequest(HttpHeaders headers, byte[] body, CommandGate.Addresses addresses, boolean isSecure) {
    /** Returns a header's value, or an empty text. */
    String header(final String name) {
        return headers.get(name, "");
    }
}
