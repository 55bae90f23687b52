package org.ouzel.engine.ring;

import com.lmax.disruptor.EventPoller;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.blocking.WaitingClients;
import org.ouzel.engine.blocking.WakeUps;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.Routing;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.engine.latency.LatencyMonitor;
import org.ouzel.engine.latency.TimeHistogram;
import org.slf4j.LoggerFactory;

/**
 * Stage 1: one shard walks the ring and runs what its keys have to do with.
 *
 * <p>A batch is first touched, then run: the index slots of all its keys are read, then the entries, then the commands
 * run. The cache misses of a batch so overlap instead of queueing, which was measured at 12 to 18 % less CPU with 3
 * million keys. A handler that throws gets an error reply, and the stage goes on.
 *
 * <p>One thread: the shard's, or in fused mode the IO loop's.
 */
public final class ExecuteStage extends RingStage {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(ExecuteStage.class));
    private static final int MAX_BATCH = 256;
    private static final int LARGE_REPLY_BYTES = 16 * 1024;
    private static final long NS_PER_MS = 1_000_000;

    /** What the touch pass read; kept so that the reads are not optimised away. */
    private long touched;
    private int batchLength;
    private long batchStart;
    private int batchCountdown;
    private boolean isClockFresh;
    /** The last clock read; what runs untimed has begun at it or later. */
    private long clockNs;
    private long loopSet;
    private boolean hasDelivered;
    private final CommandEvent[] batch = new CommandEvent[MAX_BATCH];
    private final TimeHistogram waitNs = new TimeHistogram();
    private final TimeHistogram batchNs = new TimeHistogram();
    private final Shard shard;
    private final ServerState server;
    private final CommandContext context;
    private final CallRecorder calls;
    private final WaitingClients waiting;
    private final WakeUps wakeUps;
    private final AccessGate gate;

    ExecuteStage(final ServerState server, final Shard shard, final EventPoller<CommandEvent> poller) {
        super("execute-" + shard.index(), poller);
        this.server = server;
        this.shard = shard;
        this.context = shard.context();
        this.calls = new CallRecorder(server, shard);
        this.waiting = shard.waitingClients();
        this.wakeUps = new WakeUps(server, shard);
        this.gate = new AccessGate(server);
    }

    /** Returns, and forgets, the IO loops whose sessions the slots handled since the last call belong to. */
    public long takeLoopSet() {
        final long taken = loopSet;
        loopSet = 0;
        return taken;
    }

    /** Returns the number of the slot at which the stage stands still. */
    long sequenceOf(final CommandEvent slot) {
        int index = 0;
        while (batch[index] != slot) {
            index++;
        }
        return batchStart + index;
    }

    int shardIndex() {
        return shard.index();
    }

    /** Returns, and forgets, whether slots handled since the last call bring something to any loop's sessions. */
    boolean takeHasDelivered() {
        final boolean taken = hasDelivered;
        hasDelivered = false;
        return taken;
    }

    /** Returns the times from decoding to execution of each sampled batch's first slot, in nanoseconds. */
    public TimeHistogram waitNs() {
        return waitNs;
    }

    /** Returns the times that sampled batches took to run, in nanoseconds. */
    public TimeHistogram batchNs() {
        return batchNs;
    }

    /** Forgets the times; by whoever holds the shard. */
    public void resetTimes() {
        waitNs.reset();
        batchNs.reset();
    }

    @Override
    void handle(final CommandEvent event, final long sequence, final boolean endOfBatch) {
        batch[batchLength++] = event;
        if (event.keyHash() != 0 && event.isFor(shard.index())) {
            touched ^= shard.keyspace().database(event.namespace(), event.database()).index()
                .touchSlot(event.keyHash());
        }
        if (endOfBatch || batchLength == MAX_BATCH) {
            batchStart = sequence - batchLength + 1;
            runBatch();
        }
    }

    private void runBatch() {
        final int length = batchLength;
        batchLength = 0;
        if (length > 1) {
            touchEntries(length);
        }
        final boolean isBatchTimed = --batchCountdown < 0;
        clockNs = isBatchTimed ? System.nanoTime() : batch[0].decodedNs();
        final long startNs = clockNs;
        isClockFresh = isBatchTimed;
        for (int i = 0; i < length; i++) {
            final CommandEvent event = batch[i];
            if (event.session() != null) {
                loopSet |= 1L << event.session().loop();
            }
            try {
                pass(event);
            } catch (final RuntimeException | Error e) {
                fail(event, e);
            }
            if (event.isMeetingAfter() || waiting.hasReady()) {
                wakeUp(event);
            }
            hasDelivered |= event.deliveries() != null || event.hasServed();
        }
        if (isBatchTimed) {
            batchCountdown = server.latencySampleInterval() - 1;
            waitNs.record(startNs - batch[0].decodedNs());
            batchNs.record(System.nanoTime() - startNs);
        }
    }

    private void touchEntries(final int length) {
        for (int i = 0; i < length; i++) {
            final CommandEvent event = batch[i];
            if (event.keyHash() != 0 && event.isFor(shard.index())) {
                touched ^= shard.keyspace().database(event.namespace(), event.database()).index()
                    .touchEntry(event.keyHash());
            }
        }
    }

    private void pass(final CommandEvent event) {
        switch (event.kind()) {
            case COMMAND -> {
                if (event.isFor(shard.index())) {
                    run(event);
                }
            }
            case ANSWERED -> {
                forgetWatch(event);
                if (shard.index() == 0) {
                    countAnswered(event);
                }
            }
            case TICK -> tick(event);
            case MARKER -> passMarker(event);
            case DISCONNECT, DEADLINE -> {
                if (!event.isMeetingAfter()) {
                    wakeUps.attendOwn(event);
                }
                forgetWatch(event);
                if (event.session() != null && event.session().isKnownToShards()) {
                    shard.forget(event.session());
                }
            }
            default -> throw new IllegalStateException("unexpected kind=" + event.kind());
        }
    }

    private void forgetWatch(final CommandEvent event) {
        if (event.watch() != null) {
            shard.observers().unwatch(event.watch());
        }
    }

    private void run(final CommandEvent event) {
        final CommandSpec spec = event.spec();
        if (server.pausedScript() != null && !spec.has(CommandFlag.ALLOW_BUSY)) {
            refuseBusy(event, spec);
            return;
        }
        switch (event.sharing()) {
            case SINGLE -> execute(event, spec);
            case SPLIT -> executePart(event, spec);
            case RENDEZVOUS -> meet(event, spec);
            default -> throw new IllegalStateException("unexpected sharing=" + event.sharing());
        }
    }

    /** A split command takes as long as its slowest part; the shard that ends last records it. */
    private void executePart(final CommandEvent event, final CommandSpec spec) {
        shard.setCurrent(event, true);
        if (isRefusedPart(event, spec)) {
            return;
        }
        if (server.maxMemoryBytes() > 0) {
            makeRoom(event, 1L << shard.index());
        }
        context.bind(event, true);
        final boolean isTimed = !spec.isConstantTime();
        final long startNs = isTimed ? System.nanoTime() : 0;
        ((SplitCommandHandler) spec.handler()).executePart(context);
        context.settle();
        if (Long.numberOfTrailingZeros(event.shardSet()) == shard.index()) {
            calls.countCall(event, spec);
            calls.feedMonitors(event);
        }
        if (isTimed) {
            clockNs = System.nanoTime();
            isClockFresh = true;
            event.part(shard.index()).setElapsedNs(clockNs - startNs);
            if (event.arrive()) {
                calls.record(event, spec, event.parts().slowestNs(), 1);
            }
        }
    }

    /** All shards come to the same answer, since rules change in slots that hold them all; the first one gives it. */
    private boolean isRefusedPart(final CommandEvent event, final CommandSpec spec) {
        if (event.user().permissions().isFree(spec.id())) {
            return false;
        }
        final boolean isFirst = Long.numberOfTrailingZeros(event.shardSet()) == shard.index();
        final String refusal = isFirst ? gate.refusal(event, spec) : gate.silentRefusal(event, spec);
        if (refusal != null && isFirst) {
            event.setRejected();
            context.reply().wrap(event.reply(), event.isResp3());
            refuse(event, spec, refusal);
        }
        return refusal != null;
    }

    private String refusal(final CommandEvent event, final CommandSpec spec) {
        // EXEC was let pass when it was routed, and has to end what is watched whatever comes of it; what goes on
        // without arguments was allowed when it began.
        final boolean isDecided = spec.routing() == Routing.TRANSACTION
            || spec.isContinuation() && event.argCount() == 0;
        final String denial = isDecided ? null : gate.refusal(event, spec);
        if (denial != null) {
            return denial;
        }
        if (server.maxMemoryBytes() > 0) {
            makeRoom(event, event.shardSet());
            if (spec.isDenyOom() && server.isOutOfMemory(event)) {
                return Errors.OUT_OF_MEMORY;
            }
        }
        return spec.isDenyOom() ? server.quotaRefusal(event.user().namespace()) : null;
    }

    /** Evicts keys, but not in the midst of a paused script or a CLIENT PAUSE; what is loaded is as large as it was. */
    private void makeRoom(final CommandEvent event, final long shardSet) {
        if (event.session().isLoader() || server.pausedScript() != null || server.isPaused(event.nowMs())) {
            return;
        }
        for (long left = shardSet; left != 0; left &= left - 1) {
            server.shard(Long.numberOfTrailingZeros(left)).evictor().makeRoom(event.nowMs(), event.seed());
        }
    }

    private void refuse(final CommandEvent event, final CommandSpec spec, final String error) {
        context.reply().error(error);
        server.errors().count(event.namespace(), error);
        calls.countRejected(event, spec);
    }

    private void meet(final CommandEvent event, final CommandSpec spec) {
        shard.setCurrent(event, false);
        if (event.arrive()) {
            try {
                execute(event, spec);
            } catch (final RuntimeException | Error e) {
                fail(event, e);
            } finally {
                if (spec.isBlocking() && !event.isReplyLate()) {
                    // Counted when it was handed on, since it might have had to wait.
                    server.sharedWaiterCount().decrementAndGet();
                }
                event.rendezvous().end();
            }
            return;
        }
        event.rendezvous().await();
    }

    private void passMarker(final CommandEvent event) {
        if (!event.isFor(shard.index())) {
            return;
        }
        shard.setCurrent(event, false);
        if (event.sharing() == CommandEvent.Sharing.SINGLE) {
            server.markerTasks().run(event);
            return;
        }
        if (event.arrive()) {
            try {
                if (server.pausedScript() == null) {
                    server.markerTasks().run(event);
                } else {
                    // No snapshot sees what a script leaves half done; what is due comes again with another marker.
                    server.markerTasks().drop(event);
                }
            } finally {
                event.rendezvous().end();
            }
            return;
        }
        event.rendezvous().await();
    }

    /** Behind the command: those who wait are served by each shard for itself, or by one while all stand still. */
    private void wakeUp(final CommandEvent event) {
        if (!event.isMeetingAfter()) {
            wakeUps.attendOwn(event);
        } else if (event.meetingAfter().arrive(server.shardCount())) {
            try {
                wakeUps.attendAll(event);
            } finally {
                event.meetingAfter().end();
            }
        } else {
            event.meetingAfter().await();
        }
    }

    private void execute(final CommandEvent event, final CommandSpec spec) {
        shard.setCurrent(event, false);
        context.bind(event, false);
        final String refusal = refusal(event, spec);
        if (refusal != null) {
            refuse(event, spec, refusal);
            return;
        }
        final boolean isTransaction = spec.routing() == Routing.TRANSACTION;
        if (!isTransaction) {
            calls.feedMonitors(event);
        }
        final int weight = spec.isConstantTime()
            ? calls.sampleWeight(event, spec) : 1;
        final boolean isTimed = weight > 0 || event.requestLength() > LARGE_REPLY_BYTES;
        final long startNs = isTimed && !isClockFresh ? System.nanoTime() : clockNs;
        isClockFresh = false;
        spec.handler().execute(context);
        context.settle();
        if (isTransaction) {
            // MULTI, what was queued, EXEC: the order in which the client sent them.
            calls.feedMonitors(event);
        }
        calls.countCall(event, spec);
        if (context.reply().isError()) {
            calls.countFailed(event, spec);
            server.errors().count(event.namespace(), context.reply().errorText());
        }
        if (isTimed || event.reply().length() > LARGE_REPLY_BYTES) {
            clockNs = System.nanoTime();
            isClockFresh = true;
            calls.record(event, spec, clockNs - startNs, Math.max(1, weight));
        }
    }

    private void countAnswered(final CommandEvent event) {
        final CommandSpec spec = event.spec();
        if (spec == null) {
            return;
        }
        if (event.isRejected()) {
            calls.countRejected(event, spec);
            return;
        }
        calls.countCall(event, spec);
        if (event.isFailed()) {
            calls.countFailed(event, spec);
        }
        if (event.elapsedNs() > 0) {
            // One who may not know of the others must not see how many calls there were between two that were timed.
            calls.recordTime(event, spec, event.elapsedNs(),
                event.namespace() == 0 ? server.latencySampleInterval() : 1);
        }
        calls.feedMonitors(event);
    }

    /** A script has used up its time; the first of the slot's shards answers, without the others. */
    private void refuseBusy(final CommandEvent event, final CommandSpec spec) {
        final boolean isTransaction = spec.routing() == Routing.TRANSACTION;
        if (isTransaction) {
            forgetWatch(event);
        }
        if (Long.numberOfTrailingZeros(event.shardSet()) != shard.index()) {
            return;
        }
        if (spec.isBlocking() && event.sharing() == CommandEvent.Sharing.RENDEZVOUS) {
            // Counted when it was handed on, since it might have had to wait.
            server.sharedWaiterCount().decrementAndGet();
        }
        final String error = server.pausedScript().busyError();
        event.setRejected();
        context.reply().wrap(event.reply(), event.isResp3());
        refuse(event, spec, isTransaction ? Errors.EXEC_ABORT_BECAUSE + error : error);
    }

    /** A script goes on where all shards meet; nothing else is done by the clock meanwhile. */
    private void proceed(final CommandEvent tick, final PausedScript script) {
        if (!tick.rendezvous().arrive(server.shardCount())) {
            tick.rendezvous().await();
            return;
        }
        try {
            if (hasEnded(tick, script)) {
                server.setPausedScript(null);
                wakeUps.answer(tick, script.request());
            }
        } finally {
            tick.rendezvous().end();
        }
    }

    private boolean hasEnded(final CommandEvent tick, final PausedScript script) {
        try {
            return script.proceed();
        } catch (final RuntimeException | Error e) {
            // First of all, lest a failure of what follows leaves the server busy for ever.
            server.setPausedScript(null);
            fail(tick, e);
            script.request().reply().reset();
            context.reply().wrap(script.request().reply(), script.request().isResp3()).error(Errors.INTERNAL);
            return true;
        }
    }

    private void tick(final CommandEvent event) {
        final PausedScript script = server.pausedScript();
        if (script != null) {
            proceed(event, script);
            return;
        }
        if (server.maxMemoryBytes() > 0 && server.shardCount() > 1) {
            divideMemory(event);
        }
        final long startNs = System.nanoTime();
        shard.tick(event);
        final long elapsedMs = (System.nanoTime() - startNs) / NS_PER_MS;
        if (server.latencyThresholdMs() > 0 && elapsedMs >= server.latencyThresholdMs()) {
            shard.latencyMonitor().record(LatencyMonitor.EXPIRE_CYCLE, event.nowMs(), elapsedMs);
        }
    }

    private void divideMemory(final CommandEvent tick) {
        if (!tick.rendezvous().arrive(server.shardCount())) {
            tick.rendezvous().await();
            return;
        }
        try {
            server.memoryShares().divide();
        } finally {
            tick.rendezvous().end();
        }
    }

    private void fail(final CommandEvent event, final Throwable cause) {
        shard.countFailure(event.namespace());
        server.errors().count(event.namespace(), Errors.INTERNAL);
        final String name = event.spec() == null ? event.kind().toString() : event.spec().name();
        FAILURES.log("command failed: name=" + name, cause);
        if (event.sharing() != CommandEvent.Sharing.SPLIT) {
            event.reply().truncate(0);
            context.reply().wrap(event.reply(), event.isResp3()).error(Errors.INTERNAL);
        } else {
            event.part(shard.index()).markFailed();
        }
    }
}
