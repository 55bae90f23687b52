package org.ouzel.network.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.protocol.QuotedWords;

/**
 * A settings file in Redis's form: {@code name value …} on each line, {@code #} before comments, {@code include path}
 * with {@code *} and {@code ?} in the file's name.
 */
final class ConfFile extends SettingsFile {
    private static final int MOST_INCLUDES = 16;
    private static final String INCLUDE = "include";

    private final List<SettingEntry> entries = new ArrayList<>();

    ConfFile(final Path path) throws SettingException {
        super(path);
        read(path, 0);
    }

    @Override
    public List<SettingEntry> entries() {
        return List.copyOf(entries);
    }

    private void read(final Path file, final int depth) throws SettingException {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            final List<String> words = QuotedWords.split(line);
            if (words == null) {
                throw failure(file.toString(), i + 1, "unbalanced quotes");
            }
            if (INCLUDE.equalsIgnoreCase(words.get(0))) {
                include(file, i + 1, words, depth);
            } else {
                entries.add(entry(words, file + ":" + (i + 1) + ": "));
            }
        }
    }

    private static SettingEntry entry(final List<String> words, final String place) throws SettingException {
        final String name = words.get(0);
        return new SettingEntry(require(name, place), words.subList(1, words.size()), place + name);
    }

    private void include(final Path file, final int line, final List<String> words, final int depth)
        throws SettingException {
        if (words.size() != 2 || words.get(1).isEmpty()) {
            throw failure(file.toString(), line, "include takes one path");
        }
        if (depth == MOST_INCLUDES) {
            throw failure(file.toString(), line, "more than " + MOST_INCLUDES + " files include each other");
        }
        final Path wanted = Path.of(words.get(1));
        final Path name = wanted.getFileName();
        if (name == null || name.toString().indexOf('*') < 0 && name.toString().indexOf('?') < 0) {
            read(wanted, depth + 1);
            return;
        }
        final Path directory = wanted.getParent() == null ? Path.of("") : wanted.getParent();
        final List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, name.toString())) {
            files.forEach(found::add);
        } catch (final IOException e) {
            throw failure(file.toString(), line, "can't include '" + wanted + "': " + reason(e));
        }
        found.sort(null);
        for (final Path each : found) {
            read(each, depth + 1);
        }
    }

    @Override
    List<String> edit(final List<String> lines, final Map<Setting, String> wanted) {
        final Set<Setting> written = new HashSet<>();
        final Map<Setting, Boolean> isKept = new HashMap<>();
        final List<String> edited = new ArrayList<>();
        for (final String line : lines) {
            final Setting setting = settingOf(line);
            final String value = setting == null ? null : wanted.get(setting);
            if (value == null || isKept.computeIfAbsent(setting, each -> isGiven(lines, each, value))) {
                edited.add(line);
            } else if (written.add(setting)) {
                edited.addAll(linesOf(setting, value));
            }
            if (setting != null) {
                written.add(setting);
            }
        }
        final List<String> added = new ArrayList<>();
        for (final Map.Entry<Setting, String> each : wanted.entrySet()) {
            final Setting setting = each.getKey();
            if (!written.contains(setting) && !isGivenByAnother(setting, each.getValue())) {
                added.addAll(linesOf(setting, each.getValue()));
            }
        }
        if (!added.isEmpty() && !edited.contains(MARK)) {
            edited.add(MARK);
        }
        edited.addAll(added);
        return edited;
    }

    /** Tells whether the lines of a setting, taken together, give a value already. */
    private static boolean isGiven(final List<String> lines, final Setting setting, final String value) {
        final List<SettingEntry> own = new ArrayList<>();
        for (final String line : lines) {
            if (settingOf(line) == setting) {
                final List<String> words = QuotedWords.split(line.strip());
                own.add(new SettingEntry(setting, words.subList(1, words.size()), ""));
            }
        }
        return GivenSettings.gives(own, setting, value);
    }

    /** Tells whether what isn't in this file is its default, or comes from a file that this one includes. */
    private boolean isGivenByAnother(final Setting setting, final String value) {
        return GivenSettings.gives(entries.stream().filter(entry -> entry.setting() == setting).toList(), setting,
            value);
    }

    private static Setting settingOf(final String line) {
        final String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return null;
        }
        final List<String> words = QuotedWords.split(stripped);
        return words == null ? null : SettingsTable.find(words.get(0).toLowerCase(Locale.ROOT));
    }

    /** Returns the lines that give a value: one for each save point, as in files of Redis, else a single one. */
    private static List<String> linesOf(final Setting setting, final String value) {
        if (!setting.type().isWordList() || value.isEmpty()) {
            return List.of(setting.name() + " " + QuotedWords.quote(value));
        }
        if (setting != SettingsTable.SAVE) {
            return List.of(setting.name() + " " + value);
        }
        final String[] words = value.split(" ");
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            lines.add(setting.name() + " " + words[i] + " " + words[i + 1]);
        }
        return lines;
    }
}
