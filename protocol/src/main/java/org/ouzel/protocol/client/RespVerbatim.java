package org.ouzel.protocol.client;

/**
 * A verbatim string of RESP3 ({@code =}).
 *
 * @param format three letters: {@code txt} or {@code mkd}
 * @param text   the text behind the format
 */
public record RespVerbatim(String format, String text) {
}
