package org.ouzel.protocol.client;

import java.util.Map;

/**
 * A reply with attributes of RESP3 ({@code |}) before it.
 *
 * @param attributes what was said about the reply
 * @param value      the reply itself
 */
public record RespAttributed(Map<Object, Object> attributes, Object value) {
}
