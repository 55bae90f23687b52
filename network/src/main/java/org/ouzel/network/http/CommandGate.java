package org.ouzel.network.http;

import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;

/** Lets clients in that have no socket, and tells what has to be known before there is one. Callable by any thread. */
public interface CommandGate {
    /**
     * Between which addresses an HTTP client's connection is.
     *
     * @param peer  the client's
     * @param local the server's
     */
    record Addresses(SocketAddress peer, SocketAddress local) {
    }

    /** Who is told what comes out of a connection; by the thread of the connection's IO loop. */
    interface Receiver {
        /** Takes replies in, cut anywhere; the buffer is the receiver's to release. */
        void received(ByteBuf bytes);

        /** Called once: nothing more comes. */
        void closed();
    }

    /** A connection to the engine: a client like all others, with a session of its own. */
    interface Inner {
        /** Sends requests, in RESP; the buffer is the connection's to release. */
        void send(ByteBuf requests);

        /** Ends the connection, if it hasn't ended. */
        void close();
    }

    /**
     * Opens a connection. One that is refused (too many clients, say) answers an error, or nothing, and closes.
     *
     * @param addresses where the client is, as CLIENT LIST shows it
     * @param loggedIn  an earlier connection whose user's the new one is to be, or null for a client who comes anew
     */
    Inner open(Addresses addresses, Inner loggedIn, Receiver receiver);

    /** Returns whether the dataset is still being loaded. */
    boolean isLoading();

    /** Returns whether the default user is on and needs no password. */
    boolean isDefaultOpen();
}
