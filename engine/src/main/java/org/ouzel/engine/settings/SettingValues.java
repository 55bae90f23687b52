package org.ouzel.engine.settings;

import java.util.List;

/** The values of all settings at one moment. Immutable, so that it may be handed to another thread by a plain write. */
final class SettingValues {
    final long[] numbers;
    final Object[] values;

    private SettingValues(final long[] numbers, final Object[] values) {
        this.numbers = numbers;
        this.values = values;
    }

    static SettingValues ofDefaults() {
        final List<Setting> all = SettingsTable.all();
        final Object[] values = new Object[all.size()];
        for (final Setting setting : all) {
            values[setting.index()] = setting.defaultValue();
        }
        return of(values);
    }

    static SettingValues of(final Object[] values) {
        final long[] numbers = new long[values.length];
        for (final Setting setting : SettingsTable.all()) {
            numbers[setting.index()] = setting.type().number(values[setting.index()]);
        }
        return new SettingValues(numbers, values);
    }
}
