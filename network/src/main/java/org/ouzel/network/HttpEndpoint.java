package org.ouzel.network;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.network.http.WebServer;

/**
 * Where metrics and dashboard are listened for, on a loop of their own, so that nothing of it holds up commands. Made
 * only if wanted. Opened by the starting thread, closed by the closing one.
 */
final class HttpEndpoint {
    private static final long END_MS = 2000;

    private volatile int port;
    private final Settings settings;
    private final TlsContext tls;
    private final MultiThreadIoEventLoopGroup loops;
    private final Listeners listeners;
    private final WebServer web;

    /** @param tls what encrypts connections, or null */
    HttpEndpoint(final Settings settings, final Transport transport, final TlsContext tls, final InnerClients gate) {
        this.settings = settings;
        this.tls = tls;
        loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("ouzel-http"), transport.ioHandlers());
        listeners = new Listeners(settings, transport, loops);
        web = new WebServer(settings, gate, (EventLoop) loops.iterator().next());
    }

    /** @throws IOException when an address can't be listened on; the message names it */
    void open() throws IOException {
        final int wanted = Math.max(0, settings.getInt(SettingsTable.HTTP_PORT));
        port = listeners.bindAll(SettingsTable.HTTP_BIND, wanted, this::accept);
        settings.resolve(SettingsTable.HTTP_PORT, String.valueOf(port));
    }

    /** Returns the addresses as the ready line shows them. */
    String describe() {
        return (tls == null ? "http=" : "https=") + String.join(",", settings.getWords(SettingsTable.HTTP_BIND)) + ":"
            + port;
    }

    /** Ends all of it; while the engine's loops still run, since clients of theirs end too. */
    void close() {
        listeners.close();
        web.close();
        loops.shutdownGracefully(0, END_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private void accept(final Channel channel) {
        web.accept(channel, tls == null ? null : tls.newHandler(channel.alloc()));
    }
}
