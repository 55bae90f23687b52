package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.RequestDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one IO loop's share of the engine: sets the clock when a round begins, ends it with a cycle, lets the clock
 * tick in the ring (the first loop), goes on with connections that had to wait, drops idle ones, and sees to it that
 * clients of blocking commands don't wait longer than they wanted to.
 *
 * <p>Only the loop's thread, {@link #wake()} excepted.
 */
final class LoopDriver {
    private static final Logger LOG = LoggerFactory.getLogger(LoopDriver.class);
    private static final int READ_BUFFER_BYTES = 32 * 1024;
    private static final long MS_PER_SECOND = 1000;
    private static final long NS_PER_MS = 1_000_000;
    private static final long BACKLOG_TICK_NS = 2 * NS_PER_MS;
    /** Not at once: that would keep the loop from its sockets. */
    private static final long IDLE_TICK_NS = 1;
    /** The shards do their slices in threads of their own, and the loop only looks whether they are through. */
    private static final long DEDICATED_IDLE_TICK_NS = NS_PER_MS;
    /** A shard's slice of an eviction takes about twice as long. */
    private static final long DEDICATED_EVICTION_TICK_NS = NS_PER_MS / 4;
    private static final long SWEEP_MS = 1000;

    private boolean isClockSet;
    private boolean hasPublished;
    private boolean isInCycle;
    private boolean isEnding;
    private boolean isQuiet;
    private long clockBaseMs;
    private long clockBaseNs;
    private long lastTickMs;
    private long lastSweepMs;
    private long scheduledDeadlineMs = Long.MAX_VALUE;
    private ScheduledFuture<?> deadlineFuture;
    private ScheduledFuture<?> tickFuture;
    private boolean isTickSoon;
    private IoEventLoop eventLoop;
    private DecodeLimits limits;
    private DecodeLimits limitsBeforeLogin;
    private List<Connection> waiting = new ArrayList<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final ArrayDeque<Session> lateDisconnects = new ArrayDeque<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final RequestDecoder decoder = new RequestDecoder();
    private final ByteBuf readBuffer =
        PooledByteBufAllocator.DEFAULT.directBuffer(READ_BUFFER_BYTES, READ_BUFFER_BYTES);
    private final OutputBuffers outputBuffers = new OutputBuffers();
    private final LoopReadAllocator readAllocator = new LoopReadAllocator(readBuffer);
    private final EngineLoop engine;
    private final ServerState server;

    LoopDriver(final EngineLoop engine, final ServerState server) {
        this.engine = engine;
        this.server = server;
        setClockBase();
        readLimits();
    }

    /** Binds the driver to its event loop, and begins to tick; called once, from any thread, before the first read. */
    void start(final IoEventLoop loop) {
        eventLoop = loop;
        engine.onWake(this::wake);
        loop.execute(this::scheduleTick);
    }

    /** Has the loop take replies soon; from any thread, at the cost of one wake-up however often it is called. */
    void wake() {
        if (!eventLoop.isShuttingDown() && isWoken.compareAndSet(false, true)) {
            try {
                eventLoop.execute(this::onWake);
            } catch (final RejectedExecutionException e) {
                LOG.debug("loop has ended, all its clients are gone: index={}", engine.index());
            }
        }
    }

    EngineLoop engine() {
        return engine;
    }

    ServerState server() {
        return server;
    }

    RequestDecoder decoder() {
        return decoder;
    }

    /** Returns how large requests may be, of clients that have logged in (or needn't), or of the others. */
    DecodeLimits limits(final boolean isLoggedIn) {
        return isLoggedIn ? limits : limitsBeforeLogin;
    }

    LoopReadAllocator readAllocator() {
        return readAllocator;
    }

    OutputBuffers outputBuffers() {
        return outputBuffers;
    }

    void add(final Connection connection) {
        connections.add(connection);
    }

    void remove(final Connection connection) {
        connections.remove(connection);
        beginCycle();
        if (!engine.ingress().submitDisconnect(connection.session())) {
            lateDisconnects.add(connection.session());
        }
        hasPublished = true;
        endSoon();
    }

    /** Reads the clock, once in a cycle: the wall clock is that of the last tick and what has passed since. */
    void beginCycle() {
        if (!isClockSet) {
            isClockSet = true;
            final long nowNs = System.nanoTime();
            engine.setClock(clockBaseMs + (nowNs - clockBaseNs) / NS_PER_MS, nowNs);
        }
    }

    /** Notes that something was published in this cycle. */
    void published() {
        hasPublished = true;
    }

    /**
     * Makes room in a full ring: drives the stages in fused mode, else takes what replies there are.
     *
     * @return whether it helped; if not, the connection must wait
     */
    boolean makeRoom() {
        engine.published();
        return engine.doWork() > 0;
    }

    /** Goes on with a connection at the end of a later cycle, when there may be room, or the pause may be over. */
    void goOnLater(final Connection connection) {
        waiting.add(connection);
    }

    /** Ends a round: runs (or hands on) what was published, sends replies, goes on with who waited. */
    void endCycle() {
        if (isInCycle) {
            return;
        }
        isInCycle = true;
        boolean isAnyTaken;
        do {
            if (hasPublished) {
                hasPublished = false;
                engine.published();
            }
            isAnyTaken = engine.doWork() > 0;
            hasPublished |= engine.submitDueDeadline();
            while (!lateDisconnects.isEmpty() && engine.ingress().submitDisconnect(lateDisconnects.peek())) {
                lateDisconnects.remove();
                hasPublished = true;
            }
            if (!waiting.isEmpty()) {
                goOn();
            }
        } while (hasPublished && (isAnyTaken || engine.isFused()));
        engine.flush();
        scheduleDeadline();
        hurryTick();
        isClockSet = false;
        isInCycle = false;
    }

    /** Does a piece of work that brings requests of its own, as a read would, and ends the round; in its thread. */
    <T> T inCycle(final Callable<T> work) throws Exception {
        beginCycle();
        try {
            return work.call();
        } finally {
            hasPublished = true;
            endCycle();
        }
    }

    /** Stops reading from all connections, for the shutdown. */
    void endReading() {
        isEnding = true;
        connections.forEach(Connection::endReading);
    }

    /** Closes all connections when their replies have been sent; the tick ends. */
    void closeConnections() {
        endCycle();
        new ArrayList<>(connections).forEach(Connection::close);
    }

    /** Gives the buffers back, when the loop has ended. */
    void close() {
        readBuffer.release();
        outputBuffers.close();
    }

    private void onWake() {
        isWoken.set(false);
        beginCycle();
        endCycle();
    }

    private void endSoon() {
        if (!isInCycle) {
            eventLoop.execute(this::endCycle);
        }
    }

    private void goOn() {
        final List<Connection> ready = waiting;
        waiting = new ArrayList<>();
        beginCycle();
        ready.forEach(Connection::goOn);
    }

    private void scheduleTick() {
        final long periodNs = tickPeriodNs();
        isTickSoon = periodNs <= BACKLOG_TICK_NS;
        tickFuture = eventLoop.schedule(this::tick, periodNs, TimeUnit.NANOSECONDS);
    }

    /** The memory has just become short, by CONFIG SET perhaps: what is over is evicted at once. */
    private void hurryTick() {
        if (engine.index() == 0 && !isTickSoon && !isEnding && engine.isEvicting() && tickFuture.cancel(false)) {
            scheduleTick();
        }
    }

    /** What is behind gets a part of a busy loop's time, and all of an idle one's; evictions a slice in each round. */
    private long tickPeriodNs() {
        if (engine.index() == 0 && engine.isEvicting()) {
            return engine.isFused() ? IDLE_TICK_NS : DEDICATED_EVICTION_TICK_NS;
        }
        if (!engine.hasBacklog()) {
            return NS_PER_MS * MS_PER_SECOND / server.settings().getInt(SettingsTable.HZ);
        }
        if (engine.index() > 0 || !isQuiet) {
            return BACKLOG_TICK_NS;
        }
        return engine.isFused() ? IDLE_TICK_NS : DEDICATED_IDLE_TICK_NS;
    }

    /** A cycle comes when the first of the clients that wait has waited long enough; ticks would be too coarse. */
    private void scheduleDeadline() {
        final long deadlineMs = engine.nextDeadlineMs();
        if (deadlineMs >= scheduledDeadlineMs || isEnding) {
            return;
        }
        if (deadlineFuture != null) {
            deadlineFuture.cancel(false);
        }
        scheduledDeadlineMs = deadlineMs;
        final long delayMs = Math.max(1, deadlineMs - engine.ingress().nowMs());
        deadlineFuture = eventLoop.schedule(this::onDeadline, delayMs, TimeUnit.MILLISECONDS);
    }

    private void onDeadline() {
        deadlineFuture = null;
        scheduledDeadlineMs = Long.MAX_VALUE;
        beginCycle();
        endCycle();
    }

    private void setClockBase() {
        clockBaseMs = System.currentTimeMillis();
        clockBaseNs = System.nanoTime();
    }

    private void tick() {
        if (isEnding) {
            return;
        }
        // Asked before this one is submitted: what was in the sockets has been read since the last.
        isQuiet = engine.isIdle();
        setClockBase();
        isClockSet = false;
        beginCycle();
        final long nowMs = engine.ingress().nowMs();
        if (engine.index() == 0) {
            hasPublished |= engine.submitTick();
            if (server.loading() == null) {
                beginWhatIsDue(nowMs);
            }
        }
        if (nowMs - lastTickMs >= MS_PER_SECOND / server.settings().getInt(SettingsTable.HZ)) {
            lastTickMs = nowMs;
            readLimits();
        }
        if (nowMs - lastSweepMs >= SWEEP_MS) {
            lastSweepMs = nowMs;
            new ArrayList<>(connections).forEach(connection -> connection.sweep(nowMs));
        }
        endCycle();
        scheduleTick();
    }

    private void beginWhatIsDue(final long nowMs) {
        if (server.snapshots().isDue(nowMs)) {
            hasPublished |= engine.ingress().submitMarker(slot -> server.snapshots().beginDue(slot.nowMs()));
        } else if (server.journal() != null && server.journal().isRewriteDue(nowMs)) {
            hasPublished |= engine.ingress().submitMarker(server.journal()::beginDueRewrite);
        }
    }

    private void readLimits() {
        limits = new DecodeLimits(server.settings().getInt(SettingsTable.PROTO_MAX_MULTIBULK_LEN),
            server.settings().getLong(SettingsTable.PROTO_MAX_BULK_LEN));
        limitsBeforeLogin = server.access().isDefaultOpen() ? limits : limits.unauthenticated();
    }
}
