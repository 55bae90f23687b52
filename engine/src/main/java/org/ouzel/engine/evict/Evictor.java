package org.ouzel.engine.evict;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.ShardStatistics;
import org.ouzel.engine.evict.EvictionPolicy.Rank;
import org.ouzel.engine.latency.LatencyMonitor;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.store.RandomEntries;

/**
 * Keeps one shard's keys within its share of {@code maxmemory}: before each command, and in ticks, it takes out keys
 * that deserve it, a bounded number at a time.
 *
 * <p>What is held against the share is {@link Keyspace#liveBytes()}. What waits to be freed is not part of it, or more
 * would be evicted than has to be; but it is freed a slice further whenever memory is short.
 *
 * <p>The shard's thread, or who holds the shard; {@link #isOutOfMemory()} any, and then perhaps a moment late.
 */
public final class Evictor {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long NS_PER_MS = 1_000_000;
    private static final int FREE_UNIT_COUNT = 256;
    /** Keys that a tick may evict, by those of a command. */
    private static final int TICK_FACTOR = 2;
    /** How often a candidate is sought in vain before that is left to the next slot. */
    private static final int MOST_ROUNDS = 4;

    private long shareBytes = Long.MAX_VALUE;
    private volatile boolean isFailing;
    private boolean isBehind;
    private long exceededSinceMs;
    private long exceededMs;
    private EvictionSettings settings;
    private final EvictionPool pool = new EvictionPool();
    private final AheBalance balance = new AheBalance();
    private final KeyLottery lottery;
    private final Keyspace keyspace;
    private final Shard shard;
    private final ServerState server;

    public Evictor(final ServerState server, final Shard shard) {
        this.server = server;
        this.shard = shard;
        this.keyspace = shard.keyspace();
        this.lottery = new KeyLottery(keyspace);
    }

    /** Takes over settings and the shard's share of the memory; where all shards stand still. */
    void set(final EvictionSettings newSettings, final long newShareBytes) {
        if (settings == null || settings.policy() != newSettings.policy()) {
            pool.clear();
        }
        final boolean isChanged = settings != newSettings;
        settings = newSettings;
        shareBytes = newSettings.maxMemoryBytes() == 0 ? Long.MAX_VALUE : newShareBytes;
        if (isChanged) {
            isBehind = settings.policy() != EvictionPolicy.NOEVICTION && isExceeded();
        }
    }

    /**
     * Returns whether the share is used up and nothing could be evicted when that was tried last: commands that may
     * need memory are then refused.
     */
    public boolean isOutOfMemory() {
        return (isFailing || settings.policy() == EvictionPolicy.NOEVICTION) && isExceeded();
    }

    /** Returns whether what had to be evicted was more than may go at once. Racy from other threads. */
    public boolean isBehind() {
        return isBehind;
    }

    /** Returns for how long more than the share was used, in all, in milliseconds. */
    public long exceededMs(final long nowMs) {
        return exceededMs + currentlyExceededMs(nowMs);
    }

    /** Returns for how long more than the share has been used by now, in milliseconds; 0 if it isn't. */
    public long currentlyExceededMs(final long nowMs) {
        return exceededSinceMs == 0 ? 0 : Math.max(0, nowMs - exceededSinceMs);
    }

    public AheBalance balance() {
        return balance;
    }

    /** Counts times from 0 again; the shard's counts have been reset. */
    public void resetCounts() {
        exceededMs = 0;
        exceededSinceMs = 0;
        balance.begin(0, 0, 0, 0);
    }

    /** Returns how many bytes belong to keys that a policy may evict, taking all keys for equally large. */
    double evictableBytes(final EvictionPolicy policy) {
        long keyCount = 0;
        long evictableCount = 0;
        for (int namespace = 0; namespace < keyspace.namespaceCount(); namespace++) {
            for (int number = 0; number < keyspace.databaseCount(); number++) {
                final Database database = keyspace.databaseIfPresent(namespace, number);
                if (database != null) {
                    keyCount += database.keyCount();
                    evictableCount += policy.isVolatile() ? database.expiringCount() : database.keyCount();
                }
            }
        }
        return evictableCount == 0 || policy == EvictionPolicy.NOEVICTION ? 0
            : (double) keyspace.liveBytes() * evictableCount / keyCount;
    }

    /** Evicts before a command, if it has to be. */
    public void makeRoom(final long nowMs, final long seed) {
        makeRoom(nowMs, seed, settings.keyBudget());
    }

    /** Goes on with what commands have left to do. */
    public void tick(final long nowMs, final long seed) {
        if (settings.policy().rank() == Rank.ADAPTIVE) {
            final ShardStatistics counts = shard.statistics();
            balance.tick(nowMs, counts.hitCount(), counts.missCount(), counts.evictedCount());
        }
        makeRoom(nowMs, seed, (int) Math.min(Integer.MAX_VALUE, (long) TICK_FACTOR * settings.keyBudget()));
    }

    private void makeRoom(final long nowMs, final long seed, final int keyBudget) {
        if (keyspace.hasPendingFrees() && keyspace.usedBytes() > shareBytes) {
            keyspace.freeSlice(FREE_UNIT_COUNT);
        }
        if (isExceeded()) {
            evict(nowMs, seed, keyBudget);
        }
        final boolean isExceededStill = isExceeded();
        isBehind = isExceededStill && !isFailing;
        if (!isExceededStill) {
            if (isFailing) {
                isFailing = false;
            }
            exceededMs += currentlyExceededMs(nowMs);
            exceededSinceMs = 0;
        } else if (exceededSinceMs == 0) {
            exceededSinceMs = nowMs;
        }
    }

    private boolean isExceeded() {
        return keyspace.liveBytes() > shareBytes;
    }

    private void evict(final long nowMs, final long seed, final int keyBudget) {
        final boolean isEvicting = settings.policy() != EvictionPolicy.NOEVICTION;
        final boolean isTimed = isEvicting && server.latencyThresholdMs() > 0;
        final long startNs = isTimed ? System.nanoTime() : 0;
        long left = keyBudget;
        lottery.begin(seed * GOLDEN_GAMMA, settings.policy().isVolatile());
        boolean isFound = isEvicting;
        while (isFound && left-- > 0 && isExceeded()) {
            isFound = evictOne(nowMs);
        }
        final boolean isInVain = !isFound && !(isEvicting && lottery.hasAny());
        if (isFailing != isInVain) {
            isFailing = isInVain;
        }
        if (isTimed) {
            note(LatencyMonitor.EVICTION_CYCLE, nowMs, startNs);
        }
    }

    /** Takes out the best candidate; returns false if there is none, or none was found with a bounded effort. */
    private boolean evictOne(final long nowMs) {
        final boolean isByChance = settings.policy().rank() == Rank.CHANCE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (isByChance) {
                if (lottery.draw(1) > 0) {
                    remove(lottery.drawnDatabase(), lottery.drawn(0), nowMs);
                    return true;
                }
            } else {
                look(nowMs);
                if (removeBest(nowMs)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void look(final long nowMs) {
        final double alpha = balance.alpha();
        final int drawnCount = lottery.draw(settings.sampleCount());
        final Database database = lottery.drawnDatabase();
        for (int i = 0; i < drawnCount; i++) {
            final long entry = lottery.drawn(i);
            final double score = EvictionScore.of(entry, settings, nowMs, alpha);
            if (pool.wants(score)) {
                pool.offer(database, database.index().hashOf(entry), score);
            }
        }
    }

    /** Passes over candidates that are gone, or have been used since they were seen. */
    private boolean removeBest(final long nowMs) {
        while (pool.take()) {
            final Database database = pool.takenDatabase();
            final long entry = RandomEntries.withHash(database.index(), pool.takenHash());
            if (entry != NONE && (!settings.policy().isVolatile() || EntryDescriptor.hasExpiry(entry))
                && EvictionScore.of(entry, settings, nowMs, balance.alpha()) >= pool.takenScore()) {
                remove(database, entry, nowMs);
                return true;
            }
        }
        return false;
    }

    private void remove(final Database database, final long entry, final long nowMs) {
        final boolean isTimed = server.latencyThresholdMs() > 0;
        final long startNs = isTimed ? System.nanoTime() : 0;
        database.evict(entry);
        if (isTimed) {
            note(LatencyMonitor.EVICTION_DEL, nowMs, startNs);
        }
    }

    private void note(final String event, final long nowMs, final long startNs) {
        final long elapsedMs = (System.nanoTime() - startNs) / NS_PER_MS;
        if (elapsedMs >= server.latencyThresholdMs()) {
            shard.latencyMonitor().record(event, nowMs, elapsedMs);
        }
    }
}
