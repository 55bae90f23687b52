package org.ouzel.engine;

import org.ouzel.engine.latency.RateMeter;

/**
 * What one shard counts. Written by the shard's thread; read by whoever holds the shard in a rendezvous.
 */
public final class ShardStatistics {
    private long hitCount;
    private long missCount;
    private long expiredCount;
    private long evictedCount;
    private long changeCount;
    private long failureCount;
    private final RateMeter commandRate = new RateMeter();

    /** Puts all counts that CONFIG RESETSTAT clears back to 0. */
    public void reset() {
        hitCount = 0;
        missCount = 0;
        expiredCount = 0;
        evictedCount = 0;
        failureCount = 0;
    }

    /** Adds another shard's counts to these. */
    public void add(final ShardStatistics other) {
        hitCount += other.hitCount;
        missCount += other.missCount;
        expiredCount += other.expiredCount;
        evictedCount += other.evictedCount;
        changeCount += other.changeCount;
        failureCount += other.failureCount;
    }

    /** Takes the dataset as it is for unchanged, since it is on disk like this. */
    public void forgetChanges() {
        changeCount = 0;
    }

    public void countHit() {
        hitCount++;
    }

    public void countMiss() {
        missCount++;
    }

    public void countExpired() {
        expiredCount++;
    }

    public void countEvicted() {
        evictedCount++;
    }

    public void countChange() {
        changeCount++;
    }

    public void countFailure() {
        failureCount++;
    }

    /** Returns how fast commands come. */
    public RateMeter commandRate() {
        return commandRate;
    }

    /** Returns how many reads found their key. */
    public long hitCount() {
        return hitCount;
    }

    public long missCount() {
        return missCount;
    }

    public long expiredCount() {
        return expiredCount;
    }

    /** Returns how many keys went to make room. */
    public long evictedCount() {
        return evictedCount;
    }

    /** Returns how many changes commands made, as INFO's {@code rdb_changes_since_last_save} counts them. */
    public long changeCount() {
        return changeCount;
    }

    /** Returns how many handlers ended in an exception. */
    public long failureCount() {
        return failureCount;
    }
}
