package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.SocketAddress;
import org.ouzel.network.http.CommandGate;

/**
 * A channel without a socket that a client inside of the process speaks through: what is written to it goes to a
 * receiver. Only the thread of the IO loop that it stands on, which isn't bound to it.
 *
 * <p>Netty's own channel pair (LocalChannel) doesn't register with loops of a native transport.
 */
final class InnerChannel extends EmbeddedChannel {
    private final CommandGate.Addresses addresses;
    private final CommandGate.Receiver receiver;

    /** @param handler takes in what the client sends */
    InnerChannel(final CommandGate.Addresses addresses, final CommandGate.Receiver receiver,
        final ChannelHandler handler) {
        super(DefaultChannelId.newInstance(), false, false, handler);
        this.addresses = addresses;
        this.receiver = receiver;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return addresses.peer();
    }

    @Override
    protected SocketAddress localAddress0() {
        return addresses.local();
    }

    @Override
    protected void handleOutboundMessage(final Object message) {
        receiver.received((ByteBuf) message);
    }

    @Override
    protected void doClose() throws Exception {
        super.doClose();
        receiver.closed();
    }
}
