package org.ouzel.network;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** How bytes come and go; see the setting {@code transport}. */
enum Transport {
    EPOLL("epoll", true),
    IO_URING("io_uring", false),
    NIO("nio", true);

    private final String label;
    private final boolean isReadSynchronous;

    Transport(final String label, final boolean isReadSynchronous) {
        this.label = label;
        this.isReadSynchronous = isReadSynchronous;
    }

    /**
     * Returns the transport that a setting names; {@code auto} is epoll where it loads, else nio.
     *
     * @throws IllegalStateException when the named one can't be had here, with the reason
     */
    static Transport of(final String setting) {
        return switch (setting) {
            case "epoll" -> require(EPOLL, Epoll.isAvailable(), Epoll.unavailabilityCause());
            case "io_uring" -> require(IO_URING, IoUring.isAvailable(), IoUring.unavailabilityCause());
            case "nio" -> NIO;
            default -> Epoll.isAvailable() ? EPOLL : NIO;
        };
    }

    /** Returns the name as the setting and INFO have it. */
    String label() {
        return label;
    }

    /** Returns whether a buffer is the reader's only while {@code channelRead} runs, so that one can serve a loop. */
    boolean isReadSynchronous() {
        return isReadSynchronous;
    }

    IoHandlerFactory ioHandlers() {
        return switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case EPOLL -> EpollServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    Class<? extends ServerChannel> domainServerChannel() {
        return switch (this) {
            case EPOLL -> EpollServerDomainSocketChannel.class;
            case IO_URING -> IoUringServerDomainSocketChannel.class;
            case NIO -> NioServerDomainSocketChannel.class;
        };
    }

    /** Returns the address of a UNIX domain socket. */
    SocketAddress domainAddress(final Path file) {
        return this == NIO ? UnixDomainSocketAddress.of(file) : new DomainSocketAddress(file.toFile());
    }

    private static Transport require(final Transport transport, final boolean isAvailable, final Throwable cause) {
        if (!isAvailable) {
            throw new IllegalStateException("transport " + transport.label + " is not available here: "
                + (cause == null ? "no reason given" : cause.getMessage()), cause);
        }
        return transport;
    }
}
