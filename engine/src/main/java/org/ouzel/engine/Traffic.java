package org.ouzel.engine;

import java.util.function.ToLongFunction;
import org.ouzel.engine.latency.RateMeter;
import org.ouzel.engine.ring.CommandRing;
import org.ouzel.engine.ring.LoopStatistics;

/**
 * The bytes of all clients, those that have gone included, and the most memory that was ever used. One thread at a
 * time: shard 0's, or the one that holds it.
 */
public final class Traffic {
    private long inputBaseBytes;
    private long outputBaseBytes;
    private long readBaseCount;
    private long writeBaseCount;
    private long peakBytes;
    private final RateMeter inputRate = new RateMeter();
    private final RateMeter outputRate = new RateMeter();
    private final ServerState server;

    Traffic(final ServerState server) {
        this.server = server;
    }

    /** Takes the rates, and notes the memory in use; at every tick. */
    void sample(final long nowMs) {
        inputRate.sample(nowMs, sum(LoopStatistics::inputBytes));
        outputRate.sample(nowMs, sum(LoopStatistics::outputBytes));
        notePeak(server.usedBytes());
    }

    /** Counts from 0 again; the most memory ever used stays. */
    public void reset() {
        inputBaseBytes = sum(LoopStatistics::inputBytes);
        outputBaseBytes = sum(LoopStatistics::outputBytes);
        readBaseCount = sum(LoopStatistics::readCount);
        writeBaseCount = sum(LoopStatistics::writeCount);
    }

    /** Notes how much memory is in use now. */
    public void notePeak(final long bytes) {
        peakBytes = Math.max(peakBytes, bytes);
    }

    public long peakBytes() {
        return peakBytes;
    }

    public long inputBytes() {
        return sum(LoopStatistics::inputBytes) - inputBaseBytes;
    }

    public long outputBytes() {
        return sum(LoopStatistics::outputBytes) - outputBaseBytes;
    }

    public long readCount() {
        return sum(LoopStatistics::readCount) - readBaseCount;
    }

    public long writeCount() {
        return sum(LoopStatistics::writeCount) - writeBaseCount;
    }

    /** Returns how many clients were cut off because of too long a request, since the start. */
    public long queryLimitCount() {
        return sum(LoopStatistics::queryLimitCount);
    }

    /** Returns how many clients were cut off because they didn't read their replies, since the start. */
    public long outputLimitCount() {
        return sum(LoopStatistics::outputLimitCount);
    }

    public long inputBytesPerSecond() {
        return inputRate.perSecond();
    }

    public long outputBytesPerSecond() {
        return outputRate.perSecond();
    }

    private long sum(final ToLongFunction<LoopStatistics> number) {
        final CommandRing ring = server.ring();
        long sum = 0;
        for (int i = 0; ring != null && i < ring.loopCount(); i++) {
            sum += number.applyAsLong(ring.loop(i).statistics());
        }
        return sum;
    }
}
