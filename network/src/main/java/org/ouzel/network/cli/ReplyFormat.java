package org.ouzel.network.cli;

import org.ouzel.protocol.client.Reply;

/** How a reply is printed; the forms are redis-cli's, byte by byte, but for colours. */
interface ReplyFormat {
    /** Returns the whole text of a reply, its last line break included. */
    String format(Reply reply);

    /** Tells whether the form is meant to be read by programs as plain values, without any words around. */
    default boolean isRaw() {
        return false;
    }
}
