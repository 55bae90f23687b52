package org.ouzel.engine.session;

import java.io.ByteArrayOutputStream;
import org.ouzel.engine.access.User;
import org.ouzel.engine.blocking.Waiter;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.pubsub.Subscriptions;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.engine.tracking.Tracking;
import org.ouzel.engine.transaction.Transaction;
import org.ouzel.engine.transaction.Watch;

/**
 * One client's identity and settings.
 *
 * <p>Written by the thread of its IO loop, at the moment when a request is handed to the ring, so that the requests
 * behind it see what it set. Other threads (CLIENT LIST in a rendezvous) read fields that may be a moment old.
 */
public final class Session {
    private int database;
    private int respVersion = 2;
    private boolean isHeld;
    private boolean isParked;
    private ByteArrayOutputStream parkedReplies;
    private boolean isClosed;
    private boolean isDirty;
    private boolean isLoader;
    private boolean isMonitor;
    private boolean isNoEvict;
    private boolean isNoTouch;
    private boolean shouldCloseAfterReply;
    private ReplyMode replyMode = ReplyMode.ON;
    private long lastCommandMs;
    private long commandCount;
    private long inputBytes;
    private long outputBytes;
    private long deadlineMs = Long.MAX_VALUE;
    private CommandSpec lastCommand;
    private Waiter waiter;
    private volatile int namespace;
    private boolean isRegistered;
    private boolean isCounted;
    private long countedCommands;
    private long countedInputBytes;
    private long countedOutputBytes;
    private boolean isAuthenticated = true;
    private volatile User user = User.UNRESTRICTED;
    private boolean isWireResp3;
    private int subscriptionCount;
    private Subscriptions subscriptions;
    private volatile Tracking tracking;
    private Transaction transaction;
    private Transaction spareTransaction;
    private Watch watch;
    private volatile String name = "";
    private volatile String libraryName = "";
    private volatile String libraryVersion = "";
    private final long id;
    private final int loop;
    private final long connectedMs;
    private final String peerAddress;
    private final String localAddress;
    private final ReplySink sink;

    /**
     * @param id           unique for the life of the process, from 1 up
     * @param loop         index of the IO loop that owns it
     * @param namespace    number of the namespace that its keys live in, until it has a user
     * @param connectedMs  when it came, Unix milliseconds
     * @param peerAddress  {@code host:port} of the client, as CLIENT LIST shows it
     * @param localAddress {@code host:port} of this side
     * @param sink         where its replies go
     */
    public Session(final long id, final int loop, final int namespace, final long connectedMs,
        final String peerAddress, final String localAddress, final ReplySink sink) {
        this.id = id;
        this.loop = loop;
        this.namespace = namespace;
        this.connectedMs = connectedMs;
        this.lastCommandMs = connectedMs;
        this.peerAddress = peerAddress;
        this.localAddress = localAddress;
        this.sink = sink;
    }

    public long id() {
        return id;
    }

    public int loop() {
        return loop;
    }

    public int namespace() {
        return namespace;
    }

    /** Returns whom the session belongs to; in an engine without access control {@link User#UNRESTRICTED}. */
    public User user() {
        return user;
    }

    /** Returns whether its client has proved to be its user, or needn't have. */
    public boolean isAuthenticated() {
        return isAuthenticated;
    }

    /** Makes the session a user's, in the user's namespace. */
    public void setUser(final User newUser, final boolean authenticated) {
        final boolean isMoving = isRegistered
            && (user.namespace() != newUser.namespace() || isAuthenticated != authenticated);
        if (isMoving) {
            endCounting();
        }
        user = newUser;
        if (tracking != null && tracking.namespace() != newUser.namespace().number()) {
            tracking.end();
        }
        namespace = newUser.namespace().number();
        isAuthenticated = authenticated;
        if (isMoving) {
            beginCounting();
        }
    }

    /** Returns the commands handed on in the namespace that the session is in. */
    public long commandCountHere() {
        return commandCount - countedCommands;
    }

    /** Returns the bytes received in the namespace that the session is in. */
    public long inputBytesHere() {
        return inputBytes - countedInputBytes;
    }

    /** Returns the bytes sent in the namespace that the session is in. */
    public long outputBytesHere() {
        return outputBytes - countedOutputBytes;
    }

    /** Counts the session among its namespace's connections as long as its client is logged in, or needn't be. */
    void enter() {
        isRegistered = true;
        beginCounting();
    }

    /** Ends what {@link #enter()} began. */
    void leave() {
        isRegistered = false;
        endCounting();
    }

    private void beginCounting() {
        isCounted = isAuthenticated;
        if (isCounted) {
            user.namespace().countConnection();
        }
    }

    private void endCounting() {
        if (isCounted) {
            user.namespace().endConnection();
        }
        isCounted = false;
        user.namespace().addPast(commandCountHere(), inputBytesHere(), outputBytesHere());
        countedCommands = commandCount;
        countedInputBytes = inputBytes;
        countedOutputBytes = outputBytes;
    }

    public ReplySink sink() {
        return sink;
    }

    public String peerAddress() {
        return peerAddress;
    }

    public String localAddress() {
        return localAddress;
    }

    public long connectedMs() {
        return connectedMs;
    }

    public int database() {
        return database;
    }

    public void selectDatabase(final int number) {
        database = number;
    }

    public int respVersion() {
        return respVersion;
    }

    public boolean isResp3() {
        return respVersion == 3;
    }

    public void setRespVersion(final int version) {
        respVersion = version;
    }

    /** Returns whether a reply is late while replies to requests behind it may already come: they are kept back. */
    public boolean isParked() {
        return isParked;
    }

    public void setParked(final boolean parked) {
        isParked = parked;
    }

    /** Keeps replies back. */
    public void park(final byte[] replies) {
        if (parkedReplies == null) {
            parkedReplies = new ByteArrayOutputStream();
        }
        parkedReplies.writeBytes(replies);
    }

    /** Returns what was kept back, and forgets it. */
    public byte[] takeParked() {
        final byte[] taken = parkedReplies == null ? new byte[0] : parkedReplies.toByteArray();
        parkedReplies = null;
        return taken;
    }

    /** Returns whether the session waits for an answer before it may hand on its next request. */
    public boolean isHeld() {
        return isHeld;
    }

    public void setHeld(final boolean held) {
        isHeld = held;
    }

    /** Returns what the session waits with in a blocking command, or null; for those who run slots. */
    public Waiter waiter() {
        return waiter;
    }

    public void setWaiter(final Waiter newWaiter) {
        waiter = newWaiter;
    }

    /** Returns until when the session waits, Unix milliseconds; for its IO loop. */
    public long deadlineMs() {
        return deadlineMs;
    }

    public void setDeadlineMs(final long newDeadlineMs) {
        deadlineMs = newDeadlineMs;
    }

    public boolean isClosed() {
        return isClosed;
    }

    public void markClosed() {
        isClosed = true;
    }

    /** Returns whether replies were written that are not flushed yet. */
    public boolean isDirty() {
        return isDirty;
    }

    public void setDirty(final boolean dirty) {
        isDirty = dirty;
    }

    /** Returns whether this is no client, but the dataset's being loaded: nothing restricts it. */
    public boolean isLoader() {
        return isLoader;
    }

    /** Makes this the session whose requests load the dataset; before its first. */
    public void markLoader() {
        isLoader = true;
    }

    public boolean isMonitor() {
        return isMonitor;
    }

    public void setMonitor(final boolean monitor) {
        isMonitor = monitor;
    }

    public boolean isNoEvict() {
        return isNoEvict;
    }

    public void setNoEvict(final boolean noEvict) {
        isNoEvict = noEvict;
    }

    public boolean isNoTouch() {
        return isNoTouch;
    }

    public void setNoTouch(final boolean noTouch) {
        isNoTouch = noTouch;
    }

    /** Returns whether the connection ends with the reply to the last request handed on (QUIT). */
    public boolean shouldCloseAfterReply() {
        return shouldCloseAfterReply;
    }

    public void closeAfterReply() {
        shouldCloseAfterReply = true;
    }

    /** Returns whether the reply that was written last, hence a push behind it, is in RESP3. */
    public boolean isWireResp3() {
        return isWireResp3;
    }

    public void setWireResp3(final boolean resp3) {
        isWireResp3 = resp3;
    }

    /** Returns what the session is subscribed to; who changes it calls {@link #noteSubscriptions()}. */
    public Subscriptions subscriptions() {
        if (subscriptions == null) {
            subscriptions = new Subscriptions();
        }
        return subscriptions;
    }

    /** Notes how many subscriptions there are now. */
    public void noteSubscriptions() {
        subscriptionCount = subscriptions.countWith(SubscriptionKind.CHANNEL)
            + subscriptions.countWith(SubscriptionKind.SHARD_CHANNEL);
    }

    /** Returns how the client keeps what it reads, or null if it doesn't say that it does. */
    public Tracking tracking() {
        final Tracking current = tracking;
        return current == null || current.hasEnded() ? null : current;
    }

    /** Returns what the shards may still know of: {@link #tracking()}, or what has ended since. */
    public Tracking lastTracking() {
        return tracking;
    }

    public void setTracking(final Tracking newTracking) {
        tracking = newTracking;
    }

    /** Returns whether there is something that only the shards together can end: RESET has to meet them. */
    public boolean isKnownToShards() {
        return isSubscribed() || tracking != null;
    }

    /** Returns whether the session is subscribed to anything. */
    public boolean isSubscribed() {
        return subscriptionCount > 0;
    }

    /** Returns what has been queued since MULTI, or null outside of a transaction. */
    public Transaction transaction() {
        return transaction;
    }

    /** Begins to queue (MULTI). */
    public void beginTransaction() {
        transaction = spareTransaction != null ? spareTransaction : new Transaction();
        spareTransaction = null;
    }

    /** Ends the queueing, and returns what was queued (EXEC): the caller's, until {@link #giveBack}. */
    public Transaction takeTransaction() {
        final Transaction taken = transaction;
        transaction = null;
        return taken;
    }

    /** Takes back what {@link #takeTransaction} returned. */
    public void giveBack(final Transaction taken) {
        if (isClosed || spareTransaction != null) {
            taken.close();
        } else {
            taken.reset();
            spareTransaction = taken;
        }
    }

    /** Drops what has been queued, if anything (DISCARD). */
    public void dropTransaction() {
        if (transaction != null) {
            giveBack(takeTransaction());
        }
    }

    /** Returns the keys that the session watches, or null for none. */
    public Watch watch() {
        return watch;
    }

    public void setWatch(final Watch newWatch) {
        watch = newWatch;
    }

    /** Ends the watching, as far as the session goes, and returns what was watched; the shards are to forget it. */
    public Watch takeWatch() {
        final Watch taken = watch;
        watch = null;
        return taken;
    }

    /** Frees what the session holds, when it has gone. */
    public void close() {
        dropTransaction();
        if (spareTransaction != null) {
            spareTransaction.close();
            spareTransaction = null;
        }
    }

    public ReplyMode replyMode() {
        return replyMode;
    }

    public void setReplyMode(final ReplyMode mode) {
        replyMode = mode;
    }

    /** Returns the name that CLIENT SETNAME gave, or an empty text. */
    public String name() {
        return name;
    }

    public void setName(final String newName) {
        name = newName;
    }

    public String libraryName() {
        return libraryName;
    }

    public void setLibraryName(final String newName) {
        libraryName = newName;
    }

    public String libraryVersion() {
        return libraryVersion;
    }

    public void setLibraryVersion(final String version) {
        libraryVersion = version;
    }

    /** Returns the last command handed on, or null. */
    public CommandSpec lastCommand() {
        return lastCommand;
    }

    public long lastCommandMs() {
        return lastCommandMs;
    }

    /** Notes that a command is handed on at a time in Unix milliseconds. */
    public void noteCommand(final CommandSpec spec, final long nowMs) {
        lastCommand = spec;
        lastCommandMs = nowMs;
        commandCount++;
    }

    public long commandCount() {
        return commandCount;
    }

    public long inputBytes() {
        return inputBytes;
    }

    public void addInputBytes(final long bytes) {
        inputBytes += bytes;
    }

    public long outputBytes() {
        return outputBytes;
    }

    public void addOutputBytes(final long bytes) {
        outputBytes += bytes;
    }

    /** Puts back everything that RESET puts back; the sink and the identity stay. */
    public void reset() {
        database = 0;
        respVersion = 2;
        isMonitor = false;
        isNoEvict = false;
        isNoTouch = false;
        // What CLIENT REPLY SKIP skips may be RESET itself.
        replyMode = replyMode == ReplyMode.SKIPPING ? replyMode : ReplyMode.ON;
        name = "";
    }
}
