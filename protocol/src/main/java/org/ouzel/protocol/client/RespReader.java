package org.ouzel.protocol.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads RESP2 and RESP3 replies from a stream into plain Java objects.
 *
 * <pre>
 * +  $           String, one character a byte (ISO-8859-1), so that binary values survive
 * :              Long
 * ,              Double
 * (              BigInteger
 * #              Boolean
 * _  $-1  *-1    null
 * -  !           {@link RespError}
 * =              {@link RespVerbatim}
 * *              List
 * %              Map in the order of arrival
 * ~              Set in the order of arrival
 * &gt;              {@link RespPush}
 * |              {@link RespAttributed} around the reply that follows
 * </pre>
 *
 * <p>Strict: whatever isn't RESP is a {@link ProtocolException} that shows what was found, and the reader is then of
 * no more use. Streamed strings and aggregates ({@code $?}), which no server sends, count as such. The reader has a
 * buffer of its own: nobody else may read from the stream. One thread at a time.
 */
public final class RespReader {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 512;
    private static final int MAX_PRESIZED = 1024;

    private int position;
    private int limit;
    private int recordedFrom;
    private ByteArrayOutputStream recording;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final InputStream in;

    public RespReader(final InputStream in) {
        this.in = in;
    }

    /**
     * Reads one reply.
     *
     * @throws EOFException      when the stream ends before or in it
     * @throws ProtocolException when it isn't RESP
     */
    public Object read() throws IOException {
        return readValue(0);
    }

    /** Reads one reply and returns its exact bytes. */
    public byte[] readRaw() throws IOException {
        recording = new ByteArrayOutputStream();
        recordedFrom = position;
        try {
            skipValue(0);
            recording.write(buffer, recordedFrom, position - recordedFrom);
            return recording.toByteArray();
        } finally {
            recording = null;
        }
    }

    /**
     * Reads one reply without making objects of it.
     *
     * @return its first byte, which tells an error ({@code -}) from the rest
     */
    public int skip() throws IOException {
        return skipValue(0);
    }

    /** Tells whether bytes have been read from the stream and not yet returned. */
    public boolean hasBufferedBytes() {
        return position < limit;
    }

    private Object readValue(final int depth) throws IOException {
        final int marker = readMarker(depth);
        switch (marker) {
            case '+':
                return readLine();
            case '-':
                return new RespError(readLine());
            case ':':
                return readLong();
            case ',':
                return readDouble();
            case '(':
                return readBigInteger();
            case '#':
                return readBoolean();
            case '_':
                return readNull();
            case '$':
                return readBulk();
            case '!':
                return new RespError(requirePresent(readBulk()));
            case '=':
                return verbatim(requirePresent(readBulk()));
            default:
                return readAggregate(marker, depth);
        }
    }

    private Object readAggregate(final int marker, final int depth) throws IOException {
        switch (marker) {
            case '*':
                final int count = readLength(true);
                return count < 0 ? null : readList(count, depth);
            case '%':
                return readMap(depth);
            case '~':
                return readSet(depth);
            case '>':
                return new RespPush(readList(readLength(false), depth));
            case '|':
                final Map<Object, Object> attributes = readMap(depth);
                return new RespAttributed(attributes, readValue(depth + 1));
            default:
                throw unexpected("a reply", String.valueOf((char) marker));
        }
    }

    private List<Object> readList(final int count, final int depth) throws IOException {
        final List<Object> list = new ArrayList<>(Math.min(count, MAX_PRESIZED));
        for (int i = 0; i < count; i++) {
            list.add(readValue(depth + 1));
        }
        return Collections.unmodifiableList(list);
    }

    private Map<Object, Object> readMap(final int depth) throws IOException {
        final Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = readLength(false); i > 0; i--) {
            final Object key = readValue(depth + 1);
            map.put(key, readValue(depth + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    private Set<Object> readSet(final int depth) throws IOException {
        final Set<Object> set = new LinkedHashSet<>();
        for (int i = readLength(false); i > 0; i--) {
            set.add(readValue(depth + 1));
        }
        return Collections.unmodifiableSet(set);
    }

    private int skipValue(final int depth) throws IOException {
        final int marker = readMarker(depth);
        switch (marker) {
            case '+', '-', ':', ',', '(', '#', '_' -> skipLine();
            case '$', '!', '=' -> {
                final int length = readLength(true);
                if (length >= 0) {
                    skipBytes(length);
                    requireLineBreak();
                }
            }
            case '*', '~', '>' -> skipValues(readLength(true), depth);
            case '%' -> skipValues(2L * readLength(false), depth);
            case '|' -> {
                skipValues(2L * readLength(false), depth);
                skipValue(depth + 1);
            }
            default -> throw unexpected("a reply", String.valueOf((char) marker));
        }
        return marker;
    }

    private void skipValues(final long count, final int depth) throws IOException {
        for (long i = 0; i < count; i++) {
            skipValue(depth + 1);
        }
    }

    private int readMarker(final int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new ProtocolException("replies nested too deeply: max=" + MAX_DEPTH);
        }
        return readByte();
    }

    private Long readLong() throws IOException {
        final String line = readLine();
        try {
            return Long.valueOf(line);
        } catch (final NumberFormatException e) {
            throw unexpected("an integer", line);
        }
    }

    private Double readDouble() throws IOException {
        final String line = readLine();
        try {
            return switch (line) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.valueOf(line);
            };
        } catch (final NumberFormatException e) {
            throw unexpected("a double", line);
        }
    }

    private BigInteger readBigInteger() throws IOException {
        final String line = readLine();
        try {
            return new BigInteger(line);
        } catch (final NumberFormatException e) {
            throw unexpected("a big number", line);
        }
    }

    private Boolean readBoolean() throws IOException {
        final String line = readLine();
        if (!"t".equals(line) && !"f".equals(line)) {
            throw unexpected("t or f", line);
        }
        return "t".equals(line);
    }

    private Object readNull() throws IOException {
        final String line = readLine();
        if (!line.isEmpty()) {
            throw unexpected("nothing behind _", line);
        }
        return null;
    }

    private String readBulk() throws IOException {
        final int length = readLength(true);
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[Math.min(length, BUFFER_BYTES)];
        int filled = 0;
        while (filled < length) {
            if (filled == bytes.length) {
                // Grows with what has arrived, not with what was announced.
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            }
            ensureByte();
            final int part = Math.min(limit - position, bytes.length - filled);
            System.arraycopy(buffer, position, bytes, filled, part);
            position += part;
            filled += part;
        }
        requireLineBreak();
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String requirePresent(final String text) throws ProtocolException {
        if (text == null) {
            throw new ProtocolException("expected a text, found none");
        }
        return text;
    }

    private static RespVerbatim verbatim(final String text) throws ProtocolException {
        if (text.length() < 4 || text.charAt(3) != ':') {
            throw unexpected("three letters and a colon", text);
        }
        return new RespVerbatim(text.substring(0, 3), text.substring(4));
    }

    private int readLength(final boolean mayBeAbsent) throws IOException {
        final String line = readLine();
        if ("-1".equals(line) && mayBeAbsent) {
            return -1;
        }
        try {
            final int length = Integer.parseInt(line);
            if (length >= 0) {
                return length;
            }
        } catch (final NumberFormatException e) {
            throw unexpected("a length", line);
        }
        throw unexpected("a length", line);
    }

    private String readLine() throws IOException {
        final StringBuilder line = new StringBuilder();
        while (true) {
            final int value = readByte();
            if (value == '\r') {
                if (readByte() != '\n') {
                    throw unexpected("LF behind CR", line.toString());
                }
                return line.toString();
            }
            line.append((char) value);
        }
    }

    private void skipLine() throws IOException {
        while (readByte() != '\r') {
            // The line's text is of no interest.
        }
        if (readByte() != '\n') {
            throw new ProtocolException("expected LF behind CR");
        }
    }

    private void skipBytes(final int count) throws IOException {
        int left = count;
        while (left > 0) {
            ensureByte();
            final int part = Math.min(limit - position, left);
            position += part;
            left -= part;
        }
    }

    private void requireLineBreak() throws IOException {
        if (readByte() != '\r' || readByte() != '\n') {
            throw new ProtocolException("expected CR LF behind a text");
        }
    }

    private int readByte() throws IOException {
        ensureByte();
        return buffer[position++] & 0xFF;
    }

    private void ensureByte() throws IOException {
        if (position < limit) {
            return;
        }
        if (recording != null) {
            recording.write(buffer, recordedFrom, limit - recordedFrom);
        }
        position = 0;
        limit = 0;
        recordedFrom = 0;
        final int count = in.read(buffer, 0, BUFFER_BYTES);
        if (count < 0) {
            throw new EOFException("connection closed by the server");
        }
        limit = count;
    }

    private static ProtocolException unexpected(final String expected, final String found) {
        return new ProtocolException("expected " + expected + ", found='" + found + "'");
    }
}
