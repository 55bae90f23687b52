package org.ouzel.bench.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A plain blocking RESP2 connection for set-up and checks, not for measured load. Texts are taken byte by byte
 * (ISO 8859-1). Belongs to one thread.
 */
public final class RespConnection implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int READ_TIMEOUT_MS = 120_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final byte[] OK = {'+', 'O', 'K', '\r', '\n'};

    private byte[] scratch = new byte[0];

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    /** Connects to a port of the loopback interface. */
    public RespConnection(final int port) throws IOException {
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
            socket.setSoTimeout(READ_TIMEOUT_MS);
            socket.setTcpNoDelay(true);
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
        input = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        output = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /** Sends a request and returns its reply as {@link #read} does; an error reply is an exception. */
    public Object call(final String... words) throws IOException {
        write(words);
        flush();
        final Object reply = read();
        if (reply instanceof ErrorReply error) {
            throw new IOException(words[0] + " was refused: " + error.text());
        }
        return reply;
    }

    /** Queues a request. */
    public void write(final String... words) throws IOException {
        final StringBuilder request = new StringBuilder().append('*').append(words.length).append("\r\n");
        for (final String word : words) {
            request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        output.write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Queues bytes that hold whole requests. */
    void writeRaw(final byte[] bytes, final int length) throws IOException {
        output.write(bytes, 0, length);
    }

    /** Sends what is queued. */
    public void flush() throws IOException {
        output.flush();
    }

    /**
     * Reads one reply: {@link String} for a status or bulk string, {@link Long}, {@link List}, {@link ErrorReply}, or
     * null.
     */
    public Object read() throws IOException {
        final int type = input.read();
        final String line = readLine();
        return switch (type) {
            case '+' -> line;
            case '-' -> new ErrorReply(line);
            case ':' -> Long.valueOf(line);
            case '$' -> readBulk(Integer.parseInt(line));
            case '*' -> readArray(Integer.parseInt(line));
            case -1 -> throw new EOFException("the server closed the connection");
            default -> throw new IOException("unexpected reply: type=" + (char) type + " line=" + line);
        };
    }

    /** Reads replies that must all be {@code +OK}, without making garbage: a probe may run beside. */
    void expectOk(final int count) throws IOException {
        final int length = count * OK.length;
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        final int read = input.readNBytes(scratch, 0, length);
        for (int i = 0; i < read; i++) {
            if (scratch[i] != OK[i % OK.length]) {
                final int end = Math.min(read, i + 120);
                throw new IOException("expected=+OK found="
                    + new String(scratch, i - i % OK.length, end - i + i % OK.length, StandardCharsets.ISO_8859_1));
            }
        }
        if (read != length) {
            throw new EOFException("the server closed the connection: expectedBytes=" + length + " found=" + read);
        }
    }

    private String readLine() throws IOException {
        final StringBuilder line = new StringBuilder();
        int next = input.read();
        while (next >= 0 && next != '\r') {
            line.append((char) next);
            next = input.read();
        }
        input.read(); // the line feed
        return line.toString();
    }

    private String readBulk(final int length) throws IOException {
        if (length < 0) {
            return null;
        }
        final byte[] bytes = input.readNBytes(length + 2);
        if (bytes.length != length + 2) {
            throw new EOFException("the server closed the connection within a reply");
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private List<Object> readArray(final int length) throws IOException {
        if (length < 0) {
            return null;
        }
        final List<Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(read());
        }
        return elements;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * An error reply.
     *
     * @param text the line without its leading hyphen
     */
    public record ErrorReply(String text) {
    }
}
