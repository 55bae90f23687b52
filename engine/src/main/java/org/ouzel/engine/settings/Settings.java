package org.ouzel.engine.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ouzel.protocol.GlobPattern;

/**
 * The values in force.
 *
 * <p>Before {@link #conclude()} every setting may be {@link #put}; afterwards only {@link #change} takes requests of
 * clients, and {@link #resolve} what the server itself found out.
 *
 * <p><b>Threads.</b> All writing is done by one thread at a time: the starting thread, then whoever executes CONFIG SET
 * (a slot that all shards have reached). The values are one immutable snapshot, published by a plain write. Any thread
 * may read; one that has passed the slot in the ring sees its values, since the ring's sequences order the write
 * before the read; any other thread sees either all or none of a change, at some later time. A reader costs two
 * dependent loads.
 */
public final class Settings {
    private SettingValues current = SettingValues.ofDefaults();
    private boolean isConcluded;
    private final List<List<SettingListener>> listeners = new ArrayList<>();

    /** All settings at their defaults, not concluded yet. */
    public Settings() {
        for (int i = 0; i < SettingsTable.all().size(); i++) {
            listeners.add(new ArrayList<>());
        }
    }

    /**
     * Sets a value before the start.
     *
     * @param name name or alias, in any case
     * @param text the value
     * @throws SettingException when there is no such setting, or its value is refused; names the setting
     */
    public void put(final String name, final String text) throws SettingException {
        if (isConcluded) {
            throw new IllegalStateException("concluded already, name=" + name);
        }
        final Setting setting = require(name);
        current = with(setting, parse(setting, name, text, current.values[setting.index()]));
    }

    /**
     * Ends the start: settings that can't change while the server runs keep their values from now on.
     *
     * @throws SettingException when two settings contradict each other
     */
    public void conclude() throws SettingException {
        if (getText(SettingsTable.THREADING).equals("fused") && getLong(SettingsTable.SHARDS) > 1) {
            throw new SettingException("threading fused has one shard, use 0 or 1").about(SettingsTable.SHARDS.name());
        }
        isConcluded = true;
    }

    /**
     * Replaces a value by what it stands for, such as port 0 by the port that was taken. Tells no listener.
     *
     * @param setting the setting, changeable by clients or not
     * @param text a value of its type
     */
    public void resolve(final Setting setting, final String text) {
        try {
            current = with(setting, parse(setting, setting.name(), text, current.values[setting.index()]));
        } catch (final SettingException e) {
            throw new IllegalArgumentException("setting=" + setting + " value=" + text + " " + e.getMessage(), e);
        }
    }

    /**
     * Has a listener carry out changes of a setting. May be given for several settings; a change of all of them calls
     * it once.
     *
     * @param setting the setting
     * @param listener called for changes by {@link #change} only
     */
    public void onChange(final Setting setting, final SettingListener listener) {
        listeners.get(setting.index()).add(listener);
    }

    /**
     * Changes several settings as CONFIG SET does: all, or none and an exception.
     *
     * @param names names or aliases, in any case
     * @param texts one value for each name
     * @throws SettingException the first reason against it; {@link SettingException#replyText()} is Redis's reply
     */
    public void change(final List<String> names, final List<String> texts) throws SettingException {
        checkNames(names);
        final SettingValues before = current;
        final Object[] values = before.values.clone();
        for (int i = 0; i < names.size(); i++) {
            final Setting setting = require(names.get(i));
            values[setting.index()] = parse(setting, names.get(i), texts.get(i), values[setting.index()]);
        }
        current = SettingValues.of(values);
        carryOut(before, names);
    }

    /**
     * Finds settings as CONFIG GET does. A pattern without wildcards is answered in its own spelling; aliases are
     * settings of their own here.
     *
     * @param patterns glob patterns, in any case
     * @return name and value of each match once, sorted by name
     */
    public Map<String, String> find(final List<String> patterns) {
        final Map<String, String> found = new TreeMap<>();
        for (final String pattern : patterns) {
            if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && pattern.indexOf('[') < 0) {
                final Setting setting = SettingsTable.find(pattern);
                if (setting != null) {
                    found.put(pattern, format(setting));
                }
                continue;
            }
            final GlobPattern glob = GlobPattern.of(pattern).ignoringCase();
            for (final Setting setting : SettingsTable.all()) {
                collect(found, glob, setting.name(), setting);
                setting.aliases().forEach(alias -> collect(found, glob, alias, setting));
            }
        }
        return found;
    }

    /** The value as CONFIG GET shows it. */
    public String format(final Setting setting) {
        return setting.type().format(current.values[setting.index()]);
    }

    /** A number within {@code int}; a bigger one, such as the most of maxclients, reads as the biggest {@code int}. */
    public int getInt(final Setting setting) {
        return (int) Math.min(current.numbers[setting.index()], Integer.MAX_VALUE);
    }

    /** A number, size, duration (in the setting's unit), or the position of a choice. */
    public long getLong(final Setting setting) {
        return current.numbers[setting.index()];
    }

    /** Whether a yes/no setting is on. */
    public boolean isOn(final Setting setting) {
        return current.numbers[setting.index()] != 0;
    }

    /** A text, or the word of a choice. */
    public String getText(final Setting setting) {
        return (String) current.values[setting.index()];
    }

    /** The word of a choice as the constant of its enum: {@code io_uring} is {@code IO_URING}. */
    public <E extends Enum<E>> E getChoice(final Setting setting, final Class<E> choices) {
        return Enum.valueOf(choices, getText(setting).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The words of a list. */
    public List<String> getWords(final Setting setting) {
        final List<String> words = new ArrayList<>();
        for (final Object word : (List<?>) current.values[setting.index()]) {
            words.add((String) word);
        }
        return words;
    }

    /** The percentiles that INFO latencystats shows; a copy. */
    public double[] getPercentiles() {
        return ((double[]) current.values[SettingsTable.LATENCY_TRACKING_INFO_PERCENTILES.index()]).clone();
    }

    /** The points of {@code save}. */
    public List<SavePoint> getSavePoints() {
        final List<SavePoint> points = new ArrayList<>();
        for (final Object point : (List<?>) current.values[SettingsTable.SAVE.index()]) {
            points.add((SavePoint) point);
        }
        return points;
    }

    /** The limits of {@code client-output-buffer-limit}. */
    public OutputBufferLimits getOutputBufferLimits() {
        return (OutputBufferLimits) current.values[SettingsTable.CLIENT_OUTPUT_BUFFER_LIMIT.index()];
    }

    private void checkNames(final List<String> names) throws SettingException {
        final Set<String> seen = new LinkedHashSet<>();
        for (final String name : names) {
            final Setting setting = require(name);
            if (isConcluded && setting.mutability() == Mutability.START) {
                throw new SettingException("can't set immutable config").about(name);
            }
            if (isConcluded && setting.mutability() == Mutability.PROTECTED) {
                throw new SettingException("can't set protected config").about(name);
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new SettingException("duplicate parameter").about(name);
            }
        }
    }

    /** Calls the listeners of what changed; takes everything back when one refuses. */
    private void carryOut(final SettingValues before, final List<String> names) throws SettingException {
        final Map<SettingListener, String> affected = new LinkedHashMap<>();
        for (final String name : names) {
            final Setting setting = require(name);
            final String oldText = setting.type().format(before.values[setting.index()]);
            if (setting.isAlwaysApplied() || !oldText.equals(format(setting))) {
                listeners.get(setting.index()).forEach(listener -> affected.putIfAbsent(listener, name));
            }
        }
        final List<SettingListener> told = new ArrayList<>();
        for (final Map.Entry<SettingListener, String> each : affected.entrySet()) {
            try {
                told.add(each.getKey());
                each.getKey().onChange(this);
            } catch (final SettingException refusal) {
                current = before;
                takeBack(told, refusal);
                throw refusal.about(each.getValue());
            }
        }
    }

    private void takeBack(final List<SettingListener> told, final SettingException refusal) {
        for (final SettingListener listener : told) {
            try {
                listener.onChange(this);
            } catch (final SettingException e) {
                // The old value was in force a moment ago; that it is refused now goes along with the first refusal.
                refusal.addSuppressed(e);
            }
        }
    }

    private SettingValues with(final Setting setting, final Object value) {
        final Object[] values = current.values.clone();
        values[setting.index()] = value;
        return SettingValues.of(values);
    }

    private void collect(final Map<String, String> found, final GlobPattern pattern, final String name,
        final Setting setting) {
        if (pattern.matches(name)) {
            found.put(name, format(setting));
        }
    }

    private static Object parse(final Setting setting, final String name, final String text, final Object current)
        throws SettingException {
        try {
            return setting.parse(text, current);
        } catch (final SettingException e) {
            throw e.about(name);
        }
    }

    private static Setting require(final String name) throws SettingException {
        final Setting setting = SettingsTable.find(name);
        if (setting == null) {
            throw SettingException.unknown(name);
        }
        return setting;
    }
}
