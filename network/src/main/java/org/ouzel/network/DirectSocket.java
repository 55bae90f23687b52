package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain socket under epoll, sent to past the channel's queue of output as long as that is empty: most replies fit
 * into the socket's own buffer at once. Only the thread of the channel's loop.
 */
final class DirectSocket {
    private static final Logger LOG = LoggerFactory.getLogger(DirectSocket.class);

    private final Channel channel;
    private final Socket socket;

    private DirectSocket(final Channel channel, final Socket socket) {
        this.channel = channel;
        this.socket = socket;
    }

    /** Returns the socket behind a handler, or null if its bytes must go another way: TLS, another transport. */
    static DirectSocket of(final ChannelHandlerContext context) {
        final Channel channel = context.channel();
        final boolean isEpoll = channel instanceof EpollSocketChannel || channel instanceof EpollDomainSocketChannel;
        final boolean isPlain = channel.pipeline().firstContext() == context;
        return isEpoll && isPlain ? new DirectSocket(channel, (Socket) ((UnixChannel) channel).fd()) : null;
    }

    /** Sends what the socket takes at once, and drops that from the buffer; what is left is the channel's to send. */
    void send(final ByteBuf bytes) {
        final ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        // A number that is closed may be another socket's already.
        if (queue == null || !queue.isEmpty() || !socket.isOpen()) {
            return;
        }
        try {
            final int sent = socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
            bytes.skipBytes(Math.max(0, sent));
        } catch (final IOException e) {
            LOG.debug("sending failed, the channel will find out too: peer={}", channel.remoteAddress(), e);
        }
    }
}
