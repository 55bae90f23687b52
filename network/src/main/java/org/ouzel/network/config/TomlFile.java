package org.ouzel.network.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.SettingsTable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * A settings file in TOML: {@code network.port = 6379}, or a table for each section. Values are strings, numbers,
 * booleans for yes and no, and arrays for lists; {@code _} may stand for {@code -} in names.
 */
final class TomlFile extends SettingsFile {
    private final List<SettingEntry> entries = new ArrayList<>();

    TomlFile(final Path path) throws SettingException {
        super(path);
        final TomlParseResult parsed;
        try {
            parsed = Toml.parse(Files.readString(path));
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
        if (parsed.hasErrors()) {
            final TomlParseError first = parsed.errors().get(0);
            throw failure(path.toString(), first.position().line(), first.getMessage());
        }
        for (final List<String> keys : parsed.keyPathSet()) {
            final String place = path + ":" + parsed.inputPositionOf(keys).line() + ": ";
            final String name = String.join(".", keys);
            if (name.indexOf('.') < 0) {
                throw new SettingException(place + "setting '" + name + "' stands in no section");
            }
            entries.add(new SettingEntry(require(nameOf(keys), place), words(parsed.get(keys), place, name),
                place + name));
        }
    }

    @Override
    public List<SettingEntry> entries() {
        return List.copyOf(entries);
    }

    private static List<String> words(final Object value, final String place, final String name)
        throws SettingException {
        if (value instanceof TomlArray array) {
            final List<String> words = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                words.addAll(words(array.get(i), place, name));
            }
            return words;
        }
        if (value instanceof String || value instanceof Long || value instanceof Double) {
            return List.of(value.toString());
        }
        if (value instanceof Boolean flag) {
            return List.of(flag ? "yes" : "no");
        }
        throw new SettingException(place + name + ": a value must be a string, a number, a boolean or an array");
    }

    @Override
    List<String> edit(final List<String> lines, final Map<Setting, String> wanted) throws IOException {
        final TomlEdit edit = new TomlEdit(lines);
        final Map<Setting, String> missing = new LinkedHashMap<>(wanted);
        for (final List<String> keys : edit.keys()) {
            final Setting setting = SettingsTable.find(nameOf(keys));
            final String value = setting == null ? null : missing.remove(setting);
            if (value != null && !isGiven(setting, edit.get(keys), value)) {
                edit.replace(keys, textOf(setting, value));
            }
        }
        for (final Map.Entry<Setting, String> each : missing.entrySet()) {
            if (!each.getKey().defaultText().equals(each.getValue())) {
                edit.add(each.getKey().section(), each.getKey().name(), textOf(each.getKey(), each.getValue()));
            }
        }
        return edit.lines();
    }

    private static boolean isGiven(final Setting setting, final Object given, final String value) {
        try {
            return GivenSettings.gives(List.of(new SettingEntry(setting, words(given, "", ""), "")), setting, value);
        } catch (final SettingException e) {
            return false;
        }
    }

    private static String nameOf(final List<String> keys) {
        return String.join(".", keys).replace('_', '-');
    }

    private static String textOf(final Setting setting, final String value) {
        if ("yes/no".equals(setting.type().label())) {
            return Boolean.toString("yes".equals(value));
        }
        return value.matches("-?[1-9]\\d{0,17}|0") ? value : '"' + Toml.tomlEscape(value).toString() + '"';
    }
}
