package org.ouzel.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that have sent one PING, as a client library does to check them, and are then silent. */
public final class IdleConnections implements AutoCloseable {
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PONG = "+PONG\r\n";

    private final List<SocketChannel> channels = new ArrayList<>();

    /** Opens connections to a port of the loopback interface, one after the other. */
    public IdleConnections(final int port, final int count) throws IOException {
        final ByteBuffer reply = ByteBuffer.allocateDirect(PONG.length());
        final ByteBuffer ping = ByteBuffer.allocateDirect(PING.length).put(PING);
        try {
            for (int i = 0; i < count; i++) {
                final SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channels.add(channel);
                // Closed by a reset: thousands of ports would stay in TIME_WAIT otherwise.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                ping.flip();
                channel.write(ping);
                expectPong(channel, reply.clear(), i);
            }
        } catch (final IOException e) {
            close();
            throw e;
        }
    }

    /** Returns how many there are. */
    public int count() {
        return channels.size();
    }

    private static void expectPong(final SocketChannel channel, final ByteBuffer reply, final int index)
        throws IOException {
        while (reply.hasRemaining()) {
            if (channel.read(reply) < 0) {
                throw new IOException("the server closed an idle connection: index=" + index);
            }
        }
        final String text = StandardCharsets.US_ASCII.decode(reply.flip()).toString();
        if (!PONG.equals(text)) {
            throw new IOException("expected=+PONG found=" + text.trim() + " index=" + index);
        }
    }

    @Override
    public void close() throws IOException {
        for (final SocketChannel channel : channels) {
            channel.close();
        }
    }
}
