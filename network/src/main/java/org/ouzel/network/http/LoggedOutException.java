package org.ouzel.network.http;

/** A login has ended, or its user has. */
final class LoggedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoggedOutException() {
        super("log in again");
    }
}
