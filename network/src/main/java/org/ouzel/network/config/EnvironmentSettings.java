package org.ouzel.network.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.SettingsTable;

/**
 * Settings from the environment: {@code OUZEL_NETWORK_PORT} is {@code network.port}. A variable that begins with a
 * section's name but names no setting is an error; others that begin with {@code OUZEL_} are left to the scripts.
 */
public final class EnvironmentSettings {
    private static final String PREFIX = "OUZEL_";

    private EnvironmentSettings() {
    }

    /**
     * Returns the settings among variables, in the order of their names.
     *
     * @throws SettingException when a variable names a setting that doesn't exist
     */
    public static List<SettingEntry> of(final Map<String, String> variables) throws SettingException {
        final List<SettingEntry> entries = new ArrayList<>();
        Map<String, Setting> byVariable = null;
        for (final Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            if (!variable.getKey().startsWith(PREFIX)) {
                continue;
            }
            byVariable = byVariable == null ? byVariable() : byVariable;
            final Setting setting = byVariable.get(variable.getKey());
            if (setting != null) {
                entries.add(new SettingEntry(setting, List.of(variable.getValue()), variable.getKey()));
            } else if (hasSection(variable.getKey())) {
                throw new SettingException(variable.getKey() + ": there is no such setting");
            }
        }
        return entries;
    }

    private static Map<String, Setting> byVariable() {
        final Map<String, Setting> byVariable = new HashMap<>();
        for (final Setting setting : SettingsTable.all()) {
            byVariable.put(variable(setting.dottedName()), setting);
        }
        return byVariable;
    }

    private static boolean hasSection(final String variable) {
        for (final Setting setting : SettingsTable.all()) {
            if (variable.startsWith(variable(setting.section()) + "_")) {
                return true;
            }
        }
        return false;
    }

    private static String variable(final String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }
}
