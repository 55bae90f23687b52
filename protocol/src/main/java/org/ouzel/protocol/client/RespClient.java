package org.ouzel.protocol.client;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A blocking connection to a RESP server.
 *
 * <p>Arguments are {@code byte[]}, or anything else by its {@link Object#toString}, one byte a character
 * (ISO-8859-1), which is how {@link RespReader} returns text. One thread at a time.
 *
 * <pre>{@code
 * try (RespClient client = RespClient.connect("127.0.0.1", 6379)) {
 *     client.call("SET", "key", 42);
 *     client.call("GET", "key");
 * }
 * }</pre>
 */
public final class RespClient implements AutoCloseable {
    /** How long a read waits before it fails, unless {@link #timeoutMs} says otherwise: 30 s. */
    public static final int DEFAULT_TIMEOUT_MS = 30_000;

    private final Deque<RespPush> pushes = new ArrayDeque<>();
    private final Socket socket;
    private final OutputStream out;
    private final RespReader reader;

    /** Takes over a connected socket, which may be one of TLS. */
    public RespClient(final Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        this.reader = new RespReader(socket.getInputStream());
    }

    /** Connects, with {@link #DEFAULT_TIMEOUT_MS} for this and for every read. */
    public static RespClient connect(final String host, final int port) throws IOException {
        final Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), DEFAULT_TIMEOUT_MS);
            socket.setSoTimeout(DEFAULT_TIMEOUT_MS);
            return new RespClient(socket);
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sets how long a read waits before it fails with a {@link java.net.SocketTimeoutException}; 0 is for ever. */
    public RespClient timeoutMs(final int timeoutMs) throws SocketException {
        socket.setSoTimeout(timeoutMs);
        return this;
    }

    /** Sends one request and returns its reply; pushes that come before it go to {@link #nextPush}. */
    public Object call(final Object... arguments) throws IOException {
        send(arguments);
        return read();
    }

    /** Sends one request and returns the exact bytes of what the server says next. */
    public byte[] callRaw(final Object... arguments) throws IOException {
        send(arguments);
        return reader.readRaw();
    }

    /** Sends requests at once, then reads as many replies. */
    public List<Object> pipeline(final List<Object[]> requests) throws IOException {
        for (final Object[] request : requests) {
            append(request);
        }
        flush();
        final List<Object> replies = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            replies.add(read());
        }
        return replies;
    }

    /** Sends one request. */
    public void send(final Object... arguments) throws IOException {
        append(arguments);
        flush();
    }

    /** Writes one request to the buffer, to be sent by {@link #flush} or when the buffer is full. */
    public void append(final Object... arguments) throws IOException {
        appendRaw("*" + arguments.length + "\r\n");
        for (final Object argument : arguments) {
            final byte[] bytes = argument instanceof byte[] given ? given : bytes(argument.toString());
            appendRaw("$" + bytes.length + "\r\n");
            out.write(bytes);
            appendRaw("\r\n");
        }
    }

    /** Sends bytes as they are, however wrong. */
    public void sendRaw(final byte[] bytes) throws IOException {
        out.write(bytes);
        flush();
    }

    /** Sends text as it is, one byte a character. */
    public void sendRaw(final String text) throws IOException {
        sendRaw(bytes(text));
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** Reads the next reply; pushes that come before it go to {@link #nextPush}. */
    public Object read() throws IOException {
        while (true) {
            final Object reply = reader.read();
            if (!(reply instanceof RespPush push)) {
                return reply;
            }
            pushes.add(push);
        }
    }

    /** Returns the earliest push not yet returned, waiting for one where there is none. */
    public RespPush nextPush() throws IOException {
        if (pushes.isEmpty()) {
            final Object reply = reader.read();
            if (reply instanceof RespPush push) {
                return push;
            }
            throw new IllegalStateException("expected a push, found=" + reply);
        }
        return pushes.remove();
    }

    /** Returns how many pushes wait for {@link #nextPush}. */
    public int pushCount() {
        return pushes.size();
    }

    /** Returns the reader, for raw replies and for skipping. */
    public RespReader reader() {
        return reader;
    }

    public Socket socket() {
        return socket;
    }

    /** Says that no more requests will come; replies can still be read. */
    public void shutdownOutput() throws IOException {
        flush();
        socket.shutdownOutput();
    }

    /** Waits until the server closes the connection, and returns what it says before that. */
    public List<Object> readUntilClosed() throws IOException {
        final List<Object> replies = new ArrayList<>();
        while (true) {
            try {
                replies.add(reader.read());
            } catch (final EOFException | SocketException e) {
                // A reset is an end too: the server may close with requests unread.
                return replies;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void appendRaw(final String text) throws IOException {
        out.write(bytes(text));
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
