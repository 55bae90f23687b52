package org.ouzel.network.harness;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection that shows the server's bytes as they are: a reply is the raw bytes of one complete RESP2 or RESP3
 * value, pushes included. Not thread-safe. Every failure of the socket, a timeout of 60 s included, is an
 * {@link UncheckedIOException}.
 */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = 60_000;

    private byte[] input = new byte[64 * 1024];
    private int start;
    private int end;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RawConnection(final Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public static RawConnection open(final int port) {
        return open(port, 0);
    }

    /** @param receiveBufferBytes the socket's SO_RCVBUF, or 0 for the system's own choice */
    public static RawConnection open(final int port, final int receiveBufferBytes) {
        try {
            final Socket socket = new Socket();
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(new InetSocketAddress(ServerUnderTest.HOST, port), TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            return new RawConnection(socket);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on with a socket that has been connected, by TLS perhaps; closes it in the end. */
    public static RawConnection over(final Socket socket) throws IOException {
        return new RawConnection(socket);
    }

    /** Sends one command and returns its raw reply, each byte as one character. */
    public String call(final String... arguments) {
        add(arguments).flush();
        return readText();
    }

    public byte[] call(final byte[]... arguments) {
        add(arguments).flush();
        return readReply();
    }

    /** Queues one command as an array of bulk strings until {@link #flush()}; a character is one byte. */
    public RawConnection add(final String... arguments) {
        return add(Arrays.stream(arguments).map(RawConnection::bytes).toArray(byte[][]::new));
    }

    public RawConnection add(final byte[]... arguments) {
        pending.writeBytes(bytes("*" + arguments.length + "\r\n"));
        for (final byte[] argument : arguments) {
            pending.writeBytes(bytes("$" + argument.length + "\r\n"));
            pending.writeBytes(argument);
            pending.write('\r');
            pending.write('\n');
        }
        return this;
    }

    public int pendingBytes() {
        return pending.size();
    }

    public void flush() {
        final byte[] bytes = pending.toByteArray();
        pending.reset();
        write(bytes, 0, bytes.length);
    }

    /** Writes bytes as they are; a character is one byte. */
    public void write(final String text) {
        final byte[] bytes = bytes(text);
        write(bytes, 0, bytes.length);
    }

    public void write(final byte[] bytes, final int offset, final int length) {
        try {
            out.write(bytes, offset, length);
            out.flush();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String readText() {
        return text(readReply());
    }

    /** Reads one complete value and returns its bytes. */
    public byte[] readReply() {
        try {
            int position = 0;
            long values = 1;
            while (values > 0) {
                final int lineStart = position;
                final int lineEnd = findLineEnd(lineStart);
                final byte type = input[start + position];
                values += childCount(type, position + 1, lineEnd) - 1;
                position = lineEnd + 2;
                if (type == '$' || type == '=' || type == '!') {
                    final long length = number(lineStart + 1, lineEnd);
                    if (length >= 0) {
                        position = Math.addExact(position, Math.toIntExact(length + 2));
                        fill(position);
                    }
                }
            }
            final byte[] reply = Arrays.copyOfRange(input, start, start + position);
            start += position;
            return reply;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what comes until the server closes the connection, which it must do within the timeout. */
    public String readToEnd() {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            do {
                all.write(input, start, end - start);
                start = 0;
                end = 0;
                end = in.read(input);
            } while (end > 0);
            end = 0;
        } catch (final SocketTimeoutException e) {
            throw new UncheckedIOException("still open after: " + text(all.toByteArray()), e);
        } catch (final IOException e) {
            // A reset is an end too: the server closed while bytes of ours were still unread.
            return text(all.toByteArray());
        }
        return text(all.toByteArray());
    }

    public boolean hasUnreadBytes() {
        try {
            return start < end || in.available() > 0;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void setTimeoutMs(final int timeoutMs) {
        try {
            socket.setSoTimeout(timeoutMs);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(final byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int childCount(final byte type, final int from, final int to) {
        switch (type) {
            case '*', '~', '>':
                return (int) Math.max(0, number(from, to));
            case '%':
                return (int) (2 * number(from, to));
            case '|':
                return (int) (2 * number(from, to)) + 1;
            default:
                if ("+-:_#,($=!".indexOf(type) < 0) {
                    throw new AssertionError("not a RESP type: " + text(Arrays.copyOfRange(input, start, end)));
                }
                return 0;
        }
    }

    private long number(final int from, final int to) {
        return Long.parseLong(new String(input, start + from, to - from, StandardCharsets.ISO_8859_1));
    }

    private int findLineEnd(final int from) throws IOException {
        int position = from;
        while (true) {
            fill(position + 2);
            if (input[start + position] == '\r' && input[start + position + 1] == '\n') {
                return position;
            }
            position++;
        }
    }

    /** Makes {@code count} bytes available from {@link #start} on. */
    private void fill(final int count) throws IOException {
        while (end - start < count) {
            if (input.length - start < count) {
                final byte[] bigger = input.length < count ? new byte[Math.max(count, 2 * input.length)] : input;
                System.arraycopy(input, start, bigger, 0, end - start);
                end -= start;
                start = 0;
                input = bigger;
            }
            final int read = in.read(input, end, input.length - end);
            if (read < 0) {
                throw new EOFException("closed by the server after: "
                    + text(Arrays.copyOfRange(input, start, Math.min(end, start + 200))));
            }
            end += read;
        }
    }
}
