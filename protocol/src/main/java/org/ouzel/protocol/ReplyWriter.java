package org.ouzel.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Writes one reply after another, in RESP2 or RESP3, to a {@link NativeBuffer}.
 *
 * <p>Types that only RESP3 has fall back in RESP2 to what Redis sends there: a map becomes a flat array, a set an
 * array, a double and a big number a bulk string, a boolean an integer, a push an array, a verbatim string a bulk
 * string, and null comes in its two RESP2 forms. One thread at a time; the buffer belongs to whoever gave it to
 * {@link #wrap}. Source: the RESP3 specification.
 */
public final class ReplyWriter {
    /** Replies of five bytes, which are written as a word. */
    private static final long OK = word("+OK\r\n");
    private static final long NIL_BULK = word("$-1\r\n");
    private static final int WORD_REPLY_BYTES = 5;
    private static final byte[] NIL_ARRAY = ascii("*-1\r\n");
    private static final byte[] NIL_RESP3 = ascii("_\r\n");
    private static final byte[] TRUE_RESP3 = ascii("#t\r\n");
    private static final byte[] FALSE_RESP3 = ascii("#f\r\n");
    private static final byte[] EMPTY_BULK = ascii("$0\r\n\r\n");
    /** Marker, sign and digits of a length, and two line ends. */
    private static final int HEADER_BYTES = 1 + Decimal.MAX_BYTES + 4;
    private static final short LINE_END = (short) ('\n' << 8 | '\r');
    private static final int VERBATIM_PREFIX_BYTES = 4;

    private NativeBuffer buffer;
    private boolean isResp3;
    private String errorText;

    /** Directs what follows to a buffer, in one of the two protocol versions, and forgets earlier errors. */
    public ReplyWriter wrap(final NativeBuffer target, final boolean resp3) {
        buffer = target;
        isResp3 = resp3;
        errorText = null;
        return this;
    }

    public boolean isResp3() {
        return isResp3;
    }

    /** Returns whether an error was written since {@link #wrap}. */
    public boolean isError() {
        return errorText != null;
    }

    /** Returns the last error written since {@link #wrap}, or null. */
    public String errorText() {
        return errorText;
    }

    public NativeBuffer buffer() {
        return buffer;
    }

    public void ok() {
        wordReply(OK);
    }

    /** Writes a simple string; the text holds no line end. */
    public void simple(final String text) {
        buffer.putByte((byte) '+');
        buffer.putBytes(ascii(text));
        lineEnd();
    }

    /**
     * Writes an error.
     *
     * @param text code, blank, message, without the marker, such as {@code ERR syntax error}; line ends in it become
     *             blanks, those behind it are left out
     */
    public void error(final String text) {
        errorText = text;
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length;
        while (length > 0 && isLineEnd(bytes[length - 1])) {
            length--;
        }
        buffer.putByte((byte) '-');
        for (int i = 0; i < length; i++) {
            buffer.putByte(isLineEnd(bytes[i]) ? (byte) ' ' : bytes[i]);
        }
        lineEnd();
    }

    public void integer(final long value) {
        header(':', value);
    }

    /** Writes a bulk string of native bytes. */
    public void bulk(final long address, final int length) {
        final long start = buffer.reserve(HEADER_BYTES + length);
        NativeMemory.putByte(start, (byte) '$');
        int written = 1 + Decimal.write(length, start + 1);
        NativeMemory.putShort(start + written, LINE_END);
        written += 2;
        NativeMemory.copy(address, start + written, length);
        written += length;
        NativeMemory.putShort(start + written, LINE_END);
        buffer.advance(written + 2);
    }

    public void bulk(final byte[] bytes) {
        header('$', bytes.length);
        buffer.putBytes(bytes);
        lineEnd();
    }

    /** Writes a bulk string of text, as UTF-8. */
    public void bulk(final String text) {
        bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a bulk string of ISO-8859-1 text, one byte a character. No garbage. */
    public void bulkLatin(final String text) {
        final int length = text.length();
        header('$', length);
        final long target = buffer.reserve(length);
        for (int i = 0; i < length; i++) {
            NativeMemory.putByte(target + i, (byte) text.charAt(i));
        }
        buffer.advance(length);
        lineEnd();
    }

    public void emptyBulk() {
        buffer.putBytes(EMPTY_BULK);
    }

    /** Writes an integer as a bulk string of its decimal digits. */
    public void bulkDecimal(final long value) {
        header('$', Decimal.length(value));
        buffer.putDecimal(value);
        lineEnd();
    }

    /** Writes null where a value was expected: {@code $-1}, or {@code _} in RESP3. */
    public void nil() {
        if (isResp3) {
            buffer.putBytes(NIL_RESP3);
        } else {
            wordReply(NIL_BULK);
        }
    }

    /** Writes null where an array was expected: {@code *-1}, or {@code _} in RESP3. */
    public void nilArray() {
        buffer.putBytes(isResp3 ? NIL_RESP3 : NIL_ARRAY);
    }

    public void bool(final boolean value) {
        if (isResp3) {
            buffer.putBytes(value ? TRUE_RESP3 : FALSE_RESP3);
        } else {
            integer(value ? 1 : 0);
        }
    }

    /** Writes a double given as Redis prints it: a RESP3 double, or a bulk string. */
    public void doubleText(final String text) {
        if (isResp3) {
            buffer.putByte((byte) ',');
            buffer.putBytes(ascii(text));
            lineEnd();
        } else {
            bulk(ascii(text));
        }
    }

    /** Writes a double as Redis prints it: a RESP3 double, or a bulk string. No garbage. */
    public void number(final double value) {
        final long start = buffer.reserve(HEADER_BYTES + DoubleText.MAX_BYTES);
        if (isResp3) {
            NativeMemory.putByte(start, (byte) ',');
            final int length = DoubleText.write(value, start + 1);
            NativeMemory.putShort(start + 1 + length, LINE_END);
            buffer.advance(1 + length + 2);
            return;
        }
        // The text is written where it lies if its length has one digit, and makes room for the second.
        long text = start + 4;
        final int length = DoubleText.write(value, text);
        if (length > 9) {
            NativeMemory.move(text, text + 1, length);
            text++;
        }
        NativeMemory.putByte(start, (byte) '$');
        Decimal.write(length, start + 1);
        NativeMemory.putShort(text - 2, LINE_END);
        NativeMemory.putShort(text + length, LINE_END);
        buffer.advance((int) (text - start) + length + 2);
    }

    /** Writes a big number given in decimal: a RESP3 big number, or a bulk string. */
    public void bigNumber(final String digits) {
        if (isResp3) {
            buffer.putByte((byte) '(');
            buffer.putBytes(ascii(digits));
            lineEnd();
        } else {
            bulk(ascii(digits));
        }
    }

    /**
     * Writes text that is meant to be shown as it is: a RESP3 verbatim string, or a bulk string.
     *
     * @param format three letters, such as {@code txt}
     */
    public void verbatim(final String format, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!isResp3) {
            bulk(bytes);
            return;
        }
        header('=', bytes.length + VERBATIM_PREFIX_BYTES);
        buffer.putBytes(ascii(format));
        buffer.putByte((byte) ':');
        buffer.putBytes(bytes);
        lineEnd();
    }

    /** Announces an array; its elements follow. */
    public void array(final int count) {
        header('*', count);
    }

    /** Announces a map; {@code count} keys with their values follow. */
    public void map(final int count) {
        header(isResp3 ? '%' : '*', isResp3 ? count : count * 2L);
    }

    /** Announces a set; its elements follow. */
    public void set(final int count) {
        header(isResp3 ? '~' : '*', count);
    }

    /** Announces an out-of-band push; its elements follow. */
    public void push(final int count) {
        header(isResp3 ? '>' : '*', count);
    }

    private void header(final char marker, final long value) {
        final long start = buffer.reserve(HEADER_BYTES);
        NativeMemory.putByte(start, (byte) marker);
        final int written = 1 + Decimal.write(value, start + 1);
        NativeMemory.putShort(start + written, LINE_END);
        buffer.advance(written + 2);
    }

    private static boolean isLineEnd(final byte value) {
        return value == '\r' || value == '\n';
    }

    private void wordReply(final long word) {
        NativeMemory.putLong(buffer.reserve(NativeMemory.WORD_BYTES), word);
        buffer.advance(WORD_REPLY_BYTES);
    }

    private void lineEnd() {
        NativeMemory.putShort(buffer.reserve(2), LINE_END);
        buffer.advance(2);
    }

    private static long word(final String text) {
        long word = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            word = word << Byte.SIZE | text.charAt(i);
        }
        return word;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
