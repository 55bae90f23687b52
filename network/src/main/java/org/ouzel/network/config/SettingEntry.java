package org.ouzel.network.config;

import java.util.List;
import org.ouzel.engine.settings.Setting;

/**
 * A setting as some source gives it.
 *
 * @param setting what is set
 * @param words its value; a list's words may stand in one or in several
 * @param label how a message begins that is about it: {@code redis.conf:3: port}, {@code OUZEL_NETWORK_PORT},
 *              {@code --port}
 */
public record SettingEntry(Setting setting, List<String> words, String label) {
    /** Copies the words. */
    public SettingEntry {
        words = List.copyOf(words);
    }
}
