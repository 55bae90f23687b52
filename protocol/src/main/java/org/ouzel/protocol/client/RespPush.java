package org.ouzel.protocol.client;

import java.util.List;

/**
 * An out-of-band message of RESP3 ({@code >}).
 *
 * @param elements the message, its kind first: {@code [message, channel, text]}
 */
public record RespPush(List<Object> elements) {
    /** Returns the first element as text: {@code message}, {@code invalidate} …; empty where there is none. */
    public String kind() {
        return elements.isEmpty() ? "" : String.valueOf(elements.get(0));
    }
}
