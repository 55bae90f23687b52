package org.ouzel.engine.settings;

/**
 * Writes the reference page of all settings as Markdown, one table for each section.
 */
public final class SettingsPage {
    private SettingsPage() {
    }

    /** The whole page, ending with a line feed. */
    public static String markdown() {
        final StringBuilder page = new StringBuilder("""
            # Settings

            Every setting of the server. It can be given, in rising precedence:

            - in a settings file, the first argument of `scripts/ouzel-server`: in Redis's form (`port 6379`,
              `include path`), or, when its name ends in `.toml`, in TOML with a table for each section
              (`[network]`, `port = 6379`);
            - in the environment: `OUZEL_NETWORK_PORT`;
            - on the command line: `--port 6379`.

            While the server runs, `CONFIG GET name` shows it, `CONFIG SET name value` changes it where the column
            *live* says yes, and `CONFIG REWRITE` writes what has changed back to the file, keeping its comments.
            Sizes take Redis's units (`k m g` are powers of 1000, `kb mb gb` of 1024), durations a unit too
            (`us ms s m h d`).
            What is unknown or out of range stops the start with a line that names file and line.

            This page is made from the table in `SettingsTable`; `SettingsPageTest` says how to write it anew.
            """);
        String section = "";
        for (final Setting setting : SettingsTable.all()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                page.append("\n## ").append(section)
                    .append("\n\n| name | value | default | live | |\n|---|---|---|---|---|\n");
            }
            appendRow(page, setting);
        }
        return page.toString();
    }

    private static void appendRow(final StringBuilder page, final Setting setting) {
        page.append("| `").append(setting.name()).append('`');
        for (final String alias : setting.aliases()) {
            page.append(" `").append(alias).append('`');
        }
        page.append(" | ").append(setting.type().label());
        if (!setting.type().range().isEmpty()) {
            page.append(": ").append(setting.type().range());
        }
        page.append(" | ").append(setting.defaultText().isEmpty() ? "empty" : '`' + setting.defaultText() + '`')
            .append(" | ").append(setting.mutability().label())
            .append(" | ").append(setting.sentence());
        if (setting.onlyDefaultBecause() != null) {
            page.append(" Only the default is accepted: ").append(setting.onlyDefaultBecause()).append('.');
        }
        page.append(" |\n");
    }
}
