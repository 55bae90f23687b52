package org.ouzel.network;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Turns a client away with an error. */
@Sharable
final class RejectedConnection extends ChannelInboundHandlerAdapter {
    /** For one more than {@code maxclients}. */
    static final RejectedConnection TOO_MANY = new RejectedConnection("ERR max number of clients reached");
    /** For one from another machine, when anybody could come in without password. */
    static final RejectedConnection PROTECTED = new RejectedConnection("DENIED Redis is running in protected mode"
        + " because protected mode is enabled and no password is set for the default user. In this mode connections are"
        + " only accepted from the loopback interface. If you want to connect from external computers to Redis you may"
        + " adopt one of the following solutions: 1) Just disable protected mode sending the command 'CONFIG SET"
        + " protected-mode no' from the loopback interface by connecting to Redis from the same host the server is"
        + " running, however MAKE SURE Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE"
        + " to make this change permanent. 2) Alternatively you can just disable the protected mode by editing the"
        + " Redis configuration file, and setting the protected mode option to 'no', and then restarting the server. 3)"
        + " If you started the server manually just for testing, restart it with the '--protected-mode no' option. 4)"
        + " Setup a an authentication password for the default user. NOTE: You only need to do one of the above things"
        + " in order for the server to start accepting connections from the outside.");

    private final byte[] text;

    /** @param error the error's code and text */
    RejectedConnection(final String error) {
        text = ('-' + error + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void channelActive(final ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(text)).addListener(ChannelFutureListener.CLOSE);
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
