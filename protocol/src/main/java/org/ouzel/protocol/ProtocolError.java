package org.ouzel.protocol;

/**
 * What the decoder answers to input that is no request, in Redis's words.
 *
 * <p>The text goes to the client behind {@code -ERR }, after the replies to all earlier requests; then the connection
 * is closed, since nobody can tell where the next request would begin.
 */
public final class ProtocolError {
    public static final String TOO_BIG_MULTIBULK_COUNT = "Protocol error: too big mbulk count string";
    public static final String INVALID_MULTIBULK_LENGTH = "Protocol error: invalid multibulk length";
    public static final String UNAUTHENTICATED_MULTIBULK_LENGTH = "Protocol error: unauthenticated multibulk length";
    public static final String TOO_BIG_BULK_COUNT = "Protocol error: too big bulk count string";
    public static final String INVALID_BULK_LENGTH = "Protocol error: invalid bulk length";
    public static final String UNAUTHENTICATED_BULK_LENGTH = "Protocol error: unauthenticated bulk length";
    public static final String TOO_BIG_INLINE = "Protocol error: too big inline request";
    public static final String UNBALANCED_QUOTES = "Protocol error: unbalanced quotes in request";

    private ProtocolError() {
    }

    /**
     * Returns the text for an array element that doesn't begin with a marker that a request may hold.
     *
     * @param found the byte found, 0 to 255; a line break is shown as a blank, since it would end the reply
     */
    public static String expectedBulk(final int found) {
        final char shown = found == '\r' || found == '\n' ? ' ' : (char) found;
        return "Protocol error: expected '$', got '" + shown + "'";
    }
}
