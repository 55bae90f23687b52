package org.ouzel.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.ouzel.auth.acl.AclAccess;
import org.ouzel.auth.acl.AclFamily;
import org.ouzel.auth.acl.NamespaceTable;
import org.ouzel.auth.acl.TenantFamily;
import org.ouzel.engine.Engine;
import org.ouzel.engine.ServerIdentity;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Version;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.ServerHost;
import org.ouzel.persistence.HashSeedFile;
import org.ouzel.persistence.PersistenceFamily;
import org.ouzel.persistence.aof.AofJournal;
import org.ouzel.persistence.aof.AofService;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.kdb.KdbDirectories;
import org.ouzel.persistence.load.Recovery;
import org.ouzel.persistence.load.SnapshotRecovery;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server: an engine with sockets. The composition root, and the process's main class is {@link Main}.
 *
 * <p>Started and closed by any thread; {@link #requestShutdown} may come from an engine thread.
 */
public final class OuzelServer implements ServerHost, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OuzelServer.class);
    private static final String THREAD_NAME = "ouzel-io";
    private static final long MS_PER_STEP = 10;
    private static final int DRAIN_STEP_COUNT = 200;

    private volatile boolean isLoaded;
    private volatile DatasetLoader loader;
    private volatile boolean isSaveRequested;
    private volatile HttpEndpoint http;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final CountDownLatch shutdownRequested = new CountDownLatch(1);
    private final List<LoopDriver> drivers = new ArrayList<>();
    private final Settings settings;
    private final ServerCommandLine commandLine;
    private final Transport transport;
    private final AofJournal journal;
    private final AclAccess access;
    private final Engine engine;
    private final SnapshotService snapshots;
    private final KdbDirectories kdbDirectories;
    private final AofService aof;
    private final MultiThreadIoEventLoopGroup loops;
    private final Listeners listeners;

    private OuzelServer(final Settings settings, final ServerCommandLine commandLine) {
        this.settings = settings;
        this.commandLine = commandLine;
        EarlierStart.removeLeftovers(settings, commandLine == null ? null : commandLine.file());
        transport = Transport.of(settings.getText(SettingsTable.TRANSPORT));
        journal = new AofJournal(settings);
        final long hashSeed = HashSeedFile.in(Path.of(settings.getText(SettingsTable.DIR))).readOrDraw();
        final NamespaceTable namespaces = NamespaceTable.in(Path.of(settings.getText(SettingsTable.DIR)));
        kdbDirectories = new KdbDirectories(settings, FileLayer.DISK);
        kdbDirectories.finish(namespaces::owner);
        access = new AclAccess(System.err::println, namespaces);
        engine = new Engine(settings, families(access),
            ServerIdentity.draw(hashSeed, System.currentTimeMillis()), journal, this, access);
        snapshots = new SnapshotService(engine.server(), FileLayer.DISK);
        engine.server().setSnapshots(snapshots);
        snapshots.removeLeftovers();
        engine.server().setNamespaceFiles(kdbDirectories);
        aof = new AofService(FileLayer.DISK, journal, snapshots, engine.server());
        aof.removeLeftovers();
        for (int i = 0; i < engine.loopCount(); i++) {
            drivers.add(new LoopDriver(engine.loop(i), engine.server()));
        }
        final IoHandlerFactory handlers = transport.ioHandlers();
        final AtomicInteger nextDriver = new AtomicInteger();
        loops = new MultiThreadIoEventLoopGroup(engine.loopCount(), loopThreads(),
            executor -> new LoopIoHandler(handlers.newHandler(executor), drivers.get(nextDriver.getAndIncrement())));
        listeners = new Listeners(settings, transport, loops);
    }

    private static DefaultThreadFactory loopThreads() {
        return new DefaultThreadFactory(THREAD_NAME, false) {
            @Override
            protected Thread newThread(final Runnable task, final String name) {
                return new FastThreadLocalThread(threadGroup, task, name, EngineLoop.STACK_BYTES);
            }
        };
    }

    /**
     * Starts a server.
     *
     * @param settings concluded settings; {@code port 0} takes a free port, which the setting then holds
     * @throws IOException when an address can't be listened on; the message names it
     */
    public static OuzelServer start(final Settings settings) throws IOException {
        final OuzelServer server = create(settings, null);
        server.open();
        return server;
    }

    /**
     * Makes a server whose settings can be written back to where they came from.
     *
     * @param commandLine where the settings came from, or null
     */
    static OuzelServer create(final Settings settings, final ServerCommandLine commandLine) {
        return new OuzelServer(settings, commandLine);
    }

    /**
     * Listens, and loads the dataset.
     *
     * @return whether clients are served; if not, the server was asked to end while it was still loading
     * @throws IOException when it can't; everything is closed then
     */
    boolean open() throws IOException {
        try {
            isLoaded = serveAndLoad();
            if (isLoaded) {
                access.onDataLoaded();
            }
            return isLoaded;
        } catch (final IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public int port() {
        return listeners.port();
    }

    @Override
    public String transport() {
        return transport.label();
    }

    @Override
    public String settingsFile() {
        final boolean hasFile = commandLine != null && commandLine.file() != null;
        return hasFile ? commandLine.file().path().toString() : "";
    }

    @Override
    public void rewriteSettings() throws IOException {
        commandLine.rewriteFile();
    }

    public ServerState state() {
        return engine.server();
    }

    @Override
    public void requestShutdown(final boolean shouldSave) {
        isSaveRequested = shouldSave;
        shutdownRequested.countDown();
        stopLoading();
    }

    /** Returns whether {@link #close()} has begun. */
    public boolean isClosed() {
        return isClosed.get();
    }

    /** Waits until a client asks for the shutdown. */
    public void awaitShutdownRequest() throws InterruptedException {
        shutdownRequested.await();
    }

    /** Returns one line that tells version, process, address, threading mode and shards. */
    public String readyLine() {
        return "Ready to accept connections: ouzel=" + Version.OUZEL + " redis=" + Version.REDIS + " pid="
            + ProcessHandle.current().pid() + " " + listeners.describe() + (http == null ? "" : " " + http.describe())
            + " threading=" + (engine.isFused() ? "fused" : "dedicated") + " shards="
            + engine.server().shardCount() + " io-threads=" + engine.loopCount() + " transport=" + transport.label();
    }

    /** Takes no more requests, answers those that came, closes all connections, and frees everything. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        stopLoading();
        listeners.close();
        if (http != null) {
            http.close();
        }
        int index = 0;
        for (final var executor : loops) {
            final LoopDriver driver = drivers.get(index++);
            executor.submit(driver::endReading).syncUninterruptibly();
        }
        drain();
        index = 0;
        for (final var executor : loops) {
            final LoopDriver driver = drivers.get(index++);
            executor.submit(driver::closeConnections).syncUninterruptibly();
        }
        loops.shutdownGracefully(0, MS_PER_STEP * DRAIN_STEP_COUNT, TimeUnit.MILLISECONDS).syncUninterruptibly();
        final DatasetLoader current = loader;
        if (current != null) {
            current.loopEnded();
        }
        if (!hasClientAsked()) {
            // A client that shuts down is refused as long as this isn't done, or has forced it.
            aof.completeFirstBase();
        }
        saveAtEnd();
        engine.close();
        snapshots.close();
        journal.close();
        access.close();
        kdbDirectories.close();
        drivers.forEach(LoopDriver::close);
        shutdownRequested.countDown();
    }

    private static List<CommandFamily> families(final AclAccess access) {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new PersistenceFamily());
        families.add(new AclFamily(access));
        families.add(new TenantFamily(access));
        return families;
    }

    /** Saves what has changed since the last snapshot; the loops have ended, and nothing is in the ring. */
    private void saveAtEnd() {
        final boolean shouldSave = hasClientAsked() ? isSaveRequested : !settings.getSavePoints().isEmpty();
        if (!shouldSave || !isLoaded || engine.server().changeCount() == snapshots.figures().savedChangeCount()) {
            return;
        }
        LOG.info("Saving the final RDB snapshot before exiting.");
        final String failure = snapshots.saveNow(System.currentTimeMillis());
        if (failure != null) {
            LOG.error("Error trying to save the DB: cause={}", failure);
        }
    }

    private boolean hasClientAsked() {
        return shutdownRequested.getCount() == 0;
    }

    /** Returns whether everything was loaded. */
    private boolean serveAndLoad() throws IOException {
        final Recovery recovery = recovery();
        if (recovery == null) {
            serve();
            return true;
        }
        try (recovery) {
            recovery.begin();
            loader = new DatasetLoader(recovery, drivers.get(0), (IoEventLoop) loops.iterator().next());
            serve();
            return loader.load();
        }
    }

    private void stopLoading() {
        final DatasetLoader current = loader;
        if (current != null) {
            current.stop();
        }
    }

    /** Returns what loads the dataset, or null if there is none. */
    private Recovery recovery() {
        if (settings.isOn(SettingsTable.APPENDONLY)) {
            return aof.recovery();
        }
        return Files.exists(snapshots.file())
            ? new SnapshotRecovery(snapshots.file(), snapshots, engine.server()) : null;
    }

    private void serve() throws IOException {
        engine.start();
        int index = 0;
        for (final var executor : loops) {
            drivers.get(index++).start((IoEventLoop) executor);
        }
        final boolean hasHttp = settings.getInt(SettingsTable.HTTP_PORT) != 0;
        final boolean hasTls = settings.getInt(SettingsTable.TLS_PORT) > 0
            || hasHttp && settings.isOn(SettingsTable.HTTP_TLS);
        final TlsContext tls = hasTls ? new TlsContext(settings) : null;
        listeners.open(channel -> accept(channel, null), channel -> accept(channel, tls));
        settings.resolve(SettingsTable.PORT, String.valueOf(listeners.port()));
        if (hasHttp) {
            openHttp(settings.isOn(SettingsTable.HTTP_TLS) ? tls : null);
        }
    }

    /** In a method of its own, so that none of these classes is loaded by a server that doesn't listen. */
    private void openHttp(final TlsContext tls) throws IOException {
        final List<EventLoop> all = new ArrayList<>();
        loops.forEach(executor -> all.add((EventLoop) executor));
        http = new HttpEndpoint(settings, transport, tls,
            new InnerClients(drivers, all, engine.server(), peer -> refusal(peer, false)));
        http.open();
    }

    /** @param tls what encrypts the connection, or null */
    private void accept(final Channel channel, final TlsContext tls) {
        // Who shows a certificate may turn out to be somebody else than the default user.
        final ChannelHandler refusal = refusal(channel.remoteAddress(), tls != null && tls.isNamingUsers());
        if (refusal != null) {
            channel.pipeline().addLast(refusal);
            return;
        }
        final LoopDriver driver = driverOf(channel);
        if (tls != null) {
            // Keeps what it read until a record is complete, so it needs buffers of its own.
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        } else if (transport.isReadSynchronous()) {
            channel.config().setRecvByteBufAllocator(driver.readAllocator());
        }
        KeepAlive.apply(channel, settings.getInt(SettingsTable.TCP_KEEPALIVE));
        channel.pipeline().addLast(new Connection(driver));
    }

    /** Returns what turns a newcomer away, who is counted then, or null. */
    private ChannelHandler refusal(final SocketAddress peer, final boolean isUserOpen) {
        final ServerState state = engine.server();
        RejectedConnection refusal = null;
        if (state.sessions().size() >= settings.getInt(SettingsTable.MAXCLIENTS)) {
            refusal = RejectedConnection.TOO_MANY;
        } else if (settings.isOn(SettingsTable.PROTECTED_MODE) && state.access().isDefaultOpen()
            && !PeerText.isLoopback(peer)) {
            refusal = RejectedConnection.PROTECTED;
        } else if (!isUserOpen) {
            final String error = state.access().refusalOfNewcomer(false);
            refusal = error == null ? null : new RejectedConnection(error);
        }
        if (refusal != null) {
            state.sessions().countRejected();
        }
        return refusal;
    }

    private LoopDriver driverOf(final Channel channel) {
        int index = 0;
        for (final var executor : loops) {
            if (executor == channel.eventLoop()) {
                return drivers.get(index);
            }
            index++;
        }
        throw new IllegalStateException("channel of an unknown loop: " + channel);
    }

    /** Waits until every slot published so far has been answered, but not without end. */
    private void drain() {
        for (int step = 0; step < DRAIN_STEP_COUNT && !engine.isDrained(); step++) {
            final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MS_PER_STEP);
            int index = 0;
            for (final var executor : loops) {
                executor.submit(drivers.get(index++)::endCycle).awaitUninterruptibly(MS_PER_STEP);
            }
            if (!engine.isDrained()) {
                // The loops had nothing to take: the stages before them are at work.
                LockSupport.parkNanos(this, Math.max(1, endNs - System.nanoTime()));
            }
        }
    }
}
