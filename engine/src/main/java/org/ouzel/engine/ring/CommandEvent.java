package org.ouzel.engine.ring;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.command.Routing;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.transaction.Transaction;
import org.ouzel.engine.transaction.Watch;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * One slot of the ring: a request, what was known of the world when it was published, and what became of it.
 *
 * <p>Preallocated and reused. Who may touch what changes with the slot's way round the ring: the IO loop that claimed
 * it until it is published; then the shards of its shard set, each its own part (a rendezvous hands the whole slot to
 * one of them); then the journal, reading; then the IO loop of its session, which gives outsized memory back. The
 * ring's sequences order these hands, so that no field needs to be volatile, those of the meetings excepted.
 */
public final class CommandEvent implements RequestArguments {
    /** What a slot holds. */
    public enum Kind {
        /** A request that the shards of its set run. */
        COMMAND,
        /** A request that was answered when it was claimed; no shard has to do with it. */
        ANSWERED,
        /** The clock: every shard does a slice of its maintenance. */
        TICK,
        /** A task runs: while all shards stand still, or in the thread of one. */
        MARKER,
        /** The time of clients that wait may have come; every shard lets go of those whose has. */
        DEADLINE,
        /** The session has gone; nothing of it may stay behind. */
        DISCONNECT
    }

    /** How several shards share a slot. */
    public enum Sharing {
        /** One shard runs it all. */
        SINGLE,
        /** Each shard of the set does its part; the parts are merged when the reply is taken. */
        SPLIT,
        /** The shards of the set meet, and the last to arrive runs it. */
        RENDEZVOUS
    }

    private static final int INLINE_REQUEST_BYTES = 512;
    private static final int INLINE_REPLY_BYTES = 256;
    /** What a slot takes off the heap as long as nothing outsized is in it. */
    static final int INLINE_BYTES = INLINE_REQUEST_BYTES + INLINE_REPLY_BYTES;
    private static final int KEPT_REPLY_BYTES = 16 * 1024;
    private static final int INITIAL_ARGUMENT_COUNT = 16;
    private static final int KEPT_ARGUMENT_COUNT = 1024;

    private Kind kind = Kind.ANSWERED;
    private Sharing sharing = Sharing.SINGLE;
    private Effect effect = Effect.NONE;
    private boolean isResp3;
    private boolean isReplySuppressed;
    private boolean isReplyLate;
    private boolean isDetached;
    private boolean hasServed;
    private boolean isMeetingAfter;
    private boolean shouldCloseAfterReply;
    private boolean isRejected;
    private boolean isFailed;
    private boolean isHolding;
    private boolean isTracked;
    private int namespace;
    private int database;
    private int argumentCount;
    private long requestAddress;
    private int requestLength;
    private long keyHash;
    private long shardSet;
    private long nowMs;
    private long seed;
    private long decodedNs;
    private long elapsedNs;
    private long deadlineMs;
    private CommandSpec spec;
    private Session session;
    private Transaction transaction;
    private Watch watch;
    /** The slot that this event runs inside of; null for a slot. */
    private CommandEvent outer;
    private User user;
    private int[] arguments = new int[2 * INITIAL_ARGUMENT_COUNT];
    private long borrowedAddress;
    private long borrowedBytes;
    private List<Delivery> deliveries;
    private final ShardParts parts = new ShardParts();
    private NativeBuffer effectBuffer;
    private final long inlineAddress = NativeMemory.allocate(INLINE_REQUEST_BYTES);
    private final NativeBuffer reply = new NativeBuffer(INLINE_REPLY_BYTES, KEPT_REPLY_BYTES);
    private final Meeting rendezvous = new Meeting();
    private final Meeting meetingAfter = new Meeting();

    /** Begins a slot anew; everything of its last round is gone. */
    void begin(final Kind newKind, final Session owner, final long now, final long newSeed) {
        kind = newKind;
        session = owner;
        user = owner == null ? null : owner.user();
        nowMs = now;
        seed = newSeed;
        sharing = Sharing.SINGLE;
        effect = Effect.NONE;
        shardSet = 0;
        spec = null;
        argumentCount = 0;
        elapsedNs = 0;
        isRejected = false;
        isFailed = false;
        isReplyLate = false;
        isHolding = false;
        isTracked = false;
        watch = null;
        deliveries = null;
        reply.reset();
        if (effectBuffer != null) {
            effectBuffer.reset();
        }
        if (hasServed) {
            // All loops have seen what the slot's last round brought them.
            hasServed = false;
            parts.resetServed();
        }
        if (isMeetingAfter) {
            isMeetingAfter = false;
            meetingAfter.begin();
        }
    }

    /**
     * Returns a copy of the request that lives on when the slot is used again; the caller closes it. Commands run on it
     * as on the slot, as often as {@link #beginAgain} is called before.
     */
    public CommandEvent detach() {
        final CommandEvent copy = new CommandEvent();
        copy.begin(kind, session, nowMs, seed);
        copy.isDetached = true;
        copy.setRequest(requestAddress, requestLength, argumentCount, 0);
        System.arraycopy(arguments, 0, copy.arguments, 0, 2 * argumentCount);
        copy.setRouting(spec, sharing, shardSet, keyHash);
        copy.setEnvironment(namespace, database, isResp3, isReplySuppressed, false);
        return copy;
    }

    /** Lets a detached request run again: in the time, and with the chance, of another slot. */
    public void beginAgain(final long newNowMs, final long newSeed) {
        nowMs = newNowMs;
        seed = newSeed;
        isReplyLate = false;
        effect = Effect.NONE;
        deliveries = null;
        reply.reset();
        if (effectBuffer != null) {
            effectBuffer.reset();
        }
    }

    /** Puts other bytes in an argument's place. */
    public void replaceArgument(final int index, final byte[] bytes) {
        final int length = requestLength + bytes.length;
        final long address = NativeMemory.allocate(length);
        NativeMemory.copy(requestAddress, address, requestLength);
        NativeMemory.copy(bytes, 0, address + requestLength, bytes.length);
        arguments[2 * index] = requestLength;
        arguments[2 * index + 1] = bytes.length;
        if (borrowedAddress != 0) {
            NativeMemory.free(borrowedAddress, borrowedBytes);
        }
        borrowedAddress = address;
        borrowedBytes = length;
        requestAddress = address;
        requestLength = length;
    }

    /** Copies a request in, or takes a block that already holds it, to be given back when the slot is done. */
    void setRequest(final long address, final int length, final int count, final long ownedBytes) {
        requestLength = length;
        requestAddress = address;
        if (ownedBytes > 0) {
            borrowedAddress = address;
            borrowedBytes = ownedBytes;
        } else {
            requestAddress = inlineAddress;
            if (length > INLINE_REQUEST_BYTES) {
                borrowedAddress = NativeMemory.allocate(length);
                borrowedBytes = length;
                requestAddress = borrowedAddress;
            }
            NativeMemory.copy(address, requestAddress, length);
        }
        setArgumentCount(count);
    }

    private void setArgumentCount(final int count) {
        argumentCount = count;
        if (arguments.length < 2 * count) {
            arguments = new int[Math.max(2 * count, 2 * arguments.length)];
        }
    }

    /**
     * Begins an event that runs inside of a slot: it has its session, clock and shards; what it brings to others and to
     * the journal goes to the slot. The database and the protocol stay those of the last call.
     */
    void beginNested(final CommandEvent newOuter, final long newSeed) {
        kind = Kind.COMMAND;
        outer = newOuter;
        session = newOuter.session;
        user = newOuter.user;
        namespace = newOuter.namespace;
        nowMs = newOuter.nowMs;
        decodedNs = newOuter.decodedNs;
        seed = newSeed;
        effect = Effect.NONE;
        isTracked = newOuter.isTracked;
        reply.reset();
    }

    /** Directs the event to a request that somebody else keeps; {@code pairs} as in {@link #argumentPairs()}. */
    void setKeptRequest(final long address, final int length, final int count, final int[] pairs, final int firstPair) {
        requestAddress = address;
        requestLength = length;
        setArgumentCount(count);
        System.arraycopy(pairs, 2 * firstPair, arguments, 0, 2 * count);
    }

    /** Returns the pairs of offset and length of the arguments, for the ingress to fill. */
    int[] argumentPairs() {
        return arguments;
    }

    void setRouting(final CommandSpec newSpec, final Sharing newSharing, final long shards, final long hash) {
        spec = newSpec;
        sharing = newSharing;
        shardSet = shards;
        keyHash = hash;
        rendezvous.begin();
    }

    void setEnvironment(final int newNamespace, final int newDatabase, final boolean resp3, final boolean suppressed,
        final boolean closes) {
        namespace = newNamespace;
        database = newDatabase;
        isResp3 = resp3;
        isReplySuppressed = suppressed;
        shouldCloseAfterReply = closes;
    }

    /** Notes whether the session hands on nothing more until the slot is answered. */
    void setHolding(final boolean holding) {
        isHolding = holding;
    }

    /** Notes that the client is going to keep what it reads, and wants to know when that changes. */
    void setTracked() {
        isTracked = true;
    }

    /** Returns whether the client keeps what it reads. */
    public boolean isTracked() {
        return isTracked;
    }

    boolean isHolding() {
        return isHolding;
    }

    /** Hands the slot what its session has queued; given back with the slot. */
    void setTransaction(final Transaction queued) {
        transaction = queued;
    }

    /** Notes the keys that the slot's session begins (WATCH) or ceases (whatever else) to watch. */
    public void setWatch(final Watch newWatch) {
        watch = newWatch;
    }

    /** Lets nested calls to come work on another database. */
    public void setDatabase(final int newDatabase) {
        database = newDatabase;
    }

    /** Notes that no shard has to do with the slot any more. */
    void answered() {
        kind = Kind.ANSWERED;
    }

    void setDecodedNs(final long timeNs) {
        decodedNs = timeNs;
    }

    void setElapsedNs(final long timeNs) {
        elapsedNs = timeNs;
    }

    void setRejected() {
        isRejected = true;
    }

    void setFailed() {
        isFailed = true;
    }

    /** Gives outsized memory back, when the reply was taken. The session stays: other loops may still look at it. */
    void release() {
        if (borrowedAddress != 0) {
            NativeMemory.free(borrowedAddress, borrowedBytes);
            borrowedAddress = 0;
        }
        if (transaction != null) {
            session.giveBack(transaction);
            transaction = null;
        }
        if (arguments.length > 2 * KEPT_ARGUMENT_COUNT) {
            arguments = new int[2 * INITIAL_ARGUMENT_COUNT];
        }
        reply.reset();
        parts.reset();
    }

    /** Frees everything, when the ring ends, or who waits with a detached request. */
    public void close() {
        release();
        NativeMemory.free(inlineAddress, INLINE_REQUEST_BYTES);
        reply.close();
        if (effectBuffer != null) {
            effectBuffer.close();
        }
        parts.close();
    }

    public Kind kind() {
        return kind;
    }

    public Sharing sharing() {
        return sharing;
    }

    public CommandSpec spec() {
        return spec;
    }

    public Session session() {
        return session;
    }

    /** Returns whom the session belonged to when the slot was published. */
    public User user() {
        return user;
    }

    /** Makes the rest of the slot that of another user, of the same namespace. */
    public void setUser(final User newUser) {
        for (CommandEvent each = this; each != null; each = each.outer) {
            each.user = newUser;
        }
    }

    public int namespace() {
        return namespace;
    }

    /** Returns the number of the database that the session had selected. */
    public int database() {
        return database;
    }

    public boolean isResp3() {
        return isResp3;
    }

    public void setResp3(final boolean resp3) {
        isResp3 = resp3;
    }

    public boolean isReplySuppressed() {
        return isReplySuppressed;
    }

    public void setReplySuppressed(final boolean suppressed) {
        isReplySuppressed = suppressed;
    }

    /** Returns whether the reply comes later, in another slot: the command waits. */
    public boolean isReplyLate() {
        return isReplyLate;
    }

    /** Notes that the command waits, until a deadline in Unix milliseconds, {@link Long#MAX_VALUE} for ever. */
    public void setReplyLate(final long newDeadlineMs) {
        isReplyLate = true;
        deadlineMs = newDeadlineMs;
    }

    /** Returns when a command whose reply is late stops waiting. */
    public long deadlineMs() {
        return deadlineMs;
    }

    /** Returns whether this is a copy of a request that waits, which is run to see whether it can be served. */
    public boolean isDetached() {
        return isDetached;
    }

    /** Notes that a shard's part brings something to clients that waited. */
    public void markServed() {
        hasServed = true;
    }

    /** Returns whether parts of the slot bring something to clients that waited. */
    boolean hasServed() {
        return hasServed;
    }

    /** Has all shards meet behind the slot's command, for those who wait for keys of several shards. */
    void meetAfter() {
        isMeetingAfter = true;
    }

    boolean isMeetingAfter() {
        return isMeetingAfter;
    }

    public boolean shouldCloseAfterReply() {
        return shouldCloseAfterReply;
    }

    /** Ends the connection with this slot's reply; what the client sent behind it goes unanswered. */
    public void closeAfterReply() {
        shouldCloseAfterReply = true;
        if (outer != null) {
            outer.closeAfterReply();
        }
    }

    /** Returns whether this is no slot, but a command that runs inside of one (a transaction's, a script's). */
    public boolean isNested() {
        return outer != null;
    }

    /** Returns whether a script has made the request. */
    public boolean isOfScript() {
        return outer != null && outer.spec != null && outer.spec.routing() != Routing.TRANSACTION;
    }

    /** Returns the time of publication in Unix milliseconds: the only clock that a command knows. */
    public long nowMs() {
        return nowMs;
    }

    /** Returns random bits: the only chance that a command knows. */
    public long seed() {
        return seed;
    }

    /** Returns the {@link System#nanoTime()} of the IO loop's cycle in which the request was decoded. */
    public long decodedNs() {
        return decodedNs;
    }

    /** Returns how long the IO loop needed to answer an {@link Kind#ANSWERED} slot, if it was timed, else 0. */
    public long elapsedNs() {
        return elapsedNs;
    }

    /** Returns whether the command was refused before it ran. */
    public boolean isRejected() {
        return isRejected;
    }

    /** Returns whether an {@link Kind#ANSWERED} slot's command ran and was answered with an error. */
    public boolean isFailed() {
        return isFailed;
    }

    /** Returns what the session has queued, for EXEC to run, or what the request is part of; else null. */
    public Transaction transaction() {
        return outer == null ? transaction : outer.transaction;
    }

    /** Returns the keys that the session watches (WATCH, EXEC), or has ceased to watch; or null. */
    public Watch watch() {
        return watch;
    }

    public long requestAddress() {
        return requestAddress;
    }

    public int requestLength() {
        return requestLength;
    }

    @Override
    public int argCount() {
        return argumentCount;
    }

    @Override
    public long argAddress(final int index) {
        return requestAddress + arguments[2 * index];
    }

    @Override
    public int argLength(final int index) {
        return arguments[2 * index + 1];
    }

    /** Returns the hash of the first key, if the command has one. */
    public long keyHash() {
        return keyHash;
    }

    /** Returns the shards that have to do with the slot, a bit for each. */
    public long shardSet() {
        return shardSet;
    }

    public boolean isFor(final int shard) {
        return (shardSet >>> shard & 1) != 0;
    }

    public NativeBuffer reply() {
        return reply;
    }

    /** Returns a shard's part of a split slot. */
    public ShardPart part(final int shard) {
        return parts.get(shard);
    }

    ShardParts parts() {
        return parts;
    }

    /** Returns what the journal has to write. */
    public Effect effect() {
        return effect;
    }

    public void setEffect(final Effect newEffect) {
        effect = newEffect;
    }

    /** Returns the buffer of rewritten effects, made at its first use. */
    public NativeBuffer effectBuffer() {
        if (outer != null) {
            return outer.effectBuffer();
        }
        if (effectBuffer == null) {
            effectBuffer = new NativeBuffer(INLINE_REPLY_BYTES, KEPT_REPLY_BYTES);
        }
        return effectBuffer;
    }

    /** Returns whether {@link #effectBuffer()} holds something. */
    public boolean hasEffectBuffer() {
        return effectBuffer != null && effectBuffer.length() > 0;
    }

    /** Adds something for other sessions; only by the shard that runs the slot. */
    public void deliver(final Delivery delivery) {
        if (outer != null) {
            outer.deliver(delivery);
            return;
        }
        if (deliveries == null) {
            deliveries = new ArrayList<>();
        }
        deliveries.add(delivery);
    }

    /** Returns what the slot brings to other sessions, or null. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** Notes that a shard has come to the rendezvous, or has done its part; returns whether it was the last. */
    boolean arrive() {
        return rendezvous.arrive(Long.bitCount(shardSet));
    }

    /** Returns where the shards of the set meet to run the slot. */
    Meeting rendezvous() {
        return rendezvous;
    }

    /** Returns where all shards meet behind the slot's command, if they do. */
    Meeting meetingAfter() {
        return meetingAfter;
    }
}
