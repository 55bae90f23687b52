package org.ouzel.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.engine.Version;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;

/**
 * Reads {@code [--name value …] …} into concluded settings, or finds that the process has to end at once.
 *
 * <p>Grammar, as in Redis: a word that begins with {@code --} names a setting in any case, and the words up to the next
 * such word are its value; {@code --name=value} works too. A setting given twice counts as given last, except that
 * lists that Redis adds up are added up. Besides the settings there are FerrumKV's {@code --addr host:port} and
 * {@code --client-timeout seconds}.
 *
 * <p>Hand-written rather than made with picocli, which takes 70 to 100 ms for a table of this size at every start, and
 * whose classes a class-data archive doesn't hold.
 */
public final class ServerCommandLine {
    private static final String PREFIX = "--";
    private static final Map<String, String> OTHER_NAMES = Map.of("client-timeout", "timeout");

    private final Settings settings;
    private final int exitCode;
    private final String output;

    private ServerCommandLine(final Settings settings, final int exitCode, final String output) {
        this.settings = settings;
        this.exitCode = exitCode;
        this.output = output;
    }

    /**
     * Reads the arguments of the process.
     *
     * @param arguments as given to {@code main}
     * @return settings to start with, or what to print before ending
     */
    public static ServerCommandLine parse(final String... arguments) {
        for (final String argument : arguments) {
            if ("--help".equals(argument) || "-h".equals(argument)) {
                return new ServerCommandLine(null, 0, CommandLineHelp.text());
            }
            if ("--version".equals(argument) || "-v".equals(argument)) {
                return new ServerCommandLine(null, 0, versionLine() + "\n");
            }
        }
        try {
            return new ServerCommandLine(conclude(group(arguments)), 0, "");
        } catch (final SettingException e) {
            return new ServerCommandLine(null, 1, "*** FATAL: " + e.getMessage() + "\n");
        }
    }

    /** Whether there is nothing to start: help or version was asked for, or the arguments are wrong. */
    public boolean hasEnded() {
        return settings == null;
    }

    /** What to print before ending: to standard output if {@link #exitCode()} is 0, else to standard error. */
    public String output() {
        return output;
    }

    /** 0, or 1 when the arguments are wrong. */
    public int exitCode() {
        return exitCode;
    }

    /** The concluded settings, {@code dir} being an absolute path; null when {@link #hasEnded()}. */
    public Settings settings() {
        return settings;
    }

    private static String versionLine() {
        return "Ouzel server v=" + Version.OUZEL + " redis=" + Version.REDIS + " java=" + Runtime.version().feature()
            + " arch=" + System.getProperty("os.arch");
    }

    /** Puts the words behind the names that they belong to. */
    private static Map<String, List<String>> group(final String... arguments) throws SettingException {
        final Map<String, List<String>> wordsByName = new LinkedHashMap<>();
        List<String> words = null;
        for (final String argument : arguments) {
            if (argument.startsWith(PREFIX)) {
                final int equals = argument.indexOf('=');
                final String given = argument.substring(PREFIX.length(), equals < 0 ? argument.length() : equals);
                words = open(wordsByName, given);
                if (equals >= 0) {
                    words.add(argument.substring(equals + 1));
                }
            } else if (words == null) {
                throw new SettingException("unexpected argument '" + argument
                    + "'; settings are given as --name value, see --help");
            } else {
                words.add(argument);
            }
        }
        return wordsByName;
    }

    private static List<String> open(final Map<String, List<String>> wordsByName, final String given)
        throws SettingException {
        final String lowerCase = given.toLowerCase(Locale.ROOT);
        final String name = OTHER_NAMES.getOrDefault(lowerCase, lowerCase);
        final Setting setting = SettingsTable.find(name);
        if (setting == null && !"addr".equals(name)) {
            final String nearest = SettingsTable.nearest(name);
            throw new SettingException("unknown setting '" + PREFIX + given + "'; "
                + (nearest == null ? "see --help" : "did you mean '" + PREFIX + nearest + "'?"));
        }
        final String key = setting == null ? name : setting.name();
        final List<String> before = wordsByName.remove(key);
        final boolean isAddedTo = before != null && setting != null && setting.type().isCumulative();
        final List<String> words = isAddedTo ? before : new ArrayList<>();
        wordsByName.put(key, words);
        return words;
    }

    private static Settings conclude(final Map<String, List<String>> wordsByName) throws SettingException {
        final Settings settings = new Settings();
        for (final Map.Entry<String, List<String>> each : wordsByName.entrySet()) {
            if ("addr".equals(each.getKey())) {
                putAddress(settings, oneWord("addr", each.getValue()));
                continue;
            }
            final Setting setting = SettingsTable.find(each.getKey());
            put(settings, setting, setting.type().isWordList()
                ? String.join(" ", each.getValue()).strip()
                : oneWord(setting.name(), each.getValue()));
        }
        final Path dir = Path.of(settings.getText(SettingsTable.DIR)).toAbsolutePath().normalize();
        if (!Files.isDirectory(dir)) {
            throw new SettingException("--dir " + settings.getText(SettingsTable.DIR) + ": there is no such directory");
        }
        settings.resolve(SettingsTable.DIR, dir.toString());
        try {
            settings.conclude();
        } catch (final SettingException e) {
            throw new SettingException(PREFIX + e.settingName() + ": " + e.getMessage());
        }
        return settings;
    }

    private static void putAddress(final Settings settings, final String address) throws SettingException {
        final int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw new SettingException("--addr " + address + ": argument must be host:port");
        }
        final String host = address.substring(0, colon);
        final boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        put(settings, SettingsTable.BIND, isBracketed ? host.substring(1, host.length() - 1) : host);
        put(settings, SettingsTable.PORT, address.substring(colon + 1));
    }

    private static void put(final Settings settings, final Setting setting, final String text)
        throws SettingException {
        try {
            settings.put(setting.name(), text);
        } catch (final SettingException e) {
            throw new SettingException(PREFIX + setting.name() + " " + (text.isEmpty() ? "\"\"" : text) + ": "
                + e.getMessage());
        }
    }

    private static String oneWord(final String name, final List<String> words) throws SettingException {
        if (words.size() == 1) {
            return words.get(0);
        }
        throw new SettingException(words.isEmpty()
            ? PREFIX + name + ": a value is missing"
            : PREFIX + name + " " + words.get(0) + ": unexpected argument '" + words.get(1) + "'");
    }
}
