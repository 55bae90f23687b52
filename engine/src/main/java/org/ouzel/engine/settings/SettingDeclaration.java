package org.ouzel.engine.settings;

import java.util.ArrayList;
import java.util.List;

/** One row of the table while it is being written; {@link #says} ends it. */
final class SettingDeclaration {
    private final List<Setting> table;
    private final String section;
    private final String name;
    private final SettingType type;
    private final String defaultText;
    private final List<String> aliases = new ArrayList<>();
    private Mutability mutability = Mutability.RUNTIME;
    private boolean isSecret;
    private boolean isAlwaysApplied;
    private String onlyDefaultBecause;

    SettingDeclaration(final List<Setting> table, final String section, final String name, final SettingType type,
        final String defaultText) {
        this.table = table;
        this.section = section;
        this.name = name;
        this.type = type;
        this.defaultText = defaultText;
    }

    SettingDeclaration alias(final String alias) {
        aliases.add(alias);
        return this;
    }

    SettingDeclaration atStart() {
        mutability = Mutability.START;
        return this;
    }

    SettingDeclaration isProtected() {
        mutability = Mutability.PROTECTED;
        return this;
    }

    /** Keeps the value out of logs. */
    SettingDeclaration secret() {
        isSecret = true;
        return this;
    }

    /** Has listeners carry out a change to the same value, too: what the value names may have changed. */
    SettingDeclaration alwaysApplied() {
        isAlwaysApplied = true;
        return this;
    }

    /** Accepts the default only, and says why when another value is given. */
    SettingDeclaration onlyDefault(final String because) {
        onlyDefaultBecause = because;
        return this;
    }

    Setting says(final String sentence) {
        final Setting setting = new Setting(table.size(), this, sentence);
        table.add(setting);
        return setting;
    }

    String section() {
        return section;
    }

    String name() {
        return name;
    }

    SettingType type() {
        return type;
    }

    String defaultText() {
        return defaultText;
    }

    List<String> aliases() {
        return aliases;
    }

    Mutability mutability() {
        return mutability;
    }

    boolean isSecret() {
        return isSecret;
    }

    boolean isAlwaysApplied() {
        return isAlwaysApplied;
    }

    String onlyDefaultBecause() {
        return onlyDefaultBecause;
    }
}
