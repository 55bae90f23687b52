package org.ouzel.persistence.rdb;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.evict.EvictionPolicy.Rank;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.EntryDescriptor;

/**
 * Writes in front of a key how it has been used, as far as the policy in force keeps that: the idle time under LRU, the
 * frequency under LFU, as Redis does, and both under AHE.
 *
 * @param rank         what the policy goes by
 * @param decayMinutes {@code lfu-decay-time}
 * @param nowMs        when the file was begun; a later use counts as one at that time
 */
record UseForm(Rank rank, int decayMinutes, long nowMs) {
    /** Writes nothing. */
    static final UseForm NONE = new UseForm(Rank.NONE, 0, 0);

    private static final long SECONDS_PER_MINUTE = 60;

    static UseForm of(final ServerState server, final long nowMs) {
        return new UseForm(server.eviction().policy().rank(), server.lfuDecayMinutes(), nowMs);
    }

    void write(final long entry, final RdbOutput out) {
        final int access = EntryDescriptor.access(entry);
        switch (rank) {
            case IDLE_TIME -> writeIdleTime(AccessClock.idleSecondsBefore(access, nowMs), out);
            case FREQUENCY -> writeFrequency(access, decayMinutes, out);
            case ADAPTIVE -> {
                writeIdleTime(SECONDS_PER_MINUTE * AccessClock.idleMinutesBefore(access, nowMs), out);
                // What the idle time takes from the counter it takes after loading.
                writeFrequency(access, 0, out);
            }
            default -> {
                // The clock is kept under other policies, too, but no file of Redis's has it.
            }
        }
    }

    private static void writeIdleTime(final long seconds, final RdbOutput out) {
        out.putByte(RdbFormat.OP_IDLE);
        out.putLength(seconds);
    }

    private void writeFrequency(final int access, final int decayMinutes, final RdbOutput out) {
        out.putByte(RdbFormat.OP_FREQ);
        out.putByte(AccessClock.decayedCounterBefore(access, nowMs, decayMinutes));
    }
}
