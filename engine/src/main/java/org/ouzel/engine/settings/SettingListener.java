package org.ouzel.engine.settings;

/** Carries a change of a setting out where its effect is. */
@FunctionalInterface
public interface SettingListener {
    /**
     * Called on the thread that changes the setting, with the new value in force; called once more with the old one if
     * another listener refuses the same change.
     *
     * @param settings the values in force
     * @throws SettingException to refuse the change, which is then taken back as a whole
     */
    void onChange(Settings settings) throws SettingException;
}
