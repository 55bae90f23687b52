package org.ouzel.network.http;

/** A client's connection to the engine has come to its end; the message says why. */
final class ConnectionEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionEndedException(final String message) {
        super(message);
    }
}
