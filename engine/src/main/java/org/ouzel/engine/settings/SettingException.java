package org.ouzel.engine.settings;

/**
 * A setting was refused. The message is the bare reason, in Redis's words where Redis has the case.
 */
public final class SettingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String settingName;
    private final boolean isUnknown;

    /**
     * A reason that doesn't name its setting yet; {@link #about(String)} adds it.
     *
     * @param reason what is wrong with the value
     */
    public SettingException(final String reason) {
        this(reason, null, false);
    }

    private SettingException(final String reason, final String settingName, final boolean isUnknown) {
        super(reason, null, false, false);
        this.settingName = settingName;
        this.isUnknown = isUnknown;
    }

    static SettingException unknown(final String settingName) {
        return new SettingException("unknown setting", settingName, true);
    }

    /**
     * The same reason, tied to a setting.
     *
     * @param name the setting's name as the caller spelled it
     * @return a new exception
     */
    public SettingException about(final String name) {
        return new SettingException(getMessage(), name, isUnknown);
    }

    /** The setting's name as the caller spelled it, or null when the reason isn't tied to one yet. */
    public String settingName() {
        return settingName;
    }

    /** Whether no setting has this name. */
    public boolean isUnknown() {
        return isUnknown;
    }

    /** The error line that CONFIG SET answers, without {@code -} and line end. */
    public String replyText() {
        if (isUnknown) {
            return "ERR Unknown option or number of arguments for CONFIG SET - '" + settingName + "'";
        }
        return "ERR CONFIG SET failed (possibly related to argument '" + settingName + "') - " + getMessage();
    }
}
