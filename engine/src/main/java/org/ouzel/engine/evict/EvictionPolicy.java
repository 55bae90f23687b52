package org.ouzel.engine.evict;

import java.util.Locale;

/** Which keys go first: {@code maxmemory-policy}. The last two are Ouzel's own. */
public enum EvictionPolicy {
    NOEVICTION(false, Rank.NONE),
    ALLKEYS_LRU(false, Rank.IDLE_TIME),
    VOLATILE_LRU(true, Rank.IDLE_TIME),
    ALLKEYS_LFU(false, Rank.FREQUENCY),
    VOLATILE_LFU(true, Rank.FREQUENCY),
    ALLKEYS_RANDOM(false, Rank.CHANCE),
    VOLATILE_RANDOM(true, Rank.CHANCE),
    VOLATILE_TTL(true, Rank.TTL),
    ALLKEYS_AHE(false, Rank.ADAPTIVE),
    VOLATILE_AHE(true, Rank.ADAPTIVE);

    private final boolean isVolatile;
    private final Rank rank;

    /** By what keys are held against each other. */
    public enum Rank { NONE, IDLE_TIME, FREQUENCY, CHANCE, TTL, ADAPTIVE }

    EvictionPolicy(final boolean isVolatile, final Rank rank) {
        this.isVolatile = isVolatile;
        this.rank = rank;
    }

    /** Returns the policy of a name such as {@code allkeys-lru}. */
    public static EvictionPolicy of(final String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns whether only keys with an expiry are evicted. */
    public boolean isVolatile() {
        return isVolatile;
    }

    public Rank rank() {
        return rank;
    }

    /** Returns whether entries keep a counter of their uses and the minute of the last, rather than its second. */
    public boolean isCounting() {
        return rank == Rank.FREQUENCY || rank == Rank.ADAPTIVE;
    }
}
