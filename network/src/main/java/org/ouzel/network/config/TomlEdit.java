package org.ouzel.network.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** The lines of a TOML file while values in it are replaced and added; comments and order stay. */
final class TomlEdit {
    private final List<String> original;
    /** What stands in place of each original line; null for one that belonged to a replaced value of several lines. */
    private final List<String> replaced;
    /** What was added behind a line, by the line's index. */
    private final Map<Integer, List<String>> added = new LinkedHashMap<>();
    private final Map<String, List<String>> newTables = new LinkedHashMap<>();
    private final TomlParseResult parsed;

    /** @throws IOException when the lines are no TOML, as after an edit by hand */
    TomlEdit(final List<String> lines) throws IOException {
        original = List.copyOf(lines);
        replaced = new ArrayList<>(lines);
        parsed = parse(lines);
        if (parsed.hasErrors()) {
            throw new IOException("line " + parsed.errors().get(0).position().line() + ": "
                + parsed.errors().get(0).getMessage());
        }
    }

    Iterable<List<String>> keys() {
        return parsed.keyPathSet();
    }

    Object get(final List<String> keys) {
        return parsed.get(keys);
    }

    /**
     * Gives a key another value, which takes one line.
     *
     * @throws IOException when the key stands in an inline table
     */
    void replace(final List<String> keys, final String value) throws IOException {
        final int first = parsed.inputPositionOf(keys).line() - 1;
        int last = first;
        while (last + 1 < original.size() && parse(original.subList(first, last + 1)).hasErrors()) {
            last++;
        }
        final String line = original.get(first);
        final String name = keys.get(keys.size() - 1);
        final int equals = line.indexOf('=');
        if (!line.substring(0, Math.max(0, equals)).replace("\"", "").strip().endsWith(name)) {
            throw new IOException("line " + (first + 1) + ": a value in an inline table can't be replaced");
        }
        replaced.set(first, line.substring(0, equals + 1) + " " + value + (last == first ? commentOf(line) : ""));
        for (int i = first + 1; i <= last; i++) {
            replaced.set(i, null);
        }
    }

    /** Adds a key where its section's table begins, behind the section's dotted keys, or in a new table at the end. */
    void add(final String section, final String name, final String value) {
        int lastDotted = -1;
        boolean isRoot = true;
        for (int i = 0; i < original.size(); i++) {
            final String line = original.get(i).strip();
            if (line.startsWith("[") && line.replace(" ", "").startsWith("[" + section + "]")) {
                behind(i).add(name + " = " + value);
                return;
            }
            isRoot &= !line.startsWith("[");
            lastDotted = isRoot && line.startsWith(section + ".") ? i : lastDotted;
        }
        if (lastDotted >= 0) {
            behind(lastDotted).add(section + "." + name + " = " + value);
        } else {
            newTables.computeIfAbsent(section, each -> new ArrayList<>()).add(name + " = " + value);
        }
    }

    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < replaced.size(); i++) {
            if (replaced.get(i) != null) {
                lines.add(replaced.get(i));
            }
            lines.addAll(added.getOrDefault(i, List.of()));
        }
        newTables.forEach((section, entries) -> {
            lines.add("");
            lines.add(SettingsFile.MARK);
            lines.add("[" + section + "]");
            lines.addAll(entries);
        });
        return lines;
    }

    private List<String> behind(final int line) {
        return added.computeIfAbsent(line, each -> new ArrayList<>());
    }

    /** Returns the comment behind a whole value, with the blank before it. */
    private static String commentOf(final String line) {
        for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
            if (!Toml.parse(line.substring(0, i)).hasErrors()) {
                return " " + line.substring(i);
            }
        }
        return "";
    }

    private static TomlParseResult parse(final List<String> lines) {
        return Toml.parse(String.join("\n", lines));
    }
}
