package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.session.Session;
import org.ouzel.network.http.CommandGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients inside of the process, spread over the IO loops; each has a {@link Connection} as one by socket has. */
final class InnerClients implements CommandGate {
    private static final Logger LOG = LoggerFactory.getLogger(InnerClients.class);

    private final AtomicInteger next = new AtomicInteger();
    private final List<LoopDriver> drivers;
    private final List<EventLoop> loops;
    private final Function<SocketAddress, ChannelHandler> refusal;
    private final ServerState server;

    /** @param refusal returns what turns a client of that address away, or null */
    InnerClients(final List<LoopDriver> drivers, final List<EventLoop> loops, final ServerState server,
        final Function<SocketAddress, ChannelHandler> refusal) {
        this.drivers = drivers;
        this.loops = loops;
        this.server = server;
        this.refusal = refusal;
    }

    @Override
    public Inner open(final Addresses addresses, final Inner loggedIn, final Receiver receiver) {
        final int index = Math.floorMod(next.getAndIncrement(), loops.size());
        final Client client = new Client(drivers.get(index), loops.get(index), receiver);
        client.run(() -> client.open(addresses, (Client) loggedIn), receiver::closed);
        return client;
    }

    @Override
    public boolean isLoading() {
        return server.loading() != null;
    }

    @Override
    public boolean isDefaultOpen() {
        return server.access().isDefaultOpen();
    }

    /** What the engine's loop does for one client. */
    private final class Client implements Inner {
        private volatile Session session;
        private InnerChannel channel;
        private final LoopDriver driver;
        private final EventLoop loop;
        private final Receiver receiver;

        Client(final LoopDriver driver, final EventLoop loop, final Receiver receiver) {
            this.driver = driver;
            this.loop = loop;
            this.receiver = receiver;
        }

        @Override
        public void send(final ByteBuf requests) {
            run(() -> {
                if (channel != null && channel.isOpen()) {
                    channel.writeInbound(requests);
                } else {
                    requests.release();
                }
            }, () -> ReferenceCountUtil.safeRelease(requests));
        }

        @Override
        public void close() {
            run(() -> {
                if (channel != null && channel.isOpen()) {
                    channel.close();
                }
            }, () -> LOG.debug("loop has ended, and its clients with it"));
        }

        /** Does something on the client's loop, as a round of its own. */
        private void run(final Runnable step, final Runnable otherwise) {
            try {
                loop.execute(() -> runNow(step));
            } catch (final RejectedExecutionException e) {
                otherwise.run();
            }
        }

        private void runNow(final Runnable step) {
            try {
                driver.inCycle(() -> {
                    step.run();
                    return null;
                });
            } catch (final Exception e) {
                LOG.warn("closing a client inside of the process after an unexpected failure", e);
                if (channel != null) {
                    channel.close();
                }
            }
        }

        private void open(final Addresses addresses, final Client loggedIn) {
            final ChannelHandler refused = refusal.apply(addresses.peer());
            final Connection connection = new Connection(driver);
            channel = new InnerChannel(addresses, receiver, refused == null ? connection : refused);
            try {
                channel.register();
            } catch (final Exception e) {
                throw new IllegalStateException("a channel without socket can't be registered", e);
            }
            if (refused != null) {
                return;
            }
            session = connection.session();
            if (loggedIn != null && (loggedIn.session == null
                || !server.access().welcomeAgain(session, loggedIn.session.user()))) {
                channel.close();
            }
        }
    }
}
