package org.ouzel.engine.ring;

import com.lmax.disruptor.EventPoller;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.latency.TimeHistogram;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;
import org.slf4j.LoggerFactory;

/**
 * Stage 3: one IO loop walks the ring, gated on the journal (or, without one, on all shards), and moves the replies and
 * deliveries of its own sessions to their sinks.
 *
 * <p>Only the loop's thread.
 */
public final class ReplyStage extends RingStage {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(ReplyStage.class));
    private static final TimeHistogram NO_TIMES = new TimeHistogram();

    private int dirtyCount;
    private int sampleCountdown;
    private Session[] dirty = new Session[64];
    private boolean isDeadlineOnItsWay;
    private boolean isTickOnItsWay;
    private volatile boolean isResetAsked;
    private final Set<Session> monitors = new LinkedHashSet<>();
    /** The loop's sessions that wait until some time, those first whose time comes first. */
    private final TreeSet<Session> deadlines = new TreeSet<>(
        Comparator.comparingLong(Session::deadlineMs).thenComparingLong(Session::id));
    private final TimeHistogram totalNs = new TimeHistogram();
    private final ReplyWriter writer = new ReplyWriter();
    private final Listeners listeners = new Listeners(this::markDirty);
    private final ServerState server;
    private final int loop;

    ReplyStage(final ServerState server, final int loop, final EventPoller<CommandEvent> poller) {
        super("reply-" + loop, poller);
        this.server = server;
        this.loop = loop;
    }

    /** Frees what the stage holds, when the ring ends. */
    void close() {
        listeners.close();
    }

    /** Flushes every session that was written to since the last call, once. */
    public void flush() {
        for (int i = 0; i < dirtyCount; i++) {
            final Session session = dirty[i];
            dirty[i] = null;
            session.setDirty(false);
            session.sink().flush();
        }
        dirtyCount = 0;
    }

    /**
     * Returns when the first of the loop's waiting sessions has waited long enough, Unix milliseconds;
     * {@link Long#MAX_VALUE} if none waits for a limited time, or the ring is being told already.
     */
    long earliestDeadlineMs() {
        return isDeadlineOnItsWay || deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadlineMs();
    }

    /** Notes that the loop has told the ring of its earliest deadline. */
    void deadlineSubmitted() {
        isDeadlineOnItsWay = true;
    }

    boolean isTickOnItsWay() {
        return isTickOnItsWay;
    }

    /** Notes that the loop has let the clock tick in the ring. */
    void tickSubmitted() {
        isTickOnItsWay = true;
    }

    /** Returns the times from decoding to the reply's being taken of each sampled batch's last slot, in nanoseconds. */
    public TimeHistogram totalNs() {
        return isResetAsked ? NO_TIMES : totalNs;
    }

    /** Lets the times be forgotten before the next one is added; from any thread. */
    public void resetTimes() {
        isResetAsked = true;
    }

    @Override
    void handle(final CommandEvent event, final long sequence, final boolean endOfBatch) {
        if (event.deliveries() != null) {
            deliverAll(event, event.deliveries());
        }
        if (event.hasServed()) {
            for (int shard = 0; shard < server.shardCount(); shard++) {
                deliverAll(event, event.part(shard).deliveries());
            }
        }
        if (event.kind() == CommandEvent.Kind.DEADLINE) {
            isDeadlineOnItsWay = false;
        }
        final Session session = event.session();
        if (session == null) {
            if (event.kind() == CommandEvent.Kind.TICK) {
                isTickOnItsWay = false;
            }
            if (loop == 0) {
                event.release();
            }
        } else if (session.loop() == loop) {
            if (endOfBatch && --sampleCountdown < 0) {
                sampleCountdown = server.latencySampleInterval() - 1;
                if (isResetAsked) {
                    totalNs.reset();
                    isResetAsked = false;
                }
                final long nowNs = System.nanoTime();
                totalNs.record(nowNs - event.decodedNs());
            }
            takeSafely(event, session);
            event.release();
        }
    }

    /** A reply that can't be handed on, for lack of memory say, costs its own client the connection, nobody else. */
    private void takeSafely(final CommandEvent event, final Session session) {
        try {
            take(event, session);
        } catch (final RuntimeException | Error e) {
            FAILURES.log("reply lost, its client is closed", e);
            session.sink().close();
        }
    }

    private void take(final CommandEvent event, final Session session) {
        if (event.kind() == CommandEvent.Kind.DISCONNECT) {
            endMonitoring(session);
            endWaiting(session);
            if (session.isSubscribed()) {
                listeners.removeAll(session);
            }
            return;
        }
        session.setWireResp3(event.isResp3());
        if (event.isReplyLate()) {
            beginWaiting(session, event.deadlineMs());
            session.setParked(true);
            session.setHeld(true);
            return;
        }
        if (!event.isReplySuppressed()) {
            if (event.sharing() == CommandEvent.Sharing.SPLIT) {
                merge(event);
            }
            final NativeBuffer reply = event.reply();
            if (session.isParked()) {
                session.park(reply.toArray());
            } else if (reply.length() > 0) {
                session.sink().write(reply.address(), reply.length());
                markDirty(session);
            }
        }
        if (event.shouldCloseAfterReply()) {
            session.sink().close();
        }
        if (event.isHolding() && !session.isParked()) {
            session.setHeld(false);
            session.sink().resume();
        }
    }

    private void merge(final CommandEvent event) {
        if (event.isRejected()) {
            return;
        }
        writer.wrap(event.reply(), event.isResp3());
        for (int shard = 0; shard < server.shardCount(); shard++) {
            if (event.part(shard).isFailed()) {
                writer.error(Errors.INTERNAL);
                return;
            }
        }
        ((SplitCommandHandler) event.spec().handler()).merge(event, server, writer);
        if (writer.isError()) {
            server.errors().count(event.namespace(), writer.errorText());
        }
    }

    private void beginWaiting(final Session session, final long deadlineMs) {
        session.setDeadlineMs(deadlineMs);
        if (deadlineMs != Long.MAX_VALUE) {
            deadlines.add(session);
        }
    }

    private void endWaiting(final Session session) {
        if (session.deadlineMs() != Long.MAX_VALUE) {
            deadlines.remove(session);
            session.setDeadlineMs(Long.MAX_VALUE);
        }
    }

    private void deliverAll(final CommandEvent event, final List<Delivery> deliveries) {
        for (int i = 0; i < deliveries.size(); i++) {
            final Delivery delivery = deliveries.get(i);
            if (delivery.kind() == Delivery.Kind.MONITOR_LINE) {
                feedMonitors(event.namespace(), delivery.bytes());
            } else if (delivery.kind() == Delivery.Kind.MESSAGE) {
                listeners.send(delivery.message());
            } else if (delivery.target().loop() == loop) {
                deliver(delivery);
            }
        }
    }

    private void deliver(final Delivery delivery) {
        final Session target = delivery.target();
        switch (delivery.kind()) {
            case MONITOR_STARTS -> beginMonitoring(target);
            case MONITOR_ENDS -> endMonitoring(target);
            case SUBSCRIBED -> listeners.add(target, delivery.detail(), delivery.bytes());
            case UNSUBSCRIBED -> listeners.remove(target, delivery.detail(), delivery.bytes());
            case INVALIDATE -> listeners.invalidate(target, delivery.bytes());
            case REDIRECT_BROKEN -> listeners.tellBrokenRedirect(target);
            case PUSH -> push(target, delivery.bytes());
            case LATE_REPLY -> {
                target.setParked(false);
                for (final byte[] bytes : new byte[][] {delivery.bytes(), target.takeParked()}) {
                    if (bytes.length > 0) {
                        push(target, bytes);
                    }
                }
                endWaiting(target);
                target.setHeld(false);
                target.sink().resume();
            }
            case CLOSE -> target.sink().close();
            default -> throw new IllegalStateException("unexpected delivery kind=" + delivery.kind());
        }
    }

    private void feedMonitors(final int namespace, final byte[] line) {
        for (final Session monitor : monitors) {
            if (monitor.namespace() == namespace) {
                push(monitor, line);
            }
        }
    }

    /** MONITOR has counted the session, without knowing whether it was one already. */
    private void beginMonitoring(final Session session) {
        session.setMonitor(true);
        if (!monitors.add(session)) {
            server.monitorCount().decrementAndGet();
        }
    }

    private void endMonitoring(final Session session) {
        if (monitors.remove(session)) {
            session.setMonitor(false);
            server.monitorCount().decrementAndGet();
        }
    }

    private void push(final Session session, final byte[] bytes) {
        session.sink().write(bytes);
        markDirty(session);
    }

    private void markDirty(final Session session) {
        if (session.isDirty()) {
            return;
        }
        session.setDirty(true);
        if (dirtyCount == dirty.length) {
            dirty = Arrays.copyOf(dirty, dirtyCount * 2);
        }
        dirty[dirtyCount++] = session;
    }
}
