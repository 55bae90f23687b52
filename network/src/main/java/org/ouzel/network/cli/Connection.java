package org.ouzel.network.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ouzel.protocol.client.Reply;
import org.ouzel.protocol.client.RespClient;
import org.slf4j.Logger;

/**
 * A connection to a server, which logs in, selects a database and agrees on a protocol whenever it is opened.
 *
 * <p>One thread at a time, but for {@link #abort}.
 */
final class Connection implements AutoCloseable {
    /** Asks for RESP3 and goes on with RESP2 where the server doesn't know it. */
    static final int PREFER_RESP3 = 0;

    private static final int HANDSHAKE_LIMIT_MS = 30_000;

    private volatile Socket transport;
    private volatile boolean isAborted;
    private int protocol = 2;
    private RespClient client;
    private Address address;
    private final ConnectSettings settings;
    private final Consumer<String> warnings;
    private final Logger log;

    /**
     * @param settings how to connect
     * @param warnings is told what goes wrong without ending the connection, such as a wrong password
     * @param log      gets every request and reply at trace level, passwords left out
     */
    Connection(final ConnectSettings settings, final Consumer<String> warnings, final Logger log) {
        this.settings = settings;
        this.address = settings.address();
        this.warnings = warnings;
        this.log = log;
    }

    /**
     * How a connection is made.
     *
     * @param address   the server at first
     * @param tls       used when the address says so
     * @param protocol  2, 3 or {@link #PREFER_RESP3}
     * @param timeoutMs for connecting, and for each read of a TLS handshake; 0 is the system's own, or 30 s
     */
    record ConnectSettings(Address address, ClientTls tls, int protocol, int timeoutMs) {
    }

    Address address() {
        return address;
    }

    /** Changes what the next {@link #open} connects to, logs in as, and selects. */
    void setAddress(final Address changed) {
        address = changed;
    }

    /** Returns the version of RESP in use. */
    int protocol() {
        return protocol;
    }

    /** Notes that the user has chosen a protocol himself. */
    void setProtocol(final int chosen) {
        protocol = chosen;
    }

    boolean isOpen() {
        return client != null;
    }

    /** Tells whether {@link #abort} has ended the connection since it was opened. */
    boolean isAborted() {
        return isAborted;
    }

    /** Sets how long a read of this connection may wait; 0 is for ever. Socket files know no such limit. */
    void setReadLimitMs(final int limitMs) throws IOException {
        client.timeoutMs(limitMs);
    }

    /** Connects, closing the connection that there was. */
    void open() throws IOException {
        close();
        isAborted = false;
        protocol = 2;
        try {
            client = new RespClient(connect());
        } catch (final UnknownHostException e) {
            throw new IOException("Name or service not known", e);
        }
        log.debug("connected to {}", address.place());
        try {
            authenticate();
            if (address.database() != 0) {
                final Reply reply = call(List.of("SELECT", Integer.toString(address.database())));
                warnIfError("SELECT " + address.database(), reply);
            }
            negotiate();
        } catch (final IOException e) {
            close();
            throw e;
        }
    }

    /** Asks for RESP3 unless it is in use or not wanted; a user may have to log in before. */
    void negotiate() throws IOException {
        if (settings.protocol() == 2 || protocol == 3) {
            return;
        }
        final Reply reply = call(List.of("HELLO", "3"));
        if (!reply.isError()) {
            protocol = 3;
        } else if (settings.protocol() == 3) {
            warnIfError("HELLO 3", reply);
        }
    }

    /** Sends a request and returns its reply, passing over what the server pushes before it. */
    Reply call(final List<String> command) throws IOException {
        send(command);
        return readReply();
    }

    /** Reads the next reply, passing over pushes. */
    Reply readReply() throws IOException {
        Reply reply = read();
        while (reply.type() == '>') {
            reply = read();
        }
        return reply;
    }

    /** Sends a request, one byte a character. */
    void send(final List<String> command) throws IOException {
        append(command);
        client.flush();
    }

    /** Sends what has been appended. */
    void flush() throws IOException {
        client.flush();
    }

    /** Writes a request that is sent along with the next one, or by {@link #flush}. */
    void append(final List<String> command) throws IOException {
        if (client == null) {
            throw new IOException("not connected");
        }
        if (log.isTraceEnabled()) {
            log.trace("> {}", Secrets.masked(command));
        }
        client.append(command.toArray());
    }

    /** Sends bytes as they are. */
    void sendRaw(final byte[] bytes) throws IOException {
        client.sendRaw(bytes);
    }

    /** Reads what comes next: a reply, or a push of RESP3. */
    Reply read() throws IOException {
        final byte[] raw = client.reader().readRaw();
        final Reply reply = Reply.parse(raw);
        if (log.isTraceEnabled()) {
            log.trace("< {} of {} bytes", reply.type(), raw.length);
        }
        return reply;
    }

    /** Ends the connection from any thread: whoever waits for a reply gets an {@link IOException}. */
    void abort() {
        isAborted = true;
        final Socket open = transport;
        if (open != null) {
            try {
                open.close();
            } catch (final IOException e) {
                log.debug("closing: {}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        if (client != null) {
            try {
                client.close();
            } catch (final IOException e) {
                log.debug("closing: {}", e.toString());
            }
            log.debug("connection to {} closed", address.place());
            client = null;
        }
    }

    private Socket connect() throws IOException {
        if (address.socket() != null) {
            transport = new UnixSocket(Path.of(address.socket()));
            return transport;
        }
        final Socket socket = new Socket();
        // From here on, connecting can be given up.
        transport = socket;
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), settings.timeoutMs());
            return address.isTls() ? secure(socket) : socket;
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A server that doesn't speak TLS may just wait for more: unlike other reads, the handshake's have a limit. */
    private Socket secure(final Socket socket) throws IOException {
        socket.setSoTimeout(settings.timeoutMs() > 0 ? settings.timeoutMs() : HANDSHAKE_LIMIT_MS);
        final Socket secured = settings.tls().wrap(socket, address.host(), address.port());
        socket.setSoTimeout(0);
        return secured;
    }

    private void authenticate() throws IOException {
        if (address.password() == null) {
            return;
        }
        final List<String> command = new ArrayList<>(List.of("AUTH"));
        if (address.user() != null) {
            command.add(ByteText.toBytes(address.user()));
        }
        command.add(ByteText.toBytes(address.password()));
        final Reply reply = call(command);
        if (reply.isError()) {
            warnings.accept("AUTH failed: " + ByteText.toUnicode(reply.text()));
        }
    }

    private void warnIfError(final String what, final Reply reply) {
        if (reply.isError()) {
            warnings.accept(what + " failed: " + ByteText.toUnicode(reply.text()));
        }
    }
}
