package org.ouzel.persistence.aof;

import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * Up to where the dataset is to be loaded.
 *
 * @param sequence    the number of the last change, or {@link Long#MAX_VALUE}
 * @param timeSeconds the last Unix time, or {@link Long#MAX_VALUE}
 */
record RestorePoint(long sequence, long timeSeconds) {
    static final RestorePoint END = new RestorePoint(Long.MAX_VALUE, Long.MAX_VALUE);

    static RestorePoint of(final Settings settings) {
        final long sequence = settings.getLong(SettingsTable.RESTORE_TO_SEQUENCE);
        final long timeSeconds = settings.getLong(SettingsTable.RESTORE_TO_TIME);
        return new RestorePoint(sequence == 0 ? Long.MAX_VALUE : sequence,
            timeSeconds == 0 ? Long.MAX_VALUE : timeSeconds);
    }
}
