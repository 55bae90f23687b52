package org.ouzel.network.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A UNIX domain socket in the shape of a {@link Socket}, which the JDK has none of. It has no timeouts. */
final class UnixSocket extends Socket {
    private final SocketChannel channel;

    UnixSocket(final Path file) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
    }

    @Override
    public InputStream getInputStream() {
        return Channels.newInputStream(channel);
    }

    @Override
    public OutputStream getOutputStream() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public void setTcpNoDelay(final boolean isOn) {
        // Nothing is held back on such a socket.
    }

    @Override
    public void setSoTimeout(final int timeoutMs) {
        // A read can be ended by closing the socket from another thread.
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
