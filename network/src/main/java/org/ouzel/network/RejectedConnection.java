package org.ouzel.network;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Turns a client away when {@code maxclients} are connected. */
@Sharable
final class RejectedConnection extends ChannelInboundHandlerAdapter {
    static final RejectedConnection INSTANCE = new RejectedConnection();
    private static final byte[] TEXT = "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

    private RejectedConnection() {
    }

    @Override
    public void channelActive(final ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(TEXT)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        context.close();
    }
}
