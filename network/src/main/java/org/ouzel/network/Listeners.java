package org.ouzel.network;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that clients come by: TCP, TLS and a UNIX domain socket. Opened by the starting thread, closed by the
 * closing one.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int LOW_WATER_BYTES = 32 * 1024;
    private static final int HIGH_WATER_BYTES = 64 * 1024;
    /**
     * Connections taken in before those that are there have their turn. With one, which is Netty's choice, the last of
     * fifty that came at once waited for fifty fsyncs under {@code appendfsync always}.
     */
    private static final int MOST_ACCEPTS = 64;
    private static final PosixFilePermission[] PERMISSIONS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ};

    private int port;
    private Path socketFile;
    private final List<Channel> open = new ArrayList<>();
    private final Settings settings;
    private final Transport transport;
    private final EventLoopGroup loops;

    Listeners(final Settings settings, final Transport transport, final EventLoopGroup loops) {
        this.settings = settings;
        this.transport = transport;
        this.loops = loops;
    }

    /** Returns the TCP port in use; 0 when there is none. */
    int port() {
        return port;
    }

    /**
     * Listens wherever the settings say. With TLS, port 0 means no unencrypted port, as in Redis; else a free one.
     *
     * @param onPlain called on its loop with each new connection
     * @param onEncrypted the same for connections by TLS
     * @throws IOException when an address can't be listened on; the message names it
     */
    void open(final Consumer<Channel> onPlain, final Consumer<Channel> onEncrypted) throws IOException {
        final int tlsPort = settings.getInt(SettingsTable.TLS_PORT);
        port = settings.getInt(SettingsTable.PORT);
        if (port > 0 || tlsPort == 0) {
            port = bindAll(SettingsTable.BIND, port, onPlain);
        }
        if (tlsPort > 0) {
            bindAll(SettingsTable.BIND, tlsPort, onEncrypted);
        }
        final String file = settings.getText(SettingsTable.UNIXSOCKET);
        if (!file.isEmpty()) {
            bind(Path.of(settings.getText(SettingsTable.DIR)).resolve(file), onPlain);
        }
    }

    /**
     * Listens on one port of all addresses that a setting names.
     *
     * @param wantedPort   0 for a free one
     * @param onConnection called on its loop with each new connection
     * @return the port
     * @throws IOException when an address can't be listened on; the message names it
     */
    int bindAll(final Setting addresses, final int wantedPort, final Consumer<Channel> onConnection)
        throws IOException {
        int taken = wantedPort;
        final int before = open.size();
        for (final String address : settings.getWords(addresses)) {
            taken = bind(address, taken, onConnection);
        }
        if (open.size() == before) {
            throw new IOException("no address to listen on: " + addresses.name() + "="
                + String.join(" ", settings.getWords(addresses)));
        }
        return taken;
    }

    /** Returns the addresses as the ready line shows them. */
    String describe() {
        final List<String> addresses = new ArrayList<>();
        final String hosts = String.join(",", settings.getWords(SettingsTable.BIND));
        if (port > 0) {
            addresses.add("address=" + hosts + ":" + port);
        }
        if (settings.getInt(SettingsTable.TLS_PORT) > 0) {
            addresses.add("tls=" + hosts + ":" + settings.getInt(SettingsTable.TLS_PORT));
        }
        if (socketFile != null) {
            addresses.add("unix=" + socketFile);
        }
        return String.join(" ", addresses);
    }

    /** Takes no more clients. */
    void close() {
        open.forEach(listener -> listener.close().syncUninterruptibly());
        if (socketFile != null) {
            try {
                Files.deleteIfExists(socketFile);
            } catch (final IOException e) {
                LOG.warn("socket's file not removed: {}", socketFile, e);
            }
        }
    }

    /** Listens on one address; one with a leading {@code -} is passed over if the machine doesn't have it. */
    private int bind(final String given, final int wantedPort, final Consumer<Channel> onConnection)
        throws IOException {
        final boolean isOptional = given.startsWith("-");
        final String name = isOptional ? given.substring(1) : given;
        final InetSocketAddress address = "*".equals(name) ? new InetSocketAddress(wantedPort)
            : new InetSocketAddress(name, wantedPort);
        final var bound = tcp(onConnection).bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            open.add(bound.channel());
            return ((InetSocketAddress) bound.channel().localAddress()).getPort();
        }
        if (isOptional && !(bound.cause() instanceof BindException
            && String.valueOf(bound.cause().getMessage()).contains("in use"))) {
            LOG.debug("not listening on {}: {}", name, bound.cause().getMessage());
            return wantedPort;
        }
        throw new IOException("can't listen on " + name + ":" + wantedPort + ": " + bound.cause().getMessage(),
            bound.cause());
    }

    private void bind(final Path file, final Consumer<Channel> onConnection) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            // What a server that was killed left behind; anything but a socket is not ours to remove.
            if (!Files.readAttributes(file, BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS).isOther()) {
                throw new IOException("can't listen on " + file + ": the file exists, and is no socket");
            }
            Files.delete(file);
        }
        final SocketAddress address = transport.domainAddress(file);
        final ServerBootstrap bootstrap = bootstrap(transport.domainServerChannel(), onConnection);
        if (transport != Transport.NIO) {
            bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true); // the JDK's has no such option
        }
        final var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("can't listen on " + file + ": " + bound.cause().getMessage(), bound.cause());
        }
        open.add(bound.channel());
        socketFile = file;
        final int mode = settings.getInt(SettingsTable.UNIXSOCKETPERM);
        if (mode > 0) {
            Files.setPosixFilePermissions(file, permissions(mode));
        }
    }

    private static Set<PosixFilePermission> permissions(final int mode) {
        final Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < PERMISSIONS.length; bit++) {
            if ((mode >>> bit & 1) != 0) {
                permissions.add(PERMISSIONS[bit]);
            }
        }
        return permissions;
    }

    private ServerBootstrap tcp(final Consumer<Channel> onConnection) {
        return bootstrap(transport.serverChannel(), onConnection)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, settings.getInt(SettingsTable.TCP_KEEPALIVE) > 0);
    }

    private ServerBootstrap bootstrap(final Class<? extends ServerChannel> kind,
        final Consumer<Channel> onConnection) {
        return new ServerBootstrap().group(loops).channel(kind)
            .option(ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator().respectMaybeMoreData(false).maxMessagesPerRead(MOST_ACCEPTS))
            .option(ChannelOption.SO_BACKLOG, settings.getInt(SettingsTable.TCP_BACKLOG))
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
            .childHandler(new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(final Channel channel) {
                    onConnection.accept(channel);
                }
            });
    }
}
