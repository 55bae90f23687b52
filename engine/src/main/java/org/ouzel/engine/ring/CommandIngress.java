package org.ouzel.engine.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.Routing;
import org.ouzel.engine.session.ReplyMode;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;
import org.slf4j.LoggerFactory;

/**
 * The way into the ring for one IO loop: claims a contiguous batch of slots, fills them, publishes them at once.
 *
 * <p>Commands of routing SESSION are answered here, so that what they change (the selected database, the protocol
 * version) holds for the requests behind them; their replies still go round the ring. Requests that can't be run (an
 * unknown name, a wrong number of arguments) are answered here as well. Only the loop's thread.
 */
public final class CommandIngress {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(CommandIngress.class));
    private static final int MAX_BATCH = 256;
    private static final String HTTP_METHOD = "post";
    private static final String HTTP_HEADER = "host:";
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long nowMs;
    private long nowNs;
    private long randomState;
    private int sampleCountdown;
    private int claimedCount;
    private int ownWaiterCount;
    private long claimedSequence;
    private long tickSequence = -1;
    private final CommandSpec[] specs = new CommandSpec[MAX_BATCH];
    private final ReplyWriter writer = new ReplyWriter();
    private final boolean isSharded;
    private final ServerState server;
    private final CommandTable table;
    private final TransactionIngress transactions;
    private final CommandSpec resetSpec;
    private final CommandSpec cachingSpec;
    private final CommandContext context;
    private final AccessGate gate;
    private final Throttle throttle = new Throttle();
    private final DottedKeys dottedKeys;
    private final RingBuffer<CommandEvent> ring;

    CommandIngress(final ServerState server, final RingBuffer<CommandEvent> ring, final long randomSeed) {
        this.server = server;
        this.table = server.commandTable();
        this.isSharded = server.shardCount() > 1;
        this.ring = ring;
        this.randomState = randomSeed;
        this.transactions = new TransactionIngress(server);
        this.resetSpec = table.find("reset");
        this.cachingSpec = table.find("client|caching");
        this.context = new CommandContext(server, null, 0);
        this.gate = new AccessGate(server);
        this.dottedKeys = new DottedKeys(server.entityNotation());
    }

    /**
     * Sets the clock of the slots to come: once for each cycle of the loop.
     *
     * @param newNowMs Unix milliseconds
     * @param newNowNs {@link System#nanoTime()}
     */
    public void setClock(final long newNowMs, final long newNowNs) {
        nowMs = newNowMs;
        nowNs = newNowNs;
    }

    /** Returns the clock's {@link System#nanoTime()}. */
    public long nowNs() {
        return nowNs;
    }

    /** Returns the clock's Unix milliseconds. */
    public long nowMs() {
        return nowMs;
    }

    /**
     * Hands on requests of one session, in order.
     *
     * @param base        the address that the requests' offsets count from
     * @param requests    what the decoder found
     * @param firstRecord the record to begin with
     * @param count       how many requests from there on
     * @param ownedBytes  the size of a block that begins at {@code base} and holds nothing but the only request: the
     *                    slot takes it over if the request is taken; 0 if the requests are to be copied
     * @return how many were taken: fewer when the ring is full, or the session is held, paused or about to end
     */
    public int submit(final Session session, final long base, final DecodedRequests requests, final int firstRecord,
        final int count, final long ownedBytes) {
        throttle.reset();
        final int wanted = look(session, base, requests, firstRecord, Math.min(count, MAX_BATCH));
        if (wanted == 0 && throttle.hasRefused()) {
            return answerThrottled(session, requests, firstRecord, count);
        }
        // Only the last can be one that waits. It is counted before its slot is claimed, so that whoever claims a later
        // slot sees the count.
        ownWaiterCount = isSharded && wanted > 0 && specs[wanted - 1] != null && specs[wanted - 1].isBlocking() ? 1 : 0;
        if (ownWaiterCount > 0) {
            server.sharedWaiterCount().incrementAndGet();
        }
        final long high = claim(wanted);
        final int claimed = claimedCount;
        if (claimed == 0) {
            endOwnWaiter(false);
            return 0;
        }
        final long low = high - claimed + 1;
        int record = firstRecord;
        try {
            for (int i = 0; i < claimed; i++) {
                final CommandEvent event = ring.get(low + i);
                begin(event, CommandEvent.Kind.COMMAND, session);
                event.setRequest(base + requests.start(record), requests.byteLength(record),
                    requests.argumentCount(record), ownedBytes);
                requests.copyArguments(record, event.argumentPairs());
                route(event, session, specOf(event, session, i));
                record = requests.next(record);
            }
        } finally {
            endOwnWaiter(claimed == wanted && mayBeShared(ring.get(high)));
            ring.publish(low, high);
        }
        return claimed;
    }

    /**
     * Hands on the answer to bytes that are no request; the connection ends with it.
     *
     * @param text see {@link org.ouzel.protocol.ProtocolError}
     * @return whether it was taken; false when the ring is full
     */
    public boolean submitProtocolError(final Session session, final String text) {
        final CommandEvent event = claimOne(CommandEvent.Kind.ANSWERED, session);
        if (event == null) {
            return false;
        }
        writer.wrap(event.reply(), session.isResp3()).error("ERR " + text);
        session.closeAfterReply();
        event.setEnvironment(session.namespace(), session.database(), session.isResp3(), false, true);
        ring.publish(claimedSequence);
        return true;
    }

    /**
     * Notes that a session's client sends no more: the connection ends when all before it has been answered.
     *
     * @return whether it was taken; false when the ring is full
     */
    public boolean submitEndOfInput(final Session session) {
        final CommandEvent event = claimOne(CommandEvent.Kind.ANSWERED, session);
        if (event == null) {
            return false;
        }
        session.closeAfterReply();
        event.setEnvironment(session.namespace(), session.database(), session.isResp3(), false, true);
        ring.publish(claimedSequence);
        return true;
    }

    /** Returns whether CLIENT PAUSE is in force. */
    public boolean isPaused() {
        return server.isPaused(nowMs);
    }

    /** Lets go of clients whose time has come in the ring; returns false when the ring is full. */
    public boolean submitDeadline() {
        return submitSimple(CommandEvent.Kind.DEADLINE);
    }

    /** Tells the ring that a session has gone; returns false when the ring is full. */
    public boolean submitDisconnect(final Session session) {
        final CommandEvent event = claimOne(CommandEvent.Kind.DISCONNECT, session);
        if (event == null) {
            return false;
        }
        event.setEnvironment(session.namespace(), 0, false, true, false);
        meetIfShared(event);
        event.setWatch(session.takeWatch());
        session.close();
        ring.publish(claimedSequence);
        return true;
    }

    /** Lets the clock tick in the ring; returns false when the ring is full. */
    public boolean submitTick() {
        final boolean isSubmitted = submitSimple(CommandEvent.Kind.TICK);
        tickSequence = isSubmitted ? claimedSequence : tickSequence;
        return isSubmitted;
    }

    /** Returns the slot of the last tick if nothing has come behind it, from whichever loop; else -1. */
    long idleTickSequence() {
        return ring.getCursor() == tickSequence ? tickSequence : -1;
    }

    /**
     * Has a task run at one place of the order, while all shards stand still.
     *
     * @param task run by one of the shards' threads, with the slot
     * @return whether it was taken; false when the ring is full
     */
    public boolean submitMarker(final Consumer<CommandEvent> task) {
        return submitMarker(CommandEvent.Sharing.RENDEZVOUS, -1L >>> Long.SIZE - server.shardCount(), task);
    }

    /**
     * Has a task run at one place of the order by the thread of one shard; the others go on.
     *
     * @return whether it was taken; false when the ring is full
     */
    public boolean submitMarker(final int shard, final Consumer<CommandEvent> task) {
        return submitMarker(CommandEvent.Sharing.SINGLE, 1L << shard, task);
    }

    private boolean submitMarker(final CommandEvent.Sharing sharing, final long shardSet,
        final Consumer<CommandEvent> task) {
        final CommandEvent event = claimOne(CommandEvent.Kind.MARKER, null);
        if (event == null) {
            return false;
        }
        server.markerTasks().add(event, task);
        event.setEnvironment(0, 0, false, true, false);
        event.setRouting(null, sharing, shardSet, 0);
        ring.publish(claimedSequence);
        return true;
    }

    /** Goes on with a command whose answer has been found out; returns false when the ring is full. */
    boolean submitCompletion(final Completion completion) {
        final Session session = completion.session();
        if (session.isClosed() && !completion.isMeeting()) {
            return true;
        }
        final CommandEvent event = claimOne(CommandEvent.Kind.COMMAND, session);
        if (event == null) {
            return false;
        }
        event.setEnvironment(completion.namespace(), session.database(), session.isResp3(), completion.isSuppressed(),
            false);
        try {
            if (completion.isTransaction()) {
                transactions.resume(event, session, completion.spec());
                endCommand(event, session);
                if (session.tracking() != null) {
                    session.tracking().endNext();
                }
            } else if (completion.isMeeting()) {
                transactions.meetAll(event, completion.spec().continuedBy(completion.rest()));
            } else {
                answer(event, completion.rest(), completion.spec().name());
                event.setHolding(true);
                if (event.shouldCloseAfterReply()) {
                    session.closeAfterReply();
                }
                event.setEnvironment(session.namespace(), session.database(), event.isResp3(),
                    completion.isSuppressed(), session.shouldCloseAfterReply());
            }
        } finally {
            ring.publish(claimedSequence);
        }
        return true;
    }

    /** Frees what the ingress holds, when its loop ends. */
    public void close() {
        context.close();
        transactions.close();
    }

    private boolean submitSimple(final CommandEvent.Kind kind) {
        final CommandEvent event = claimOne(kind, null);
        if (event == null) {
            return false;
        }
        event.setEnvironment(0, 0, false, true, false);
        event.setRouting(null, CommandEvent.Sharing.SINGLE, 0, 0);
        meetIfShared(event);
        ring.publish(claimedSequence);
        return true;
    }

    /** Takes the last request of a batch off the count, unless it is one that several shards may have to wait with. */
    private void endOwnWaiter(final boolean isShared) {
        if (ownWaiterCount > 0 && !isShared) {
            server.sharedWaiterCount().decrementAndGet();
        }
        ownWaiterCount = 0;
    }

    private static boolean mayBeShared(final CommandEvent event) {
        return event.kind() == CommandEvent.Kind.COMMAND && event.sharing() == CommandEvent.Sharing.RENDEZVOUS
            && event.spec().isBlocking();
    }

    /** Has all shards meet behind a slot that may concern clients that wait for keys of several; it is claimed. */
    private void meetIfShared(final CommandEvent event) {
        if (isSharded && server.sharedWaiterCount().get() > ownWaiterCount) {
            event.meetAfter();
        }
    }

    /** Finds the requests' commands, up to the first that has to wait or that nothing may follow; how many they are. */
    private int look(final Session session, final long base, final DecodedRequests requests, final int firstRecord,
        final int decodedCount) {
        if (session.isHeld() || session.shouldCloseAfterReply()) {
            return 0;
        }
        final boolean isThrottled = session.user().namespace().isThrottled();
        // What isn't handed on in the end must not be counted.
        final int count = isThrottled ? (int) Math.min(decodedCount, ring.remainingCapacity()) : decodedCount;
        final boolean isPaused = isPaused() && !session.isLoader();
        int record = firstRecord;
        for (int i = 0; i < count; i++) {
            final long start = base + requests.start(record);
            CommandSpec spec = table.find(start + requests.argumentOffset(record, 0),
                requests.argumentLength(record, 0));
            if (spec != null && spec.isContainer() && requests.argumentCount(record) > 1) {
                final CommandSpec subcommand = table.findSubcommand(spec,
                    start + requests.argumentOffset(record, 1), requests.argumentLength(record, 1));
                spec = subcommand != null ? subcommand : spec;
            }
            if (isPaused && (server.isPausedForAll() || spec != null && transactions.isWriting(session, spec))) {
                return i;
            }
            if (isThrottled && !throttle.admits(session, spec, requests.byteLength(record), nowNs)) {
                return i;
            }
            specs[i] = spec;
            if (spec != null && (spec.isBlocking() || spec.isSubscribing() || spec == resetSpec
                || spec.routing() == Routing.SESSION_LATE
                || spec.routing() == Routing.TRANSACTION)) {
                return i + 1;
            }
            record = requests.next(record);
        }
        return count;
    }

    private int answerThrottled(final Session session, final DecodedRequests requests, final int firstRecord,
        final int count) {
        final CommandEvent event = claimOne(CommandEvent.Kind.ANSWERED, session);
        if (event == null) {
            return 0;
        }
        try {
            return throttle.answer(event, session, requests, firstRecord, count, nowNs);
        } finally {
            ring.publish(claimedSequence);
        }
    }

    private CommandEvent claimOne(final CommandEvent.Kind kind, final Session session) {
        claimedSequence = claim(1);
        if (claimedCount == 0) {
            return null;
        }
        final CommandEvent event = ring.get(claimedSequence);
        begin(event, kind, session);
        return event;
    }

    /** Claims as many slots as there are, at most {@code count}; sets {@link #claimedCount}, returns the last. */
    private long claim(final int count) {
        int tried = count;
        while (tried > 0) {
            try {
                final long high = ring.tryNext(tried);
                claimedCount = tried;
                return high;
            } catch (final InsufficientCapacityException e) {
                tried = (int) Math.min(tried - 1L, ring.remainingCapacity());
            }
        }
        claimedCount = 0;
        return -1;
    }

    private void begin(final CommandEvent event, final CommandEvent.Kind kind, final Session session) {
        randomState += GOLDEN_GAMMA;
        event.begin(kind, session, nowMs, mix(randomState));
        event.setDecodedNs(nowNs);
    }

    /** What is loaded has been written without entity notation. */
    private CommandSpec specOf(final CommandEvent event, final Session session, final int index) {
        return dottedKeys.areOn() && !session.isLoader() ? dottedKeys.read(event, specs[index]) : specs[index];
    }

    private void route(final CommandEvent event, final Session session, final CommandSpec spec) {
        if (session.shouldCloseAfterReply()) {
            // Came in the same batch as the request that ends the session.
            event.answered();
            event.setEnvironment(session.namespace(), session.database(), false, true, true);
            return;
        }
        if (spec == null && isHttp(event)) {
            session.closeAfterReply();
            event.answered();
            event.setEnvironment(session.namespace(), session.database(), false, true, true);
            return;
        }
        session.noteCommand(spec, nowMs);
        final ReplyMode mode = session.replyMode();
        boolean isSuppressed = mode == ReplyMode.OFF || mode == ReplyMode.SKIPPING;
        event.setEnvironment(session.namespace(), session.database(), session.isResp3(), isSuppressed, false);
        event.setRouting(spec, CommandEvent.Sharing.SINGLE, 0, 0);
        final String refusal = refusal(event, session, spec);
        if (refusal != null) {
            answer(event, transactions.refuse(event, session, spec, refusal));
        } else if (session.transaction() != null && !spec.isUnqueued()) {
            transactions.queue(event, session, spec);
            event.answered();
        } else if (spec.routing().isOnSession() && !(session.isKnownToShards() && spec == resetSpec)) {
            answer(event, spec.handler(), spec.name());
            isSuppressed = session.replyMode() != ReplyMode.ON || session.isHeld();
            event.setEnvironment(session.namespace(), session.database(), event.isResp3(), isSuppressed,
                session.shouldCloseAfterReply());
            if (event.kind() == CommandEvent.Kind.COMMAND) {
                transactions.meetAll(event, context.takeContinuation());
            }
        } else {
            transactions.route(event, session, spec);
            endCommand(event, session);
        }
        if (session.tracking() != null && session.transaction() == null && spec != cachingSpec) {
            session.tracking().endNext();
        }
        if (mode == ReplyMode.SKIPPING && session.replyMode() == ReplyMode.SKIPPING) {
            session.setReplyMode(ReplyMode.ON);
        } else if (session.replyMode() == ReplyMode.SKIP_NEXT) {
            session.setReplyMode(ReplyMode.SKIPPING);
        }
    }

    /** Notes for whom else what is handed on to the shards may matter. */
    private void endCommand(final CommandEvent event, final Session session) {
        if (session.tracking() != null && session.tracking().isNextTracked()) {
            event.setTracked();
        }
        if (event.kind() == CommandEvent.Kind.COMMAND && !event.spec().isReadonly()) {
            meetIfShared(event);
        }
    }

    /** Returns why a request can't be run, or null. */
    private String refusal(final CommandEvent event, final Session session, final CommandSpec spec) {
        if (spec == null) {
            return Errors.unknownCommand(event);
        }
        if (spec.isContainer() && event.argCount() > 1) {
            // As in Redis, what isn't there isn't counted among the commands.
            event.setRouting(null, CommandEvent.Sharing.SINGLE, 0, 0);
            return Errors.unknownSubcommand(NativeMemory.toText(event.argAddress(1), event.argLength(1)),
                spec.name().toUpperCase(Locale.ROOT));
        }
        if (!spec.isArgCountAllowed(event.argCount())) {
            return Errors.wrongArity(spec.name());
        }
        if (!session.isAuthenticated() && !spec.has(CommandFlag.NO_AUTH) && !server.access().isDefaultOpen()) {
            return Errors.NOT_AUTHENTICATED;
        }
        final boolean isDecidedHere = spec.routing().isOnSession() || session.transaction() != null;
        final String denial = isDecidedHere ? gate.refusal(event, spec) : null;
        if (denial != null) {
            return denial;
        }
        if (server.restrictions().isAny() && !session.isLoader()) {
            final String restriction = server.restrictions().refusalOf(spec);
            if (restriction != null) {
                return restriction;
            }
        }
        final PausedScript script = isDecidedHere && spec.routing() != Routing.TRANSACTION
            && !spec.has(CommandFlag.ALLOW_BUSY) ? server.pausedScript() : null;
        if (script != null) {
            return script.busyError();
        }
        if (session.transaction() != null && spec.has(CommandFlag.NO_MULTI) && !spec.isUnqueued()) {
            return Errors.NOT_IN_TRANSACTION;
        }
        if (session.isSubscribed() && !session.isResp3() && !spec.isForSubscribers()) {
            return Errors.subscribed(spec.name());
        }
        return session.isMonitor() && (spec.isWrite() || spec.isReadonly()) ? Errors.MONITOR_AND_KEYS : null;
    }

    /** Whether the request is a line of an HTTP request, whose body might hold commands of somebody else's choice. */
    private static boolean isHttp(final CommandEvent event) {
        final int length = event.argLength(0);
        if (length != HTTP_METHOD.length() && length != HTTP_HEADER.length()) {
            return false;
        }
        final String name = NativeMemory.toText(event.argAddress(0), length);
        return HTTP_METHOD.equalsIgnoreCase(name) || HTTP_HEADER.equalsIgnoreCase(name);
    }

    private void answer(final CommandEvent event, final String error) {
        event.answered();
        event.setRejected();
        server.errors().count(event.namespace(), error);
        writer.wrap(event.reply(), event.isResp3()).error(error);
    }

    private void answer(final CommandEvent event, final CommandHandler handler, final String name) {
        context.bind(event, false);
        final boolean isTimed = event.namespace() != 0 || --sampleCountdown < 0;
        final long startNs = isTimed ? System.nanoTime() : 0;
        try {
            handler.execute(context);
        } catch (final RuntimeException | Error e) {
            FAILURES.log("command failed: name=" + name, e);
            event.reply().truncate(0);
            context.reply().wrap(event.reply(), event.isResp3()).error(Errors.INTERNAL);
        }
        if (!context.hasContinuation()) {
            event.answered();
        }
        if (context.reply().isError()) {
            event.setFailed();
            server.errors().count(event.namespace(), context.reply().errorText());
        }
        if (isTimed) {
            sampleCountdown = sampleCountdown < 0 ? server.latencySampleInterval() - 1 : sampleCountdown;
            event.setElapsedNs(System.nanoTime() - startNs);
        }
    }

    private static long mix(final long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
