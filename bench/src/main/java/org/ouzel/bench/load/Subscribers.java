package org.ouzel.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Connections that subscribe to one channel, and one thread that reads and counts what comes. */
public final class Subscribers implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int ATTEMPTS = 6000;
    private static final long STEP_MS = 10;

    private volatile long receivedBytes;
    private volatile boolean isClosed;
    private volatile IOException failure;
    private final int count;
    private final int messageBytes;
    private final Selector selector = Selector.open();
    private final Thread reader = new Thread(this::read, "subscribers");

    /**
     * Subscribes, and waits until all are told so.
     *
     * @param payloadBytes length of the messages that will come, less than 10
     */
    public Subscribers(final int port, final int count, final String channel, final int payloadBytes)
        throws IOException {
        this.count = count;
        messageBytes = ("*3\r\n$7\r\nmessage\r\n$" + channel.length() + "\r\n" + channel + "\r\n$" + payloadBytes
            + "\r\n\r\n").length() + payloadBytes;
        final byte[] request = ("SUBSCRIBE " + channel + "\r\n").getBytes(StandardCharsets.US_ASCII);
        final int confirmationBytes =
            ("*3\r\n$9\r\nsubscribe\r\n$" + channel.length() + "\r\n" + channel + "\r\n:1\r\n").length();
        for (int i = 0; i < count; i++) {
            final SocketChannel socket =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.write(ByteBuffer.wrap(request));
            final ByteBuffer confirmation = ByteBuffer.allocate(confirmationBytes);
            while (confirmation.hasRemaining()) {
                if (socket.read(confirmation) < 0) {
                    throw new IOException("a subscriber was turned away: index=" + i);
                }
            }
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ);
        }
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until each subscriber has received so many messages since the start. */
    public void await(final long messageCount) throws IOException, InterruptedException {
        final long expectedBytes = messageCount * messageBytes * count;
        for (int attempt = 0; receivedBytes < expectedBytes && attempt < ATTEMPTS; attempt++) {
            TimeUnit.MILLISECONDS.sleep(STEP_MS);
        }
        if (failure != null) {
            throw failure;
        }
        if (receivedBytes != expectedBytes) {
            throw new IOException("subscribers received another number of bytes: expected=" + expectedBytes + " found="
                + receivedBytes);
        }
    }

    private void read() {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            while (!isClosed) {
                selector.select();
                for (final SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    final int bytes = ((SocketChannel) key.channel()).read(buffer);
                    if (bytes < 0) {
                        throw new IOException("a subscriber was cut off");
                    }
                    receivedBytes += bytes;
                }
                selector.selectedKeys().clear();
            }
        } catch (final IOException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (final SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
