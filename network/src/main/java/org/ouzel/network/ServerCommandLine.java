package org.ouzel.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.engine.Version;
import org.ouzel.engine.settings.Mutability;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.network.config.EnvironmentSettings;
import org.ouzel.network.config.GivenSettings;
import org.ouzel.network.config.SettingEntry;
import org.ouzel.network.config.SettingsFile;

/**
 * Reads {@code [file] [--name value …] …} into concluded settings, or finds that the process has to end at once. The
 * environment goes above the file, the command line above both.
 *
 * <p>Grammar, as in Redis: a word that begins with {@code --} names a setting in any case, and the words up to the next
 * such word are its value; {@code --name=value} works too. A setting given twice counts as given last, except that
 * lists that Redis adds up are added up. Besides the settings there are FerrumKV's {@code --addr host:port},
 * {@code --client-timeout seconds} and {@code --aof-path file}, which turns the append only file on.
 *
 * <p>Hand-written rather than made with picocli, which takes 70 to 100 ms for a table of this size at every start, and
 * whose classes a class-data archive doesn't hold.
 */
public final class ServerCommandLine {
    private static final String PREFIX = "--";
    private static final String ADDRESS = "addr";
    private static final String AOF_PATH = "aof-path";
    private static final Map<String, String> OTHER_NAMES = Map.of("client-timeout", "timeout");

    private final Settings settings;
    private final SettingsFile file;
    private final Map<Setting, String> given;
    private final int exitCode;
    private final String output;

    private ServerCommandLine(final Settings settings, final SettingsFile file, final Map<Setting, String> given,
        final int exitCode, final String output) {
        this.settings = settings;
        this.file = file;
        this.given = given;
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
        return parse(Map.of(), arguments);
    }

    /**
     * Reads the environment and the arguments of the process.
     *
     * @param variables the environment's variables
     * @param arguments as given to {@code main}
     * @return settings to start with, or what to print before ending
     */
    public static ServerCommandLine parse(final Map<String, String> variables, final String... arguments) {
        for (final String argument : arguments) {
            if ("--help".equals(argument) || "-h".equals(argument)) {
                return ended(0, CommandLineHelp.text());
            }
            if ("--version".equals(argument) || "-v".equals(argument)) {
                return ended(0, versionLine() + "\n");
            }
        }
        try {
            return read(variables, arguments);
        } catch (final SettingException e) {
            return ended(1, "*** FATAL: " + e.getMessage() + "\n");
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

    /** The file that settings were read from, or null. */
    public SettingsFile file() {
        return file;
    }

    /**
     * Writes the values in force back to the file; settings that can't change while the server runs as they were given
     * at the start, before a port or a directory was found for them.
     *
     * @throws IOException when the file can't be read or replaced
     */
    public void rewriteFile() throws IOException {
        final Map<Setting, String> wanted = new LinkedHashMap<>();
        for (final Setting setting : SettingsTable.all()) {
            wanted.put(setting, setting.mutability() == Mutability.RUNTIME ? settings.format(setting)
                : given.get(setting));
        }
        file.rewrite(wanted);
    }

    private static String versionLine() {
        return "Ouzel server v=" + Version.OUZEL + " redis=" + Version.REDIS + " java=" + Runtime.version().feature()
            + " arch=" + System.getProperty("os.arch");
    }

    private static ServerCommandLine ended(final int exitCode, final String output) {
        return new ServerCommandLine(null, null, Map.of(), exitCode, output);
    }

    private static ServerCommandLine read(final Map<String, String> variables, final String... arguments)
        throws SettingException {
        final boolean hasFile = arguments.length > 0 && !arguments[0].startsWith("-");
        final SettingsFile file = hasFile ? SettingsFile.read(Path.of(arguments[0])) : null;
        final Settings settings = new Settings();
        if (hasFile) {
            GivenSettings.put(file.entries(), settings);
        }
        GivenSettings.put(EnvironmentSettings.of(variables), settings);
        GivenSettings.put(group(hasFile ? 1 : 0, arguments), settings);
        final Map<Setting, String> given = new HashMap<>();
        if (hasFile) {
            SettingsTable.all().forEach(setting -> given.put(setting, settings.format(setting)));
        }
        conclude(settings);
        return new ServerCommandLine(settings, file, given, 0, "");
    }

    /** Puts the words behind the names that they belong to. */
    private static List<SettingEntry> group(final int first, final String... arguments) throws SettingException {
        final List<SettingEntry> entries = new ArrayList<>();
        int next = first;
        while (next < arguments.length) {
            final String argument = arguments[next++];
            if (!argument.startsWith(PREFIX)) {
                throw new SettingException("unexpected argument '" + argument
                    + "'; settings are given as --name value, see --help");
            }
            final int equals = argument.indexOf('=');
            final List<String> words = new ArrayList<>();
            if (equals >= 0) {
                words.add(argument.substring(equals + 1));
            }
            while (next < arguments.length && !arguments[next].startsWith(PREFIX)) {
                words.add(arguments[next++]);
            }
            add(entries, argument.substring(PREFIX.length(), equals < 0 ? argument.length() : equals), words);
        }
        return entries;
    }

    private static void add(final List<SettingEntry> entries, final String given, final List<String> words)
        throws SettingException {
        final String lowerCase = given.toLowerCase(Locale.ROOT);
        if (ADDRESS.equals(lowerCase)) {
            addAddress(entries, words);
            return;
        }
        if (AOF_PATH.equals(lowerCase)) {
            addAofPath(entries, words);
            return;
        }
        final Setting setting = SettingsTable.find(OTHER_NAMES.getOrDefault(lowerCase, lowerCase));
        if (setting == null) {
            final String nearest = SettingsTable.nearest(lowerCase);
            throw new SettingException("unknown setting '" + PREFIX + given + "'; "
                + (nearest == null ? "see --help" : "did you mean '" + PREFIX + nearest + "'?"));
        }
        entries.add(new SettingEntry(setting, words, PREFIX + setting.name()));
    }

    private static void addAddress(final List<SettingEntry> entries, final List<String> words)
        throws SettingException {
        if (words.size() != 1 || words.get(0).lastIndexOf(':') <= 0) {
            throw new SettingException("--addr " + String.join(" ", words) + ": argument must be host:port");
        }
        final String address = words.get(0);
        final int colon = address.lastIndexOf(':');
        final String host = address.substring(0, colon);
        final boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        entries.add(new SettingEntry(SettingsTable.BIND,
            List.of(isBracketed ? host.substring(1, host.length() - 1) : host), "--bind"));
        entries.add(new SettingEntry(SettingsTable.PORT, List.of(address.substring(colon + 1)), "--port"));
    }

    /** The file's directory is the server's, unless none is named. */
    private static void addAofPath(final List<SettingEntry> entries, final List<String> words)
        throws SettingException {
        final Path path = words.size() == 1 ? Path.of(words.get(0)) : Path.of("");
        if (path.getFileName() == null || path.getFileName().toString().isEmpty()) {
            throw new SettingException("--aof-path " + String.join(" ", words) + ": argument must be a file");
        }
        entries.add(new SettingEntry(SettingsTable.APPENDONLY, List.of("yes"), "--appendonly"));
        entries.add(new SettingEntry(SettingsTable.APPENDFILENAME, List.of(path.getFileName().toString()),
            "--appendfilename"));
        if (path.getParent() != null) {
            entries.add(new SettingEntry(SettingsTable.DIR, List.of(path.getParent().toString()), "--dir"));
        }
    }

    private static void conclude(final Settings settings) throws SettingException {
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
    }
}
