package org.ouzel.network.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;

/**
 * Puts what one source gives into settings. A setting given twice counts as given last, except that lists which Redis
 * adds up are added up.
 */
public final class GivenSettings {
    private GivenSettings() {
    }

    /**
     * Puts all entries of one source.
     *
     * @throws SettingException the first reason against one, with its label
     */
    public static void put(final List<SettingEntry> entries, final Settings settings) throws SettingException {
        for (final SettingEntry each : join(entries).values()) {
            put(each, settings);
        }
    }

    /** Tells whether entries, on top of the defaults, give a setting a value as CONFIG GET would show it. */
    static boolean gives(final List<SettingEntry> entries, final Setting setting, final String value) {
        final Settings alone = new Settings();
        try {
            put(entries, alone);
        } catch (final SettingException e) {
            return false;
        }
        return alone.format(setting).equals(value);
    }

    private static Map<Setting, SettingEntry> join(final List<SettingEntry> entries) {
        final Map<Setting, SettingEntry> joined = new LinkedHashMap<>();
        for (final SettingEntry entry : entries) {
            final SettingEntry before = joined.remove(entry.setting());
            if (before != null && entry.setting().type().isCumulative()) {
                final List<String> words = new ArrayList<>(before.words());
                words.addAll(entry.words());
                joined.put(entry.setting(), new SettingEntry(entry.setting(), words, entry.label()));
            } else {
                joined.put(entry.setting(), entry);
            }
        }
        return joined;
    }

    private static void put(final SettingEntry entry, final Settings settings) throws SettingException {
        final List<String> words = entry.words();
        final boolean isList = entry.setting().type().isWordList();
        if (!isList && words.size() != 1) {
            throw new SettingException(entry.label() + (words.isEmpty() ? ": a value is missing"
                : " " + words.get(0) + ": unexpected argument '" + words.get(1) + "'"));
        }
        final String value = isList ? String.join(" ", words).strip() : words.get(0);
        try {
            settings.put(entry.setting().name(), value);
        } catch (final SettingException e) {
            throw new SettingException(entry.label() + " " + (value.isEmpty() ? "\"\"" : value) + ": "
                + e.getMessage());
        }
    }
}
