package org.ouzel.engine;

import java.util.Arrays;
import org.ouzel.engine.blocking.WaitingClients;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.evict.Evictor;
import org.ouzel.engine.latency.CommandLatencies;
import org.ouzel.engine.latency.LatencyMonitor;
import org.ouzel.engine.latency.SlowLog;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.observe.KeyObservers;
import org.ouzel.engine.pubsub.ChannelCounts;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.RemovalListener;
import org.ouzel.engine.type.FieldExpiryListener;
import org.ouzel.engine.type.HashValue;
import org.ouzel.protocol.NativeBuffer;

/**
 * One shard: the keys that it owns, and everything that is counted about them.
 *
 * <p>One thread at a time: its own, or the one that holds it in a rendezvous.
 */
public final class Shard implements AutoCloseable {
    /** Entries that a tick may read in search of due ones, for each step of {@code active-expire-effort}. */
    private static final int EXPIRY_BUDGET = 8192;
    private static final int FREE_BUDGET = 16_384;
    private static final int SHRINK_SEGMENT_COUNT = 16;
    /** Half of the time between ticks while there is a backlog. */
    private static final long SNAPSHOT_SLICE_NS = 1_000_000;

    private CommandEvent current;
    private boolean isPartOfSplit;
    private boolean hasBacklog;
    private final int index;
    private final ServerState server;
    private final Keyspace keyspace;
    private final CommandContext context;
    /** Contexts of commands that run inside of others, by their depth from 1 on; made at their first use. */
    private final CommandContext[] nestedContexts = new CommandContext[CommandContext.MAX_DEPTH];
    private final CommandLatencies latencies;
    private final ShardStatistics statistics = new ShardStatistics();
    private final EffectWriter effects = new EffectWriter();
    private final WaitingClients waitingClients = new WaitingClients();
    private final LatencyMonitor latencyMonitor = new LatencyMonitor();
    /** By the namespaces' numbers; none as long as nobody but the default namespace has run anything. */
    private NamespaceCounts[] namespaceCounts = new NamespaceCounts[0];
    private final SlowLog slowLog;
    private final KeyObservers observers;
    private final ChannelCounts channels = new ChannelCounts();
    private final FieldExpiryListener fieldExpiry = this::noteFieldExpired;
    private final HashValue dueHash = new HashValue();
    private final Evictor evictor;

    Shard(final ServerState server, final int index) {
        this.server = server;
        this.index = index;
        this.keyspace = new Keyspace(server.databaseCount(), server.hashSeed());
        this.latencies = new CommandLatencies(server.commandTable().all().size());
        this.slowLog = server.newSlowLog();
        this.observers = new KeyObservers(server, this);
        this.context = new CommandContext(server, this, 0);
        this.evictor = new Evictor(server, this);
        keyspace.onRemoval(new Removals());
        keyspace.onKeyChange(waitingClients);
    }

    /** Returns the shard's number, from 0 on. */
    public int index() {
        return index;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    /** Returns who keeps the keys within the memory that they may take. */
    public Evictor evictor() {
        return evictor;
    }

    public ShardStatistics statistics() {
        return statistics;
    }

    public CommandLatencies latencies() {
        return latencies;
    }

    public LatencyMonitor latencyMonitor() {
        return latencyMonitor;
    }

    /**
     * Returns what is counted of a namespace beside the shard's own counts, to be counted on; null as long as the
     * default namespace is alone, whose counts are the shard's.
     */
    public NamespaceCounts countsOf(final int namespace) {
        if (namespace == 0 && namespaceCounts.length == 0) {
            return null;
        }
        if (namespace >= namespaceCounts.length) {
            namespaceCounts = Arrays.copyOf(namespaceCounts, Math.max(namespace + 1, 2 * namespaceCounts.length));
        }
        NamespaceCounts counts = namespaceCounts[namespace];
        if (counts == null) {
            counts = new NamespaceCounts(server.commandTable().all().size());
            namespaceCounts[namespace] = counts;
        }
        return counts;
    }

    /** Returns what has been counted of a namespace, or null for nothing; see {@link #isAlone()}. */
    public NamespaceCounts countsOfIfAny(final int namespace) {
        return namespace < namespaceCounts.length ? namespaceCounts[namespace] : null;
    }

    /** Returns whether nobody but the default namespace has run anything here. */
    public boolean isAlone() {
        return namespaceCounts.length == 0;
    }

    /** Forgets the counts of all namespaces, and the shard's. */
    void resetCounts() {
        statistics.reset();
        latencies.reset();
        for (final NamespaceCounts each : namespaceCounts) {
            if (each != null) {
                each.reset();
            }
        }
        evictor.resetCounts();
    }

    /** Counts a read that found its key. */
    public void countHit(final int namespace) {
        statistics.countHit();
        final NamespaceCounts own = countsOf(namespace);
        if (own != null) {
            own.statistics().countHit();
        }
    }

    /** Counts a read that didn't find its key. */
    public void countMiss(final int namespace) {
        statistics.countMiss();
        final NamespaceCounts own = countsOf(namespace);
        if (own != null) {
            own.statistics().countMiss();
        }
    }

    /** Counts a handler that ended in an exception. */
    public void countFailure(final int namespace) {
        statistics.countFailure();
        final NamespaceCounts own = countsOf(namespace);
        if (own != null) {
            own.statistics().countFailure();
        }
    }

    public SlowLog slowLog() {
        return slowLog;
    }

    /** Returns how many listen to the channels that the shard owns, and to patterns. */
    public ChannelCounts channels() {
        return channels;
    }

    /** Ends the subscriptions and the tracking of a session that has gone, as far as the shard knows of them. */
    public void forget(final Session session) {
        if (session.lastTracking() != null) {
            observers.setTracking(session, session.lastTracking(), null);
        }
        if (!session.isSubscribed()) {
            return;
        }
        for (final SubscriptionKind kind : SubscriptionKind.values()) {
            for (final byte[] name : session.subscriptions().names(kind)) {
                final NativeBuffer scratch = context.scratch();
                scratch.putBytes(name);
                channels.addToAll(-1);
                if (kind == SubscriptionKind.PATTERN || server.shardOf(scratch.address(), name.length) == index) {
                    channels.add(session.subscriptions().namespace(), kind, name, -1);
                }
            }
        }
    }

    /** Returns who wants to know of changes to the shard's keys. */
    public KeyObservers observers() {
        return observers;
    }

    /** Takes a key out if it is due, as a look-up would. */
    public void expireIfDue(final int namespace, final int number, final byte[] key, final long nowMs) {
        final NativeBuffer scratch = context.scratch();
        scratch.putBytes(key);
        keyspace.database(namespace, number).find(server.hashOf(scratch.address(), key.length), scratch.address(),
            key.length, nowMs);
    }

    public EffectWriter effects() {
        return effects;
    }

    /** Returns who waits for keys of this shard. */
    public WaitingClients waitingClients() {
        return waitingClients;
    }

    /** Returns who records fields of hashes that expire while a command or tick runs. */
    public FieldExpiryListener fieldExpiry() {
        return fieldExpiry;
    }

    /** Returns the context in which the shard's thread runs commands. */
    public CommandContext context() {
        return context;
    }

    /**
     * Returns the context in which commands of this shard run inside of another command.
     *
     * @param depth from 1 to {@link CommandContext#MAX_DEPTH}
     */
    public CommandContext nestedContext(final int depth) {
        CommandContext nested = nestedContexts[depth - 1];
        if (nested == null) {
            nested = new CommandContext(server, this, depth);
            nestedContexts[depth - 1] = nested;
        }
        return nested;
    }

    /** Says which event the shard works on, so that keys that expire on the way are recorded with it. */
    public void setCurrent(final CommandEvent event, final boolean isPart) {
        current = event;
        isPartOfSplit = isPart;
    }

    /** Returns the session whose command runs, or null. */
    public Session currentSession() {
        return current == null ? null : current.session();
    }

    /** Brings something to sessions with the event that the shard works on, in ring order. */
    public void deliver(final Delivery delivery) {
        if (isPartOfSplit) {
            current.part(index).deliver(delivery);
            current.markServed();
        } else {
            current.deliver(delivery);
        }
    }

    /** Does a slice of what has to be done from time to time: expiry, eviction, freeing, merging of index segments. */
    public void tick(final CommandEvent tick) {
        setCurrent(tick, true);
        boolean isBehind = false;
        if (server.loading() != null) {
            return;
        }
        final boolean isPaused = server.isPaused(tick.nowMs());
        if (server.isActiveExpireOn() && !isPaused) {
            final int budget = EXPIRY_BUDGET * server.activeExpireEffort();
            isBehind = keyspace.expireSlice(tick.nowMs(), budget) >= budget;
        }
        if (server.maxMemoryBytes() > 0 && !isPaused) {
            evictor.tick(tick.nowMs(), tick.seed());
            isBehind |= evictor.isBehind();
        }
        statistics.commandRate().sample(tick.nowMs(), latencies.totalCalls());
        for (final NamespaceCounts each : namespaceCounts) {
            if (each != null) {
                each.statistics().commandRate().sample(tick.nowMs(), each.callCount());
            }
        }
        if (index == 0) {
            server.traffic().sample(tick.nowMs());
        }
        keyspace.freeSlice(FREE_BUDGET);
        keyspace.shrinkSlice(SHRINK_SEGMENT_COUNT);
        if (keyspace.walk() != null) {
            keyspace.walk().slice(SNAPSHOT_SLICE_NS);
        }
        hasBacklog = isBehind || keyspace.hasPendingFrees() || keyspace.walk() != null;
    }

    /** Returns whether the last tick left work behind that the next should come soon for. Racy from other threads. */
    public boolean hasBacklog() {
        return hasBacklog;
    }

    @Override
    public void close() {
        context.close();
        for (final CommandContext nested : nestedContexts) {
            if (nested != null) {
                nested.close();
            }
        }
        observers.close();
        dueHash.close();
        waitingClients.close();
        keyspace.close();
    }

    private void noteFieldExpired(final Database database, final long keyAddress, final int keyLength,
        final long fieldAddress, final int fieldLength) {
        if (observers.areAny()) {
            observers.changed(KeyEvent.HEXPIRED, database, keyAddress, keyLength);
        }
        if (server.isJournaled()) {
            beginEffect(database);
            effects.begin(3).text("HDEL").bytes(keyAddress, keyLength).bytes(fieldAddress, fieldLength);
            endEffect(database);
        }
    }

    private void beginEffect(final Database database) {
        beginEffect(database, isPartOfSplit ? current.part(index).effect() : current.effectBuffer());
    }

    private void beginEffect(final Database database, final NativeBuffer buffer) {
        effects.wrap(buffer);
        if (database.namespace() != current.namespace()) {
            effects.namespace(database.namespace()).begin(2).text("SELECT").number(database.number());
        } else if (database.number() != current.database()) {
            effects.begin(2).text("SELECT").number(database.number());
        }
    }

    private void endEffect(final Database database) {
        if (database.namespace() != current.namespace()) {
            effects.namespace(current.namespace());
        } else if (database.number() != current.database()) {
            effects.begin(2).text("SELECT").number(current.database());
        }
    }

    /** Counts and records what goes away by itself. */
    private final class Removals implements RemovalListener {
        @Override
        public void expired(final Database database, final long entry) {
            statistics.countExpired();
            final NamespaceCounts own = countsOf(database.namespace());
            if (own != null) {
                own.statistics().countExpired();
            }
            if (observers.areAny()) {
                observers.removed(KeyEvent.EXPIRED, database, entry);
            }
            if (server.isJournaled()) {
                beginEffect(database);
                effects.begin(2).text("DEL")
                    .bytes(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
                endEffect(database);
            }
        }

        /** Recorded on its own, before what the slot's command changes. */
        @Override
        public void evicted(final Database database, final long entry) {
            statistics.countEvicted();
            final NamespaceCounts own = countsOf(database.namespace());
            if (own != null) {
                own.statistics().countEvicted();
            }
            if (observers.areAny()) {
                observers.removed(KeyEvent.EVICTED, database, entry);
            }
            if (server.isJournaled()) {
                beginEffect(database, current.part(index).evictedEffect());
                effects.begin(2).text(server.eviction().isFreedLater() ? "UNLINK" : "DEL")
                    .bytes(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
                endEffect(database);
            }
        }

        @Override
        public void created(final Database database, final long entry) {
            observers.noted(KeyEvent.NEW, database, EntryDescriptor.keyAddress(entry),
                EntryDescriptor.keyLength(entry));
        }

        @Override
        public int elementsDue(final Database database, final long entry, final long nowMs) {
            dueHash.within(database, nowMs, server.hashLimits(), fieldExpiry);
            dueHash.bind(database.index().hashOf(entry), EntryDescriptor.keyAddress(entry),
                EntryDescriptor.keyLength(entry), entry, 0);
            return dueHash.expiredCount() + 1;
        }
    }
}
