package org.ouzel.engine.evict;

import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * The settings of eviction, as they are in force.
 *
 * @param maxMemoryBytes   what all keys of the server may take, 0 for no limit
 * @param policy           which keys go first
 * @param sampleCount      keys looked at for each that goes
 * @param keyBudget        keys that may go at one slot of the ring
 * @param lfuDecayMinutes  {@code lfu-decay-time}
 * @param horizonSeconds   {@code ahe-horizon}
 * @param isFreedLater     whether evictions are recorded as UNLINK rather than DEL
 */
public record EvictionSettings(long maxMemoryBytes, EvictionPolicy policy, int sampleCount, int keyBudget,
    int lfuDecayMinutes, long horizonSeconds, boolean isFreedLater) {
    static final int MOST_SAMPLES = 64;
    private static final int TENACITY_STEP = 10;
    private static final int MOST_TENACITY = 100;
    /** About half a millisecond's worth, which Redis gives to a tenacity of 10. */
    private static final int KEYS_PER_TEN = 256;
    private static final int LEAST_KEYS = 16;
    private static final double TENACITY_BASE = 1.15;

    /** Returns what settings say. */
    public static EvictionSettings of(final Settings settings) {
        return new EvictionSettings(settings.getLong(SettingsTable.MAXMEMORY),
            EvictionPolicy.of(settings.getText(SettingsTable.MAXMEMORY_POLICY)),
            Math.min(MOST_SAMPLES, settings.getInt(SettingsTable.MAXMEMORY_SAMPLES)),
            keyBudget(settings.getInt(SettingsTable.MAXMEMORY_EVICTION_TENACITY)),
            settings.getInt(SettingsTable.LFU_DECAY_TIME), settings.getLong(SettingsTable.AHE_HORIZON),
            settings.isOn(SettingsTable.LAZYFREE_LAZY_EVICTION));
    }

    /**
     * Returns how many keys may go at one slot: as many as take about the time that Redis would give, since a clock
     * must not decide.
     */
    static int keyBudget(final int tenacity) {
        if (tenacity >= MOST_TENACITY) {
            return Integer.MAX_VALUE;
        }
        if (tenacity <= TENACITY_STEP) {
            return LEAST_KEYS + (KEYS_PER_TEN - LEAST_KEYS) * tenacity / TENACITY_STEP;
        }
        return (int) (KEYS_PER_TEN * Math.pow(TENACITY_BASE, tenacity - TENACITY_STEP));
    }
}
