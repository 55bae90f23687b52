package org.ouzel.persistence.aof;

import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/** When the file is forced to disk: {@code appendfsync}. */
enum FsyncPolicy {
    /** Before any reply to what it holds. */
    ALWAYS,
    /** Once a second. */
    EVERYSEC,
    /** When the system likes to. */
    NO;

    static FsyncPolicy of(final Settings settings) {
        return settings.getChoice(SettingsTable.APPENDFSYNC, FsyncPolicy.class);
    }
}
