package org.ouzel.engine.settings;

import java.util.List;

/**
 * The declaration of one setting. Immutable; the instances are the constants of {@link SettingsTable}.
 */
public final class Setting {
    private final int index;
    private final String section;
    private final String name;
    private final List<String> aliases;
    private final SettingType type;
    private final Mutability mutability;
    private final String sentence;
    private final boolean isSecret;
    private final boolean isAlwaysApplied;
    private final String onlyDefaultBecause;
    private final Object defaultValue;

    Setting(final int index, final SettingDeclaration declaration, final String sentence) {
        this.index = index;
        this.section = declaration.section();
        this.name = declaration.name();
        this.aliases = List.copyOf(declaration.aliases());
        this.type = declaration.type();
        this.mutability = declaration.mutability();
        this.sentence = sentence;
        this.isSecret = declaration.isSecret();
        this.isAlwaysApplied = declaration.isAlwaysApplied();
        this.onlyDefaultBecause = declaration.onlyDefaultBecause();
        this.defaultValue = parseDefault(declaration.defaultText());
    }

    /** Position in {@link SettingsTable#all()}, dense from 0. */
    public int index() {
        return index;
    }

    /** The group that it is listed under, also the table's name in a settings file. */
    public String section() {
        return section;
    }

    /** Redis's name of it, in lower case. */
    public String name() {
        return name;
    }

    /** Section and name, such as {@code network.port}. */
    public String dottedName() {
        return section + "." + name;
    }

    /** Older names of the same setting, in lower case. */
    public List<String> aliases() {
        return aliases;
    }

    public SettingType type() {
        return type;
    }

    public Mutability mutability() {
        return mutability;
    }

    /** One sentence for {@code --help} and the reference page. */
    public String sentence() {
        return sentence;
    }

    /** Whether the value may stand in no log. */
    public boolean isSecret() {
        return isSecret;
    }

    /** Returns whether a change to the value in force is carried out like any other. */
    boolean isAlwaysApplied() {
        return isAlwaysApplied;
    }

    /** Why nothing but the default is accepted, or null when the whole range is. */
    public String onlyDefaultBecause() {
        return onlyDefaultBecause;
    }

    public Object defaultValue() {
        return defaultValue;
    }

    /** The default as CONFIG GET shows it. */
    public String defaultText() {
        return type.format(defaultValue);
    }

    /**
     * Reads a value of this setting.
     *
     * @param text what was given
     * @param current the value in force
     * @return the new value
     * @throws SettingException when the type refuses the text, or only the default is accepted
     */
    Object parse(final String text, final Object current) throws SettingException {
        final Object value = type.parse(text, current);
        if (onlyDefaultBecause != null && !type.format(value).equals(defaultText())) {
            throw new SettingException("only '" + defaultText() + "' is accepted: " + onlyDefaultBecause);
        }
        return value;
    }

    @Override
    public String toString() {
        return dottedName();
    }

    private Object parseDefault(final String text) {
        try {
            return type.parse(text, null);
        } catch (final SettingException e) {
            throw new IllegalStateException("setting=" + name + " default=" + text + " refused=" + e.getMessage(), e);
        }
    }
}
