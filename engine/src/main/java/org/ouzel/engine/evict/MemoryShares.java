package org.ouzel.engine.evict;

import java.util.Arrays;
import org.ouzel.engine.ServerState;

/**
 * Divides {@code maxmemory}, which is the whole server's, among the shards, so that each can decide alone and without
 * locks: each may keep what it has, and gets an equal part of what is left; where too much is used, all give back in
 * proportion to what they could evict, or if that is nothing, to what they have.
 *
 * <p>Divided anew whenever all shards stand still anyway, at CONFIG SET, and at each tick, at which they meet for it if
 * there are several and a limit. So the sum of the shares is always the limit, one shard may hold most of the data, and
 * what a shard's share is follows from the events before alone. A fixed part for each would refuse writes, or evict,
 * while most of the memory is free, where many keys share a hash tag.
 */
public final class MemoryShares {
    private final ServerState server;

    public MemoryShares(final ServerState server) {
        this.server = server;
    }

    /** Gives each shard its share; while all stand still, or before they start. */
    public void divide() {
        final EvictionSettings settings = server.eviction();
        final int shardCount = server.shardCount();
        final long[] usedBytes = new long[shardCount];
        final double[] evictableBytes = new double[shardCount];
        for (int i = 0; i < shardCount; i++) {
            usedBytes[i] = server.shard(i).keyspace().liveBytes();
            evictableBytes[i] = server.shard(i).evictor().evictableBytes(settings.policy());
        }
        final long[] shares = shares(usedBytes, evictableBytes, settings.maxMemoryBytes());
        for (int i = 0; i < shardCount; i++) {
            server.shard(i).evictor().set(settings, shares[i]);
        }
    }

    /**
     * Returns the shards' shares.
     *
     * @param usedBytes      what each uses
     * @param evictableBytes how much of it could be evicted, about
     * @param mostBytes      what all may use
     */
    static long[] shares(final long[] usedBytes, final double[] evictableBytes, final long mostBytes) {
        final double[] giving = Arrays.stream(evictableBytes).sum() > 0 ? evictableBytes
            : Arrays.stream(usedBytes).asDoubleStream().toArray();
        final double allGiving = Arrays.stream(giving).sum();
        final long leftBytes = mostBytes - Arrays.stream(usedBytes).sum();
        final long[] shares = new long[usedBytes.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = leftBytes >= 0 ? usedBytes[i] + leftBytes / shares.length
                : Math.max(0, usedBytes[i] - (long) Math.ceil(-leftBytes * giving[i] / allGiving));
        }
        return shares;
    }

    /** Returns whether the keys of all shards take more than the limit; others' figures may be a moment old. */
    public boolean areExceeded() {
        long usedBytes = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            usedBytes += server.shard(i).keyspace().liveBytes();
        }
        return usedBytes > server.maxMemoryBytes();
    }

    /** Returns whether some shard has to evict more than it has come to; from any thread, perhaps a moment late. */
    public boolean areBehind() {
        if (server.maxMemoryBytes() == 0 || server.loading() != null) {
            return false;
        }
        for (int i = 0; i < server.shardCount(); i++) {
            if (server.shard(i).evictor().isBehind()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether one of some shards, a bit for each, can't make room; see {@link Evictor#isOutOfMemory}. */
    public boolean isOutOfMemory(final long shardSet) {
        for (long left = shardSet; left != 0; left &= left - 1) {
            if (server.shard(Long.numberOfTrailingZeros(left)).evictor().isOutOfMemory()) {
                return true;
            }
        }
        return false;
    }
}
