package org.ouzel.network;

import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingsTable;

/** What {@code --help} prints, made from the settings table. */
final class CommandLineHelp {
    private static final int LINE_LENGTH = 100;
    private static final String INDENT = "      ";

    private CommandLineHelp() {
    }

    static String text() {
        final StringBuilder text = new StringBuilder("""
            Usage: ouzel-server [file] [--name value ...]
                   ouzel-server --help | --version

            Settings are named as in redis.conf, which the file may be; *.toml has [network] port = 6379.
            OUZEL_NETWORK_PORT in the environment goes above the file, the command line above both.
            Sizes take the units k m g (powers of 1000) and kb mb gb (of 1024), durations us ms s m h d.
            Also: --addr host:port, --client-timeout seconds, --aof-path file (which turns it on).
            """);
        String section = "";
        for (final Setting setting : SettingsTable.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append('\n').append(section).append(":\n");
            }
            appendSetting(text, setting);
        }
        return text.toString();
    }

    private static void appendSetting(final StringBuilder text, final Setting setting) {
        final String range = setting.type().range();
        text.append("  --").append(setting.name()).append(" <").append(setting.type().label()).append(">")
            .append(setting.defaultText().isEmpty() ? "" : "  default " + setting.defaultText()).append('\n');
        final boolean isOnlyDefault = setting.onlyDefaultBecause() != null;
        appendWrapped(text, setting.sentence().replace("`", "'")
            + (range.isEmpty() || isOnlyDefault ? "" : " Accepts " + range + ".")
            + (isOnlyDefault ? " Only the default is accepted: " + setting.onlyDefaultBecause() + "." : ""));
    }

    private static void appendWrapped(final StringBuilder text, final String sentence) {
        StringBuilder line = new StringBuilder(INDENT);
        for (final String word : sentence.split(" ")) {
            final boolean isFirst = line.length() == INDENT.length();
            if (!isFirst && line.length() + 1 + word.length() > LINE_LENGTH) {
                text.append(line).append('\n');
                line = new StringBuilder(INDENT).append(word);
            } else {
                line.append(isFirst ? "" : " ").append(word);
            }
        }
        text.append(line).append('\n');
    }
}
