package org.ouzel.protocol.client;

/**
 * An error reply, as a value: it is up to the caller whether it is one that was hoped for.
 *
 * @param message the whole text, code included: {@code WRONGTYPE Operation against …}
 */
public record RespError(String message) {
    /** Returns the first word: {@code ERR}, {@code WRONGTYPE}, {@code NOAUTH} …. */
    public String code() {
        final int blank = message.indexOf(' ');
        return blank < 0 ? message : message.substring(0, blank);
    }
}
