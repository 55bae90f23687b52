package org.ouzel.network.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/** Answers HTTP: wires the pages to their paths, and connections to the pages. */
public final class WebServer {
    private static final int MAX_CONNECTION_COUNT = 256;
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final long SWEEP_SECONDS = 5;

    private final ChannelGroup connections;
    private final LoginSessions sessions;
    private final RouteTable routes;
    private final Settings settings;
    private final CommandGate gate;
    private final EventLoop loop;

    /** @param loop serves all connections; the caller's to end */
    public WebServer(final Settings settings, final CommandGate gate, final EventLoop loop) {
        this.settings = settings;
        this.gate = gate;
        this.loop = loop;
        connections = new DefaultChannelGroup(loop);
        sessions = new LoginSessions(TimeUnit.SECONDS.toMillis(settings.getLong(SettingsTable.HTTP_SESSION_TIMEOUT)),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        loop.scheduleWithFixedDelay(sessions::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        routes = new RouteTable(pages(), new HostRule(() -> settings.isOn(SettingsTable.PROTECTED_MODE)
            && gate.isDefaultOpen()));
    }

    /**
     * Serves a connection; on the loop.
     *
     * @param tls what encrypts it, or null
     */
    public void accept(final Channel channel, final SslHandler tls) {
        if (connections.size() >= MAX_CONNECTION_COUNT) {
            channel.close();
            return;
        }
        connections.add(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        if (tls != null) {
            channel.pipeline().addLast(tls);
        }
        channel.pipeline().addLast(new HttpServerCodec(new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)), new HttpConnection(routes, tls != null, this::requestTimeoutMs));
    }

    /** Closes all connections and ends all logins; by the thread that ends the server, before the loop ends. */
    public void close() {
        connections.close().awaitUninterruptibly();
        loop.submit(sessions::closeAll).awaitUninterruptibly();
    }

    private long requestTimeoutMs() {
        return TimeUnit.SECONDS.toMillis(settings.getLong(SettingsTable.HTTP_REQUEST_TIMEOUT));
    }

    private long commandTimeoutMs() {
        return TimeUnit.SECONDS.toMillis(settings.getLong(SettingsTable.HTTP_COMMAND_TIMEOUT));
    }

    private Map<String, Route> pages() {
        final Map<String, Route> pages = new HashMap<>(StaticPages.routes());
        final DashboardApi api = new DashboardApi(sessions, gate, loop, settings, this::commandTimeoutMs);
        pages.put("/api/session", Route.get(api::session));
        pages.put("/api/login", Route.post(api::mostLoginBytes, api::logIn));
        pages.put("/api/logout", Route.post(api::mostLoginBytes, api::logOut));
        pages.put("/api/commands", Route.post(api::mostBytes, api::commands));
        pages.put("/health", Route.get(request -> health()));
        final MetricsPage metrics = new MetricsPage(gate, loop, this::commandTimeoutMs);
        pages.put("/metrics", Route.get(metrics::answer));
        return pages;
    }

    /** Whether the server serves, for whoever starts it anew if it doesn't. Tells nothing that needs a password. */
    private CompletionStage<WebResponse> health() {
        return CompletableFuture.completedFuture(gate.isLoading()
            ? WebResponse.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "loading")
            : WebResponse.text(HttpResponseStatus.OK, "ok"));
    }
}
